import type { Catalogue, Row } from "../../api/trainings";
import { figureWords } from "../../charts/scale";
import { h } from "../../elements/element";
import { testFigures } from "./figures";
import { standard, same, title, valueWords } from "./options";
import { figureTitle } from "./words";

const HEADLINES = ["test/file_micro_f1", "test/file_macro_f1", "test/file_f1", "test/file_map", "test/f1", "test/loss"];

/** What the test of the best epoch gave; null before. */
export function testTable(rows: Row[]): HTMLElement | null {
    const figures = testFigures(rows);
    const shown = HEADLINES.filter((name) => figures[name] !== undefined);
    if (shown.length === 0) {
        return null;
    }
    return h(
        "dl",
        { class: "facts card test-facts" },
        shown.map((name) => h("div", {}, h("dt", {}, figureTitle(name)), h("dd", {}, figureWords(figures[name]!, 4)))),
    );
}

/** Every option of a run, group by group; those that are not as by default stand out. */
export function optionTable(catalogue: Catalogue, options: Record<string, unknown>): HTMLElement {
    const preset = catalogue.presets.find((candidate) => candidate.name === options["preset"]);
    const groups = [...new Set(catalogue.options.map((option) => option.group))];
    return h(
        "div",
        { class: "option-tables" },
        groups.map((group) =>
            h(
                "section",
                { class: "card" },
                h("h2", {}, title(group)),
                h(
                    "dl",
                    { class: "option-list" },
                    catalogue.options
                        .filter((option) => option.group === group && options[option.name] !== null && options[option.name] !== undefined)
                        .map((option) => {
                            const value = options[option.name];
                            const changed = !same(value, option.name === "preset" ? option.default : standard(option, preset));
                            return h(
                                "div",
                                { class: changed ? "said" : undefined, title: option.help },
                                h("dt", {}, title(option.name)),
                                h("dd", {}, valueWords(value), changed ? h("span", { class: "unseen" }, ", not the default") : null),
                            );
                        }),
                ),
            ),
        ),
    );
}
