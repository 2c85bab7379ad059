import type { Catalogue, Preset } from "../../api/trainings";
import { fill, freshId, h } from "../../elements/element";
import { counted } from "../../elements/format";
import type { Field } from "./field";
import { changes, differences, title, valueWords } from "./options";

/** The presets to choose from, with what the chosen one changes. */
export function presetChoice(catalogue: Catalogue, say: (value: unknown) => void): Field {
    const usual = String(catalogue.options.find((option) => option.name === "preset")!.default);
    const name = freshId("preset");
    const effect = h("div", { class: "preset-effect", role: "status" });
    const fault = h("p", { class: "option-fault", id: `${name}-fault` });
    const inputs = catalogue.presets.map((preset) => h("input", { type: "radio", name, value: preset.name, checked: preset.name === usual }));
    const show = (): void => {
        const chosen = inputs.find((input) => input.checked);
        const preset = catalogue.presets.find((candidate) => candidate.name === chosen?.value);
        fill(effect, preset ? effectOf(catalogue, preset) : null);
    };
    inputs.forEach((input) =>
        input.addEventListener("change", () => {
            say(input.value === usual ? undefined : input.value);
            show();
        }),
    );
    show();
    return {
        element: h(
            "fieldset",
            { class: "presets", "aria-describedby": fault.id },
            h("legend", {}, "Preset"),
            h(
                "div",
                { class: "preset-cards" },
                catalogue.presets.map((preset, i) =>
                    h(
                        "label",
                        { class: "preset-card" },
                        inputs[i]!,
                        h("span", { class: "preset-name" }, title(preset.name)),
                        h("span", { class: "option-help" }, preset.description),
                    ),
                ),
            ),
            fault,
            effect,
        ),
        set(value) {
            const wanted = String(value ?? usual).toUpperCase();
            inputs.forEach((input) => {
                input.checked = input.value === wanted;
            });
            show();
        },
        standard: () => undefined,
        faults: (messages) => fill(fault, messages.join(" ")),
        focus: () => (inputs.find((input) => input.checked) ?? inputs[0])?.focus(),
    };
}

function effectOf(catalogue: Catalogue, preset: Preset): HTMLElement {
    const changed = changes(catalogue, preset);
    if (changed.length === 0) {
        return h("p", { class: "quiet" }, `${title(preset.name)} leaves every option at its default.`);
    }
    return h(
        "details",
        {},
        h("summary", {}, `${title(preset.name)} changes ${counted(changed.length, "option")}`),
        h(
            "div",
            { class: "table-scroll" },
            h(
                "table",
                { class: "figures effect-table" },
                h("thead", {}, h("tr", {}, ["Option", "Otherwise", `With ${title(preset.name)}`].map((words) => h("th", { scope: "col" }, words)))),
                h(
                    "tbody",
                    {},
                    changed.map(({ option, before, after }) =>
                        h("tr", {}, h("th", { scope: "row" }, h("code", {}, option.name)), difference(before, after).map((words) => h("td", {}, words))),
                    ),
                ),
            ),
        ),
    );
}

/** Two values in words; of arguments only those that differ. */
function difference(before: unknown, after: unknown): [string, string] {
    const [one, other] = differences([before, after]);
    return [valueWords(one), after === null ? "must be said" : valueWords(other)];
}
