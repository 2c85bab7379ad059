import { problemIn, request, sendJson } from "../../api/client";
import { allModels, forgetModels } from "../../api/models";
import type { Model } from "../../api/types";
import { fill, h } from "../../elements/element";
import { icon } from "../../elements/icon";
import { emptyNotice, problemNotice } from "../../elements/notice";
import { announce } from "../../shell/announcer";
import { commandPanel, origin } from "../../shell/commands";
import { addressOf } from "../../shell/router";
import { openComparisonForm } from "./comparison-form";
import { architectureWords, sizeFacts, validationFacts } from "./facts";

/** Makes a model the one of requests that name none. */
export async function makeDefault(id: string): Promise<void> {
    await sendJson("PUT", "/model-aliases/default", { model: id });
    forgetModels();
    announce(`${id} is the default now`);
}

/** All models as cards. */
export class ModelList {
    readonly element = h("div", { class: "models" });
    private readonly body = h("div", { class: "model-cards" });
    private readonly fault = h("div", {});
    private closed = false;

    constructor() {
        fill(
            this.element,
            h(
                "header",
                { class: "view-head" },
                h("h1", {}, "Models"),
                h("button", { class: "button", type: "button", onclick: () => openComparisonForm() }, "Compare two"),
            ),
            this.fault,
            this.body,
            commandPanel([
                { words: "List the models", rest: `curl ${origin()}/models`, command: "models" },
                {
                    words: "Choose the default",
                    rest: `curl -X PUT -H 'Content-Type: application/json' -d '{"model": "ID"}' ${origin()}/model-aliases/default`,
                    command: "models alias default ID",
                },
            ]),
        );
        void this.load();
    }

    close(): void {
        this.closed = true;
    }

    private async load(): Promise<void> {
        try {
            forgetModels();
            const models = await allModels();
            if (models.length === 0) {
                fill(this.body, emptyNotice("No model", "The model directory has no .onnx file."));
                return;
            }
            const cards = models.map((model) => ({ model, card: h("article", { class: "card model-card" }) }));
            cards.forEach(({ model, card }) => this.show(card, model));
            fill(this.body, cards.map(({ card }) => card));
            // What a window costs is counted in the graph, which the list does not do.
            for (const { model, card } of cards) {
                if (model.state === "READY" && !this.closed) {
                    this.show(card, await request<Model>(modelAddress(model.id)));
                }
            }
        } catch (error) {
            fill(this.fault, problemNotice(problemIn(error)));
        }
    }

    private show(card: HTMLElement, model: Model): void {
        const facts = (entries: [string, string][]): HTMLElement =>
            h("dl", { class: "facts" }, entries.map(([words, value]) => h("div", {}, h("dt", {}, words), h("dd", {}, value))));
        const focused = card.contains(document.activeElement);
        const names = model.labelNames ?? {};
        const others = model.aliases.filter((alias) => alias !== "default");
        fill(
            card,
            h(
                "header",
                {},
                h("h2", {}, h("a", { href: addressOf("models", [model.id]) }, model.id)),
                model.isDefault ? h("span", { class: "badge" }, "default") : null,
                others.map((alias) => h("span", { class: "badge pale" }, alias)),
            ),
            model.state === "BROKEN"
                ? h("p", { class: "broken" }, icon("warning"), `Cannot be used: ${model.error ?? ""}`)
                : [
                      h("p", { class: "quiet" }, architectureWords(model)),
                      facts(validationFacts(model)),
                      facts(sizeFacts(model)),
                      h("p", { class: "quiet label-words" }, (model.labels ?? []).map((label) => names[label] ?? label).join(", ")),
                      model.isDefault ? null : this.defaultButton(model),
                  ],
        );
        if (focused) {
            card.querySelector("a")?.focus();
        }
    }

    private defaultButton(model: Model): HTMLElement {
        const button = h("button", { class: "button small", type: "button" }, "Make it the default");
        button.addEventListener("click", () => {
            button.disabled = true;
            makeDefault(model.id).then(
                () => void this.load(),
                (error: unknown) => fill(this.fault, problemNotice(problemIn(error))),
            );
        });
        return button;
    }
}

/** A model's address; ids may contain slashes, which stay. */
export function modelAddress(id: string): string {
    return `/models/${id.split("/").map(encodeURIComponent).join("/")}`;
}
