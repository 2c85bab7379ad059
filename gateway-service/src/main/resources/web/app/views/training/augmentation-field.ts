import type { Augmentation, TrainingOption } from "../../api/trainings";
import { fill, freshId, h } from "../../elements/element";
import { type Field, Frame } from "./field";
import { argumentsOf, argumentValue, keywords, parsedKeywords, same, title, valueText } from "./options";

const LEVELS: Record<string, string> = {
    SOURCES: "Recordings, before they become one",
    SIGNAL: "Signal",
    WAVEFORM: "Signal",
    SPECTROGRAM: "Spectrogram",
};

/** What the two options about augmentations say together. */
export interface AugmentationFields {
    augmentations: Field;
    arguments: Field;
}

/**
 * The augmentations as boxes to tick, with the arguments of those that are ticked. Two options are
 * said by it: which ones, and their arguments.
 */
export function augmentationFields(
    all: Augmentation[],
    which: TrainingOption,
    how: TrainingOption,
    sayWhich: (value: unknown) => void,
    sayHow: (value: unknown) => void,
): AugmentationFields {
    let standardWhich: string[] = [];
    let standardHow: Record<string, unknown> = {};
    let chosen: string[] | undefined;
    /** What was typed, by argument. */
    let typed: Record<string, string> = {};
    /** What somebody gave as a whole, such as the options of another run. */
    let basis: Record<string, unknown> | undefined;

    const now = (): string[] => chosen ?? standardWhich;
    const boxes = new Map<string, HTMLInputElement>();
    const inputs = new Map<string, HTMLInputElement>();
    const bodies = new Map<string, HTMLElement>();

    const tellHow = (): void => {
        const allowed = argumentsOf(all, now());
        const keep = (values: Record<string, unknown>): Record<string, unknown> => Object.fromEntries(Object.entries(values).filter(([name]) => allowed.has(name)));
        const mine = keep(typed);
        const said = basis !== undefined || Object.keys(mine).length > 0;
        howFrame.said(said);
        sayHow(said ? { ...keep(basis ?? standardHow), ...Object.fromEntries(Object.entries(mine).map(([name, text]) => [name, argumentValue(String(text))])) } : undefined);
    };
    const tell = (): void => {
        if (chosen && same(chosen, standardWhich)) {
            chosen = undefined;
        }
        whichFrame.said(chosen !== undefined);
        sayWhich(chosen);
        tellHow();
        show();
    };
    const tick = (name: string, on: boolean): void => {
        // Those that the preset has stay in its order.
        const before = now().filter((other) => other !== name);
        chosen = on ? [...before, name] : before;
        if (on && standardWhich.includes(name)) {
            const order = (other: string): number => (standardWhich.indexOf(other) + standardWhich.length + 1) % (standardWhich.length + 1);
            chosen = [...chosen].sort((a, b) => order(a) - order(b));
        }
        tell();
    };
    const show = (): void => {
        for (const [name, box] of boxes) {
            box.checked = now().includes(name);
            bodies.get(name)!.hidden = !box.checked;
        }
        for (const [name, input] of inputs) {
            const value = basis && name in basis ? basis[name] : standardHow[name];
            input.placeholder = value === undefined ? (input.dataset["default"] ?? "") : valueText(Array.isArray(value) ? value.join(",") : value);
            input.value = typed[name] ?? "";
        }
    };

    const groups = h("div", { class: "augmentations", tabindex: -1 });
    const whichFrame = new Frame(which, groups, () => {
        chosen = undefined;
        tell();
    }, true);
    const whole = h("p", { class: "quiet", tabindex: -1 }, "They stand with the augmentations above.");
    const howFrame = new Frame(how, whole, () => {
        typed = {};
        basis = undefined;
        tell();
    }, true);

    for (const level of new Set(all.map((augmentation) => augmentation.level))) {
        groups.append(
            h("h3", {}, LEVELS[level] ?? title(level)),
            ...all
                .filter((augmentation) => augmentation.level === level)
                .map((augmentation) => {
                    const id = freshId("augmentation");
                    const box = h("input", { type: "checkbox", id });
                    box.addEventListener("change", () => tick(augmentation.name, box.checked));
                    boxes.set(augmentation.name, box);
                    const body = h(
                        "details",
                        { class: "augmentation-arguments" },
                        h("summary", {}, "Arguments", h("span", { class: "unseen" }, ` of ${title(augmentation.name)}`)),
                        h(
                            "div",
                            { class: "argument-grid" },
                            augmentation.arguments.map((argument) => {
                                const field = freshId("argument");
                                const input = h("input", {
                                    type: "text",
                                    id: field,
                                    "data-default": argument.default,
                                    "aria-describedby": `${field}-help`,
                                    spellcheck: "false",
                                    autocomplete: "off",
                                });
                                input.addEventListener("input", () => {
                                    if (input.value.trim() === "") {
                                        delete typed[argument.name];
                                    } else {
                                        typed[argument.name] = input.value.trim();
                                    }
                                    tellHow();
                                });
                                inputs.set(argument.name, input);
                                return h(
                                    "div",
                                    {},
                                    h("label", { for: field }, h("code", {}, argument.name)),
                                    input,
                                    h("p", { class: "option-help", id: `${field}-help` }, `${argument.help}; ${argument.allowed}`),
                                );
                            }),
                        ),
                        augmentation.reference === "" ? null : h("p", { class: "option-help" }, `The reference: ${augmentation.reference}.`),
                    );
                    bodies.set(augmentation.name, body);
                    return h("div", { class: "augmentation" }, box, h("label", { for: id }, title(augmentation.name)), body);
                }),
        );
    }

    const focus = (): void => boxes.values().next().value?.focus();
    return {
        augmentations: {
            element: whichFrame.element,
            set(value) {
                chosen = Array.isArray(value) ? value.map((name) => String(name).toUpperCase()) : undefined;
                tell();
            },
            standard(value) {
                standardWhich = Array.isArray(value) ? value.map(String) : [];
                show();
            },
            faults: (messages) => whichFrame.faults(messages),
            focus,
        },
        arguments: {
            element: howFrame.element,
            set(value) {
                basis = Array.isArray(value) ? parsedKeywords(value.map(String)) : (value as Record<string, unknown> | undefined);
                typed = {};
                fill(whole, basis ? `As given: ${keywords(basis).join(" ")}` : "They stand with the augmentations above.");
                tell();
            },
            standard(value) {
                standardHow = (value as Record<string, unknown> | null) ?? {};
                show();
            },
            faults: (messages) => howFrame.faults(messages),
            focus,
        },
    };
}
