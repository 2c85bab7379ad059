import { request } from "./client";
import type { Model } from "./types";

let known: Promise<Model[]> | undefined;

/** All models; asked once, and again after {@link forgetModels}. */
export function allModels(): Promise<Model[]> {
    known ??= request<Model[]>("/models").catch((error: unknown) => {
        known = undefined;
        throw error;
    });
    return known;
}

export function forgetModels(): void {
    known = undefined;
}

/** The full names of a model's labels by their codes; empty when the model is gone. */
export async function labelNames(modelId: string): Promise<Record<string, string>> {
    const models = await allModels();
    const model = models.find((candidate) => candidate.id === modelId);
    return model?.labelNames ?? {};
}
