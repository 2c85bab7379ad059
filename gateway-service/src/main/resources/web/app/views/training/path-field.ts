import type { TrainingOption } from "../../api/trainings";
import { fill, h } from "../../elements/element";
import { icon } from "../../elements/icon";
import { type Field, Frame } from "./field";

interface Line {
    element: HTMLElement;
    type: HTMLSelectElement | undefined;
    path: HTMLInputElement;
}

/**
 * Paths on the server, one a line; with types, as `TYPE:PATH`, where the option takes datasets.
 *
 * @param types layouts of labels; empty for files without one
 * @param known the id of a list of paths that were used before
 */
export function pathField(option: TrainingOption, types: string[], usual: string, known: string, say: (value: unknown) => void): Field {
    const lines: Line[] = [];
    const list = h("div", { class: "path-lines" });
    const add = h("button", { class: "text-button", type: "button" }, icon("plus"), types.length > 0 ? "Another dataset" : "Another file");
    const control = h("div", { class: "paths", tabindex: -1 }, list, add);
    const frame = new Frame(option, control, () => show([]), true);

    const change = (): void => {
        const value = lines.filter((line) => line.path.value.trim() !== "").map((line) => `${line.type ? `${line.type.value}:` : ""}${line.path.value.trim()}`);
        frame.said(value.length > 0);
        say(value.length > 0 ? value : undefined);
    };
    const append = (text: string): Line => {
        const type = types.find((candidate) => text.toLowerCase().startsWith(`${candidate}:`));
        const line: Line = {
            type: types.length > 0 ? h("select", { "aria-label": "Layout of the labels", onchange: change }, types.map((name) => h("option", { value: name, selected: name === (type ?? usual) }, name))) : undefined,
            path: h("input", {
                type: "text",
                "aria-label": types.length > 0 ? "Directory or list on the server" : "File on the server",
                placeholder: types.length > 0 ? `/srv/audio/${option.name.replace("_paths", "")}` : "/srv/audio/labels.csv",
                list: known,
                spellcheck: "false",
                autocomplete: "off",
                oninput: change,
            }),
            element: h("div", { class: "path-line" }),
        };
        line.path.value = type ? text.slice(type.length + 1) : text;
        // The list of earlier paths has types; choosing one sets both.
        line.path.addEventListener("change", () => {
            const found = types.find((candidate) => line.path.value.toLowerCase().startsWith(`${candidate}:`));
            if (found && line.type) {
                line.type.value = found;
                line.path.value = line.path.value.slice(found.length + 1);
                change();
            }
        });
        const remove = h("button", { class: "icon-button small", type: "button", title: "Remove", "aria-label": "Remove this line" }, icon("close"));
        remove.addEventListener("click", () => {
            lines.splice(lines.indexOf(line), 1);
            line.element.remove();
            if (lines.length === 0) {
                append("");
            }
            lines[0]!.path.focus();
            change();
        });
        fill(line.element, line.type, line.path, remove);
        lines.push(line);
        list.append(line.element);
        return line;
    };
    const show = (values: string[]): void => {
        lines.length = 0;
        list.replaceChildren();
        (values.length > 0 ? values : [""]).forEach(append);
        change();
    };
    add.addEventListener("click", () => append("").path.focus());
    append("");
    return {
        element: frame.element,
        set: (value) => show(Array.isArray(value) ? value.map(String) : value ? [String(value)] : []),
        standard: () => undefined,
        faults: (messages) => frame.faults(messages),
        focus: () => lines[0]?.path.focus(),
    };
}
