import type { TrainingOption } from "../../api/trainings";
import { fill, freshId, h } from "../../elements/element";
import { parsed, title, valueText, valueWords } from "./options";

/** A place in the form where something is said about an option. */
export interface Field {
    readonly element: HTMLElement;
    /** Puts a value in; undefined where nothing is said. */
    set(value: unknown): void;
    /** Tells what holds while nothing is said. */
    standard(value: unknown): void;
    /** Tells what is wrong; empty when nothing is. */
    faults(messages: string[]): void;
    /** Goes to where it can be said. */
    focus(): void;
}

/** The frame of a field: its name, its help, its faults, and whether something was said. */
export class Frame {
    readonly element: HTMLElement;
    readonly id = freshId("option");
    private readonly faulty: HTMLElement;
    private readonly help: HTMLElement;
    private readonly reset: HTMLButtonElement;
    private readonly normal = h("span", {});

    /** @param whole whether the control is a group of controls, which takes no label of its own */
    constructor(
        option: TrainingOption,
        private readonly control: HTMLElement,
        clear: () => void,
        whole = false,
    ) {
        this.faulty = h("p", { class: "option-fault", id: `${this.id}-fault` });
        this.help = h(
            "p",
            { class: "option-help", id: `${this.id}-help` },
            option.help,
            option.bounds === "" ? "" : ` Allowed: ${option.bounds}.`,
            this.normal,
            option.reference === "" ? "" : ` The reference: ${option.reference}.`,
        );
        this.reset = h("button", { class: "text-button", type: "button", hidden: true, "aria-label": `Reset ${title(option.name)}` }, "Reset");
        this.reset.addEventListener("click", () => {
            clear();
            this.control.focus();
        });
        const name = [title(option.name), h("code", {}, option.flag)];
        if (whole) {
            control.setAttribute("role", "group");
            control.setAttribute("aria-labelledby", `${this.id}-name`);
        } else {
            control.id = this.id;
        }
        control.setAttribute("aria-describedby", `${this.id}-fault ${this.id}-help`);
        this.element = h(
            "div",
            { class: whole ? "option wide-option" : "option", "data-option": option.name },
            h(
                "div",
                { class: "option-head" },
                whole ? h("span", { class: "option-name", id: `${this.id}-name` }, name) : h("label", { class: "option-name", for: this.id }, name),
                this.reset,
            ),
            control,
            this.faulty,
            this.help,
        );
    }

    said(yes: boolean): void {
        this.element.classList.toggle("said", yes);
        this.reset.hidden = !yes;
    }

    standard(value: unknown): void {
        this.normal.textContent = value === null || value === undefined ? "" : ` Default: ${valueWords(value)}.`;
    }

    faults(messages: string[]): void {
        this.element.classList.toggle("faulty", messages.length > 0);
        this.control.toggleAttribute("aria-invalid", messages.length > 0);
        if (messages.length > 0) {
            this.control.setAttribute("aria-invalid", "true");
        }
        fill(this.faulty, messages.map((message) => sentence(message)).join(" "));
    }
}

/** "must be …" as a sentence of its own. */
export function sentence(message: string): string {
    const text = message.charAt(0).toUpperCase() + message.slice(1);
    return /[.!?]$/.test(text) ? text : `${text}.`;
}

/** A field of one line, or a list of choices where they are known. */
export function plainField(option: TrainingOption, choices: string[], say: (value: unknown) => void): Field {
    const select = choices.length > 0;
    const nothing = h("option", { value: "" });
    const control = select
        ? h("select", {}, nothing, choices.map((choice) => h("option", { value: choice }, option.type === "FLAG" ? valueWords(choice === "true") : choice)))
        : h("input", {
              type: "text",
              spellcheck: "false",
              autocomplete: "off",
              inputmode: option.type === "INTEGER" ? "numeric" : option.type === "NUMBER" ? "decimal" : undefined,
          });
    const frame = new Frame(option, control, () => {
        control.value = "";
        change();
    });
    const change = (): void => {
        const value = parsed(option, control.value);
        frame.said(value !== undefined);
        say(value);
    };
    control.addEventListener(select ? "change" : "input", change);
    return {
        element: frame.element,
        set(value) {
            const text = valueText(value);
            control.value = select ? (choices.find((choice) => choice.toLowerCase() === text.toLowerCase()) ?? "") : text;
            frame.said(control.value !== "");
        },
        standard(value) {
            const words = valueWords(value);
            nothing.textContent = value === null || value === undefined ? "As it follows from the others" : `Default: ${words}`;
            if (!select) {
                control.setAttribute("placeholder", value === null || value === undefined ? "" : words);
            }
            frame.standard(select ? undefined : value);
        },
        faults: (messages) => frame.faults(messages),
        focus: () => control.focus(),
    };
}
