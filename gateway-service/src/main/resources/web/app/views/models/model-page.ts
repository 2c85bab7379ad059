import { problemIn, request } from "../../api/client";
import type { Model } from "../../api/types";
import { fill, h } from "../../elements/element";
import { score } from "../../elements/format";
import { icon } from "../../elements/icon";
import { problemNotice } from "../../elements/notice";
import { commandPanel, origin, quoted } from "../../shell/commands";
import { addressOf } from "../../shell/router";
import { architectureWords, labelFigures, sizeFacts, validationFacts } from "./facts";
import { markdown } from "./markdown";
import { makeDefault, modelAddress } from "./model-list";

/** One model: what it is, what it costs, how good it was when it was made, and where it comes from. */
export class ModelPage {
    readonly element = h("div", { class: "model" });
    private closed = false;

    constructor(private readonly id: string) {
        void this.load();
    }

    close(): void {
        this.closed = true;
    }

    private async load(): Promise<void> {
        try {
            const model = await request<Model>(modelAddress(this.id));
            if (!this.closed) {
                this.show(model);
            }
        } catch (error) {
            fill(this.element, problemNotice(problemIn(error)));
        }
    }

    private show(model: Model): void {
        const choose = h("button", { class: "button", type: "button" }, "Make it the default");
        choose.addEventListener("click", () => {
            choose.disabled = true;
            makeDefault(model.id).then(
                () => void this.load(),
                (error: unknown) => this.element.append(problemNotice(problemIn(error))),
            );
        });
        fill(
            this.element,
            h(
                "header",
                { class: "job-head" },
                h("a", { class: "back", href: addressOf("models") }, icon("back"), "Models"),
                h("h1", {}, model.id),
                h("div", { class: "job-actions" }, model.isDefault ? h("span", { class: "badge" }, "default") : choose),
            ),
            h("p", { class: "quiet" }, `${architectureWords(model)}, version ${model.version ?? "unknown"}`),
            model.state === "BROKEN"
                ? h("p", { class: "broken" }, icon("warning"), `Cannot be used: ${model.error ?? ""}`)
                : h(
                      "div",
                      { class: "model-columns" },
                      h("div", { class: "model-side" }, this.facts(model), this.labels(model)),
                      h(
                          "div",
                          { class: "model-main" },
                          model.card ? h("section", { class: "card" }, markdown(model.card)) : null,
                          this.provenance(model),
                      ),
                  ),
            commandPanel([
                { words: "All about this model", rest: `curl ${origin()}${modelAddress(model.id)}`, command: `models ${quoted(model.id)}` },
                {
                    words: "Make it the default",
                    rest: `curl -X PUT -H 'Content-Type: application/json' -d '${JSON.stringify({ model: model.id })}' ${origin()}/model-aliases/default`,
                    command: `models alias default ${quoted(model.id)}`,
                },
            ]),
        );
    }

    private facts(model: Model): HTMLElement {
        const validation = validationFacts(model).map(([words, value]) => [`${words}, validation`, value] as const);
        return h(
            "dl",
            { class: "facts card" },
            [...validation, ...sizeFacts(model), ["Windows combined by", (model.aggregation ?? "").toLowerCase()] as const].map(
                ([words, value]) => h("div", {}, h("dt", {}, words), h("dd", {}, value)),
            ),
        );
    }

    private labels(model: Model): HTMLElement {
        const figures = labelFigures(model);
        const some = Object.keys(figures).length > 0;
        return h(
            "section",
            { class: "card" },
            h("h2", {}, "Labels"),
            h(
                "table",
                { class: "figures wide" },
                h(
                    "thead",
                    {},
                    h(
                        "tr",
                        {},
                        h("th", { scope: "col" }, "Instrument"),
                        h("th", { scope: "col" }, "Code"),
                        h("th", { scope: "col" }, "Threshold"),
                        some ? h("th", { scope: "col" }, "F1, validation") : null,
                    ),
                ),
                h(
                    "tbody",
                    {},
                    (model.labels ?? []).map((label) =>
                        h(
                            "tr",
                            {},
                            h("th", { scope: "row" }, model.labelNames?.[label] ?? label),
                            h("td", {}, h("code", {}, label)),
                            h("td", {}, score(model.thresholds?.[label], 3)),
                            some ? h("td", {}, score(figures[label], 3)) : null,
                        ),
                    ),
                ),
            ),
        );
    }

    private provenance(model: Model): HTMLElement {
        const open = !model.card;
        return h(
            "details",
            { class: "card provenance", open },
            h("summary", {}, h("h2", {}, "Provenance")),
            tree(model.provenance ?? {}),
            h("h3", {}, "Features"),
            tree(model.featureSpecification ?? {}),
        );
    }
}

/** Nested values as nested lists of names and values. */
function tree(value: Record<string, unknown>): HTMLElement {
    return h(
        "dl",
        { class: "tree" },
        Object.entries(value).map(([name, entry]) =>
            h(
                "div",
                {},
                h("dt", {}, name.replaceAll("_", " ")),
                h(
                    "dd",
                    {},
                    entry !== null && typeof entry === "object" && !Array.isArray(entry)
                        ? tree(entry as Record<string, unknown>)
                        : Array.isArray(entry)
                          ? entry.map(String).join(", ")
                          : String(entry),
                ),
            ),
        ),
    );
}
