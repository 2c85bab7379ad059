import type { LabelFigures } from "../api/types";
import { h } from "../elements/element";
import { count, score } from "../elements/format";
import { plotTable } from "./table";

const FIGURES: [string, string][] = [
    ["f1", "F1"],
    ["precision", "Precision"],
    ["recall", "Recall"],
    ["average_precision", "Average precision"],
    ["roc_auc", "ROC area"],
];

/** The figures of each label as bars, sorted by the one that the user chooses. */
export function figureBars(labels: LabelFigures[]): HTMLElement {
    const figure = h("figure", { class: "chart" });
    const select = h(
        "select",
        { "aria-label": "Sorted by" },
        FIGURES.map(([key, words]) => h("option", { value: key }, words)),
    );
    const body = h("div", { class: "figure-bars" });
    const show = (): void => {
        const sorted = [...labels].sort(
            (a, b) => (b.figures[select.value] ?? -1) - (a.figures[select.value] ?? -1),
        );
        body.replaceChildren(
            ...sorted.map((label) => {
                const value = label.figures[select.value];
                const there = label.counts.truePositives + label.counts.falseNegatives;
                const bar = h("div", { class: "figure-bar" }, h("div", {}));
                (bar.firstElementChild as HTMLElement).style.width = `${(value ?? 0) * 100}%`;
                return h(
                    "div",
                    { class: "figure-row" },
                    h("span", { class: "figure-name" }, label.name),
                    bar,
                    h("span", { class: "figure-value" }, score(value, 3)),
                    h(
                        "span",
                        { class: "quiet figure-counts" },
                        `${count(label.counts.truePositives)} of ${count(there)} found, ${count(label.counts.falsePositives)} wrong`,
                    ),
                );
            }),
        );
    };
    select.addEventListener("change", show);
    show();
    figure.append(
        h("div", { class: "chart-settings" }, h("label", {}, "Figure ", select)),
        body,
        plotTable(
            "Figures of each instrument",
            ["Instrument", ...FIGURES.map(([, words]) => words), "Found", "Missed", "Wrong"],
            labels.map((label) => [
                label.name,
                ...FIGURES.map(([key]) => score(label.figures[key], 3)),
                label.counts.truePositives,
                label.counts.falseNegatives,
                label.counts.falsePositives,
            ]),
        ),
    );
    return figure;
}
