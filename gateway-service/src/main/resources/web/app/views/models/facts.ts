import type { Model } from "../../api/types";
import { count, large, score } from "../../elements/format";

/** What kind of network it is, as people write it. */
export function architectureWords(model: Model): string {
    const known: Record<string, string> = {
        mobilenet_v3_large: "MobileNetV3-Large",
        mobilenet_v3_small: "MobileNetV3-Small",
        convnext_tiny: "ConvNeXt-Tiny",
        convnext_small: "ConvNeXt-Small",
        resnext50_32x4d: "ResNeXt-50 32x4d",
        efficient_net_v2_s: "EfficientNetV2-S",
        ast: "Audio Spectrogram Transformer",
    };
    return known[model.architecture ?? ""] ?? model.architecture ?? "Unknown network";
}

/** What it takes, in words. */
export function sizeFacts(model: Model): [string, string][] {
    const facts: [string, string][] = [];
    if (model.parameters !== undefined) {
        facts.push(["Parameters", large(model.parameters)]);
    }
    if (model.sizeBytes !== undefined) {
        facts.push(["File", `${(model.sizeBytes / 1e6).toFixed(1)} MB`]);
    }
    if (model.multiplyAdds !== undefined) {
        facts.push(["Multiply-adds for a window", large(model.multiplyAdds)]);
    }
    const input = inputWords(model.featureSpecification);
    if (input) {
        facts.push(["Hears", input]);
    }
    return facts;
}

function inputWords(features: Record<string, unknown> | undefined): string | undefined {
    if (!features) {
        return undefined;
    }
    const rate = Number(features["sampling_rate"]);
    const seconds = (Number(features["window_frames"]) * Number(features["hop_length"])) / rate;
    const transform = String(features["transform"] ?? "").toLowerCase().replaceAll("_", " ");
    return Number.isFinite(seconds)
        ? `${seconds.toFixed(1)} s at ${count(rate)} Hz, ${transform}`
        : transform;
}

/** The figures that were measured when it was made. */
export function validationFacts(model: Model): [string, string][] {
    const validation = model.provenance?.["validation"] as Record<string, unknown> | undefined;
    const facts: [string, string][] = [];
    for (const [key, words] of [
        ["micro_f1", "Micro F1"],
        ["macro_f1", "Macro F1"],
        ["mean_average_precision", "Mean average precision"],
    ] as const) {
        if (typeof validation?.[key] === "number") {
            facts.push([words, score(validation[key], 3)]);
        }
    }
    return facts;
}

/** Each label's F1 when it was made, by its code. */
export function labelFigures(model: Model): Record<string, number> {
    const validation = model.provenance?.["validation"] as Record<string, unknown> | undefined;
    return (validation?.["f1"] as Record<string, number> | undefined) ?? {};
}
