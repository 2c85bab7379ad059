import { equal } from "./equal";
import type { Catalogue, TrainingOption } from "../../main/resources/web/app/api/trainings";
import { argumentValue, changes, commandWords, differences, differing, parsed, same } from "../../main/resources/web/app/views/training/options";

function option(name: string, type: TrainingOption["type"], standard: unknown): TrainingOption {
    return { name, flag: `--${name.replaceAll("_", "-")}`, group: "DATA", type, default: standard, choices: [], bounds: "", help: "", reference: "" };
}

const CATALOGUE: Catalogue = {
    options: [
        option("train_paths", "LIST", null),
        option("drop_last", "FLAG", true),
        option("quick", "FLAG", false),
        option("epochs", "INTEGER", 24),
        option("aug_kwargs", "KEYWORDS", { pitch_p: 0.5 }),
        option("preset", "CHOICE", "BALANCED"),
    ],
    presets: [
        { name: "BALANCED", description: "", options: {} },
        { name: "FAST", description: "", options: { epochs: 8, quick: false } },
    ],
    models: [],
    transforms: [],
    augmentations: [],
};

Deno.test("options are the words of a command", () => {
    const given = { epochs: 3, quick: true, drop_last: false, train_paths: ["irmastrain:/a b", "csv:/c"], aug_kwargs: { mixing_level: [-8, 6], pitch_p: 1 } };

    const words = commandWords(CATALOGUE, given, (text) => (text.includes(" ") ? `'${text}'` : text));

    equal(words, "--train-paths 'irmastrain:/a b' csv:/c --no-drop-last --quick --epochs 3 --aug-kwargs mixing_level=-8,6 pitch_p=1");
});

Deno.test("a preset changes what it sets otherwise than the default", () => {
    equal(
        changes(CATALOGUE, CATALOGUE.presets[1]!).map(({ option, before, after }) => [option.name, before, after]),
        [["epochs", 24, 8]],
    );
});

Deno.test("a run differs from its preset, not from the defaults", () => {
    const options = { train_paths: ["csv:/c"], drop_last: true, quick: true, epochs: 8, aug_kwargs: { pitch_p: 0.5 }, preset: "FAST" };

    equal(differing(CATALOGUE, options), { train_paths: ["csv:/c"], quick: true, preset: "FAST" });
});

Deno.test("of arguments side by side only those that differ are told", () => {
    equal(differences([{ a: 1, b: 2 }, { a: 1, b: 3, c: 4 }]), [{ b: 2 }, { b: 3, c: 4 }]);
    equal(differences([1, { a: 1 }]), [1, { a: 1 }]);
});

Deno.test("texts of fields are values, and stay texts where they are none", () => {
    const epochs = CATALOGUE.options[3]!;

    equal(["", " 12 ", "1e-4", "many"].map((text) => parsed(epochs, text)), [undefined, 12, 1e-4, "many"]);
    equal(["0.7", "-8,6", "true", "REFERENCE"].map(argumentValue), [0.7, [-8, 6], true, "REFERENCE"]);
});

Deno.test("arguments are the same in any order, lists are not", () => {
    equal(same({ a: 1, b: null }, { b: null, a: 1 }), true);
    equal(same([1, 2], [2, 1]), false);
});
