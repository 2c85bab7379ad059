import type { Augmentation, Catalogue, Preset, TrainingOption } from "../../api/trainings";

/** What somebody said about a run: values by the names of options. What is not in it was not said. */
export type Given = Record<string, unknown>;

/** "FINE_TUNING" as a heading: "Fine tuning". */
export function title(constant: string): string {
    const words = constant.toLowerCase().replaceAll("_", " ");
    return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A value as a command line has it; empty for none. */
export function valueText(value: unknown): string {
    if (value === null || value === undefined) {
        return "";
    }
    if (Array.isArray(value)) {
        return value.map(valueText).join(" ");
    }
    if (typeof value === "object") {
        return keywords(value as Record<string, unknown>).join(" ");
    }
    return String(value);
}

/** A value in words for people. */
export function valueWords(value: unknown): string {
    if (value === null || value === undefined || value === "") {
        return "none";
    }
    if (typeof value === "boolean") {
        return value ? "yes" : "no";
    }
    const text = valueText(value);
    return text === "" ? "none" : text;
}

/** Arguments as `key=value` and `key=value,value`. */
export function keywords(value: Record<string, unknown>): string[] {
    return Object.entries(value).map(
        ([key, entry]) => `${key}=${Array.isArray(entry) ? entry.map(valueText).join(",") : valueText(entry)}`,
    );
}

/** Arguments from `key=value`; a text without "=" is left to the gateway to refuse. */
export function parsedKeywords(words: string[]): Record<string, unknown> {
    const found: Record<string, unknown> = {};
    for (const word of words) {
        const at = word.indexOf("=");
        found[at < 0 ? word : word.slice(0, at)] = argumentValue(at < 0 ? "" : word.slice(at + 1));
    }
    return found;
}

/** The value of an argument: a number, yes or no, a text, or several of them with commas between. */
export function argumentValue(text: string): unknown {
    const parts = text.split(",").map((part) => {
        const word = part.trim();
        return word === "true" ? true : word === "false" ? false : word === "" ? "" : number(word);
    });
    return parts.length === 1 ? parts[0] : parts;
}

/**
 * What a text in a field says. What cannot be read stays a text, so that the gateway tells what is
 * wrong with it; nothing for an empty text, which says that the default holds.
 */
export function parsed(option: TrainingOption, text: string): unknown {
    const words = text.trim();
    if (words === "") {
        return undefined;
    }
    switch (option.type) {
        case "FLAG":
            return words === "true" ? true : words === "false" ? false : words;
        case "INTEGER":
        case "NUMBER":
            return number(words);
        case "LIST":
            return words.split(/\s+/).map((word) => (option.choices.length > 0 || isOfTexts(option) ? word : number(word)));
        case "KEYWORDS":
            return words.split(/\s+/);
        case "TEXT":
        case "CHOICE":
            return words;
    }
}

function isOfTexts(option: TrainingOption): boolean {
    return Array.isArray(option.default) && typeof option.default[0] === "string";
}

function number(text: string): unknown {
    return Number.isFinite(Number(text)) ? Number(text) : text;
}

/** Whether two values are the same; the order of arguments does not matter, that of lists does. */
export function same(one: unknown, other: unknown): boolean {
    return JSON.stringify(canonical(one)) === JSON.stringify(canonical(other));
}

function canonical(value: unknown): unknown {
    if (value === undefined || value === null) {
        return null;
    }
    if (Array.isArray(value)) {
        return value.map(canonical);
    }
    if (typeof value === "object") {
        return Object.entries(value)
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([key, entry]) => [key, canonical(entry)]);
    }
    return value;
}

/** Values side by side; of arguments only those that are not the same in all. */
export function differences(values: unknown[]): unknown[] {
    if (!values.every((value) => value !== null && typeof value === "object" && !Array.isArray(value))) {
        return values;
    }
    const all = values as Record<string, unknown>[];
    return all.map((value) => Object.fromEntries(Object.entries(value).filter(([key, entry]) => all.some((other) => !same(entry, other[key])))));
}

/** What holds for an option that is not given: what the preset says, else its default. */
export function standard(option: TrainingOption, preset: Preset | undefined): unknown {
    return preset && option.name in preset.options ? preset.options[option.name] : option.default;
}

/** What a preset changes: the option, its default, and what it is with the preset. */
export function changes(catalogue: Catalogue, preset: Preset): { option: TrainingOption; before: unknown; after: unknown }[] {
    return catalogue.options
        .filter((option) => option.name in preset.options)
        .map((option) => ({ option, before: option.default, after: preset.options[option.name] }))
        .filter(({ before, after }) => !same(before, after));
}

/** The options of a run that are not what they would be by themselves: given again, they make the same run. */
export function differing(catalogue: Catalogue, options: Record<string, unknown>): Given {
    const name = String(options["preset"] ?? "");
    const preset = catalogue.presets.find((candidate) => candidate.name === name);
    const given: Given = {};
    for (const option of catalogue.options) {
        const value = options[option.name];
        if (value !== null && value !== undefined && !same(value, option.name === "preset" ? option.default : standard(option, preset))) {
            given[option.name] = value;
        }
    }
    return given;
}

/** Arguments that chosen augmentations have. */
export function argumentsOf(augmentations: Augmentation[], chosen: string[]): Set<string> {
    return new Set(
        augmentations
            .filter((augmentation) => chosen.includes(augmentation.name))
            .flatMap((augmentation) => augmentation.arguments.map((argument) => argument.name)),
    );
}

/**
 * The words of `lumen train` that say the same.
 *
 * @param quoted makes a word of the shell of a text
 */
export function commandWords(catalogue: Catalogue, given: Given, quoted: (text: string) => string): string {
    const words: string[] = [];
    for (const option of catalogue.options) {
        const value = given[option.name];
        if (value === undefined || value === null) {
            continue;
        }
        if (option.type === "FLAG") {
            words.push(value === false ? `--no-${option.flag.slice(2)}` : option.flag);
        } else if (Array.isArray(value)) {
            words.push(option.flag, ...value.map((entry) => quoted(valueText(entry))));
        } else if (typeof value === "object") {
            words.push(option.flag, ...keywords(value as Record<string, unknown>).map(quoted));
        } else {
            words.push(option.flag, quoted(String(value)));
        }
    }
    return words.join(" ");
}
