import { h } from "../elements/element";

/** What a plot shows, as a table: for screen readers, and for copying. */
export function plotTable(caption: string, head: string[], rows: (string | number)[][]): HTMLElement {
    return h(
        "details",
        { class: "plot-table" },
        h("summary", {}, "As a table"),
        h(
            "div",
            { class: "table-scroll", tabindex: 0, role: "region", "aria-label": caption },
            h(
                "table",
                { class: "figures" },
                h("caption", { class: "unseen" }, caption),
                h("thead", {}, h("tr", {}, head.map((words) => h("th", { scope: "col" }, words)))),
                h(
                    "tbody",
                    {},
                    rows.map((row) =>
                        h(
                            "tr",
                            {},
                            row.map((cell, place) =>
                                place === 0 ? h("th", { scope: "row" }, cell) : h("td", {}, cell),
                            ),
                        ),
                    ),
                ),
            ),
        ),
    );
}
