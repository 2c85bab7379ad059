import { sendJson } from "../../api/client";
import type { Catalogue, Check } from "../../api/trainings";
import { differing, type Given, same, standard } from "./options";

/** Where the run reads and begins: never left out. */
const SOURCES = new Set(["train_paths", "val_paths", "test_paths", "train_override_csvs", "ckpt", "pretrained_tag", "distillation_teacher"]);

/**
 * The least that is to be said for a run with these options. What follows from the others is left
 * out, so that it follows anew when they are changed: the gateway is asked what does.
 */
export async function told(catalogue: Catalogue, options: Record<string, unknown>): Promise<Given> {
    const all = differing(catalogue, options);
    const preset = catalogue.presets.find((candidate) => candidate.name === options["preset"]);
    const following = catalogue.options
        .filter(({ name }) => name in all && !SOURCES.has(name))
        .filter((option) => option.name === "aug_kwargs" || (standard(option, preset) ?? null) === null)
        .map((option) => option.name);
    const least = Object.fromEntries(Object.entries(all).filter(([name]) => !following.includes(name)));
    const { options: resolved } = await sendJson<Check>("POST", "/training-options/check", least).catch((): Check => ({ valid: false, faults: [] }));
    if (!resolved) {
        return all;
    }
    return Object.fromEntries(Object.entries(all).filter(([name, value]) => !following.includes(name) || !same(resolved[name], value)));
}
