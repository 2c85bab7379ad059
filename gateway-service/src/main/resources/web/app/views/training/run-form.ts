import { problemIn, request, RequestError, sendJson } from "../../api/client";
import { allModels } from "../../api/models";
import { type Catalogue, type Check, type Fault, type Training, trainingOptions, type TrainingOption } from "../../api/trainings";
import type { Job, Page } from "../../api/types";
import { fill, freshId, h } from "../../elements/element";
import { counted } from "../../elements/format";
import { icon } from "../../elements/icon";
import { problemNotice } from "../../elements/notice";
import { announce } from "../../shell/announcer";
import { commandPanel, origin, quoted } from "../../shell/commands";
import { addressOf, go } from "../../shell/router";
import { augmentationFields } from "./augmentation-field";
import { type Field, plainField, sentence } from "./field";
import { commandWords, type Given, standard, title, valueWords } from "./options";
import { pathField } from "./path-field";
import { presetChoice } from "./preset-choice";
import { told } from "./told";

const CHECK_MILLISECONDS = 300;
const DATASETS = new Set(["train_paths", "val_paths", "test_paths"]);
const FILES = new Set(["train_override_csvs"]);
/** What everybody says; the others are in their groups. */
const FIRST = ["train_paths", "val_paths", "train_only_dataset", "test_paths", "model", "epochs"];

interface Group {
    element: HTMLDetailsElement;
    count: HTMLElement;
    names: string[];
}

/** Everything that a run can be told, checked while it is said. */
export class RunForm {
    readonly element = h("div", { class: "run-form" });
    private readonly fault = h("div", {});
    private readonly verdict = h("div", { class: "verdict-box" });
    private readonly commands = h("div", {});
    private readonly start = h("button", { class: "button primary", type: "submit" }, "Start training");
    private readonly fields = new Map<string, Field>();
    private readonly groups: Group[] = [];
    private readonly given: Given = {};
    private readonly touched = new Set<string>();
    private catalogue: Catalogue | undefined;
    private filling = true;
    private timer = 0;
    private turn = 0;
    private closed = false;

    /** @param from a run whose options are taken over */
    constructor(private readonly from: string | null) {
        void this.load();
    }

    close(): void {
        this.closed = true;
        clearTimeout(this.timer);
    }

    private async load(): Promise<void> {
        try {
            const [catalogue, types, runs, models, from] = await Promise.all([
                trainingOptions(),
                request<string[]>("/dataset-types"),
                request<Page<Training>>("/trainings?size=25").catch(() => undefined),
                allModels().catch(() => []),
                this.from ? request<Training>(`/trainings/${encodeURIComponent(this.from)}`) : undefined,
            ]);
            if (this.closed) {
                return;
            }
            this.catalogue = catalogue;
            this.build(catalogue, types, runs?.items ?? [], models.map((model) => model.id));
            if (from) {
                for (const [name, value] of Object.entries(await told(catalogue, from.options))) {
                    this.given[name] = value;
                    this.fields.get(name)?.set(value);
                }
            }
            this.filling = false;
            this.changed();
        } catch (error) {
            fill(this.element, problemNotice(problemIn(error)));
        }
    }

    private build(catalogue: Catalogue, types: string[], runs: Training[], models: string[]): void {
        const known = freshId("known");
        const paths = new Set(runs.flatMap((run) => [...DATASETS].flatMap((name) => (run.options[name] as string[] | null) ?? [])));
        const teachers = freshId("teachers");
        this.makeFields(catalogue, types, known);
        this.fields.get("distillation_teacher")?.element.querySelector("input")?.setAttribute("list", teachers);
        const form = h(
            "form",
            { class: "run-fields", novalidate: true },
            h("datalist", { id: known }, [...paths].map((path) => h("option", { value: path }))),
            h("datalist", { id: teachers }, models.map((model) => h("option", { value: model }))),
            this.fields.get("preset")!.element,
            h(
                "section",
                { class: "card option-grid", "aria-label": "What to learn from, and what" },
                FIRST.map((name) => this.fields.get(name)?.element),
            ),
            this.search(catalogue),
            [...new Set(catalogue.options.map((option) => option.group))].map((group) => this.group(catalogue, group)),
            h("button", { type: "submit", class: "unseen", tabindex: -1, "aria-hidden": "true" }, "Start"),
        );
        form.addEventListener("submit", (event) => {
            event.preventDefault();
            void this.submit();
        });
        this.start.setAttribute("form", (form.id = freshId("form")));
        fill(
            this.element,
            h(
                "header",
                { class: "job-head" },
                h("a", { class: "back", href: addressOf("training") }, icon("back"), "Training"),
                h("h1", {}, "Train a model"),
            ),
            h("div", { class: "run-columns" }, form, h("aside", { class: "run-side card", "aria-label": "Check and start" }, this.verdict, this.fault, this.start)),
            this.commands,
        );
    }

    private makeFields(catalogue: Catalogue, types: string[], known: string): void {
        const by = (name: string): TrainingOption => catalogue.options.find((option) => option.name === name)!;
        const say =
            (name: string) =>
            (value: unknown): void =>
                this.say(name, value);
        for (const option of catalogue.options) {
            const { name } = option;
            if (name === "augmentations" || name === "aug_kwargs") {
                continue;
            }
            if (name === "preset") {
                this.fields.set(name, presetChoice(catalogue, say(name)));
            } else if (DATASETS.has(name) || FILES.has(name)) {
                const usual = name === "train_paths" ? "irmastrain" : "irmastest";
                this.fields.set(name, pathField(option, DATASETS.has(name) ? types : [], usual, known, say(name)));
            } else {
                this.fields.set(name, plainField(option, choicesOf(option), say(name)));
            }
        }
        const both = augmentationFields(catalogue.augmentations, by("augmentations"), by("aug_kwargs"), say("augmentations"), say("aug_kwargs"));
        this.fields.set("augmentations", both.augmentations);
        this.fields.set("aug_kwargs", both.arguments);
    }

    private group(catalogue: Catalogue, name: string): HTMLElement | null {
        const options = catalogue.options.filter((option) => option.group === name && !FIRST.includes(option.name) && option.name !== "preset");
        if (options.length === 0) {
            return null;
        }
        const count = h("span", { class: "group-count" });
        const element = h(
            "details",
            { class: "card option-group" },
            h("summary", {}, h("h2", {}, title(name), h("span", { class: "quiet group-size" }, counted(options.length, "option"))), count),
            h("div", { class: "option-grid" }, options.map((option) => this.fields.get(option.name)!.element)),
        );
        this.groups.push({ element, count, names: options.map((option) => option.name) });
        return element;
    }

    /** Finds options by their names and words. */
    private search(catalogue: Catalogue): HTMLElement {
        const id = freshId("search");
        const input = h("input", { type: "search", id, placeholder: "such as learning rate, mel, patience", spellcheck: "false", autocomplete: "off" });
        input.addEventListener("input", () => {
            const words = input.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
            let found = 0;
            for (const group of this.groups) {
                let some = 0;
                for (const name of group.names) {
                    const option = catalogue.options.find((candidate) => candidate.name === name)!;
                    const text = `${option.name} ${title(option.name)} ${option.flag} ${option.help} ${title(option.group)}`.toLowerCase();
                    const fits = words.every((word) => text.includes(word));
                    this.fields.get(name)!.element.hidden = !fits;
                    some += fits ? 1 : 0;
                }
                group.element.hidden = some === 0;
                group.element.open = words.length > 0 && some > 0;
                found += some;
            }
            announce(words.length > 0 ? counted(found, "option") : "All options");
        });
        return h("div", { class: "option-search" }, h("label", { for: id }, "Find an option"), input);
    }

    private say(name: string, value: unknown): void {
        if (value === undefined) {
            delete this.given[name];
        } else {
            this.given[name] = value;
        }
        if (!this.filling) {
            this.touched.add(name);
            this.changed();
        }
    }

    private changed(): void {
        const catalogue = this.catalogue!;
        const preset = this.preset();
        for (const option of catalogue.options) {
            if (option.name !== "preset") {
                this.fields.get(option.name)!.standard(standard(option, preset));
            }
        }
        this.showCommands(catalogue);
        clearTimeout(this.timer);
        this.timer = window.setTimeout(() => void this.check(), CHECK_MILLISECONDS);
    }

    private preset(): Catalogue["presets"][number] | undefined {
        const name = String(this.given["preset"] ?? this.catalogue!.options.find((option) => option.name === "preset")!.default);
        return this.catalogue!.presets.find((preset) => preset.name === name);
    }

    private async check(): Promise<void> {
        const turn = ++this.turn;
        try {
            const check = await sendJson<Check>("POST", "/training-options/check", this.given);
            if (turn === this.turn && !this.closed) {
                fill(this.fault);
                this.tell(check);
            }
        } catch (error) {
            if (turn === this.turn && !this.closed) {
                fill(this.fault, problemNotice(problemIn(error)));
            }
        }
    }

    /** Puts faults where they belong, and what else follows from what was said. */
    private tell(check: Check): void {
        for (const [name, field] of this.fields) {
            const messages = check.faults.filter((fault) => fault.field === name).map((fault) => fault.message);
            const early = !this.touched.has(name) && messages.every((message) => message.startsWith("is required"));
            field.faults(early ? [] : messages);
            if (check.options && name !== "preset" && !(name in this.given)) {
                const resolved = check.options[name];
                if (resolved !== null && resolved !== undefined && name !== "augmentations" && name !== "aug_kwargs") {
                    field.standard(resolved);
                }
            }
        }
        for (const group of this.groups) {
            const said = group.names.filter((name) => name in this.given).length;
            const wrong = group.names.filter((name) => check.faults.some((fault) => fault.field === name)).length;
            fill(
                group.count,
                wrong > 0 ? h("span", { class: "wrong-count" }, counted(wrong, "fault")) : null,
                said > 0 ? h("span", { class: "badge" }, `${said} set`) : null,
            );
        }
        const missing = check.faults.filter((fault) => !this.touched.has(fault.field) && fault.message.startsWith("is required"));
        const wrong = check.faults.filter((fault) => !missing.includes(fault));
        const said = Object.keys(this.given).length;
        fill(
            this.verdict,
            check.valid
                ? h("p", { class: "ready" }, icon("check"), "Ready to start")
                : h("h2", {}, wrong.length > 0 ? `${counted(wrong.length, "fault")}${missing.length > 0 ? ", and something is missing" : ""}` : "Still missing"),
            h("ul", { class: "fault-list" }, [...wrong, ...missing].map((fault) => h("li", {}, this.faultLink(fault)))),
            said > 0 ? this.summary() : null,
        );
        this.start.disabled = !check.valid;
    }

    private faultLink(fault: Fault): HTMLElement {
        const field = this.fields.get(fault.field);
        if (!field) {
            return h("span", {}, fault.field === "" ? sentence(fault.message) : `${fault.field}: ${fault.message}`);
        }
        const link = h("button", { class: "text-button", type: "button" }, title(fault.field));
        link.addEventListener("click", () => {
            field.element.closest("details.option-group")?.setAttribute("open", "");
            field.element.scrollIntoView({ block: "center" });
            field.focus();
        });
        return h("span", {}, link, ` ${fault.message}`);
    }

    /** What was said, next to what would hold otherwise. */
    private summary(): HTMLElement {
        const preset = this.preset();
        const said = this.catalogue!.options.filter((option) => option.name in this.given && !DATASETS.has(option.name));
        return h(
            "dl",
            { class: "said-list" },
            said.map((option) => {
                const before = option.name === "preset" ? option.default : standard(option, preset);
                const long = option.type === "KEYWORDS" || option.name === "augmentations";
                return h(
                    "div",
                    {},
                    h("dt", {}, title(option.name)),
                    h("dd", {}, long ? "changed" : valueWords(this.given[option.name]), long ? null : h("span", { class: "quiet" }, ` instead of ${valueWords(before)}`)),
                );
            }),
        );
    }

    private async submit(): Promise<void> {
        this.start.disabled = true;
        try {
            const job = await sendJson<Job>("POST", "/jobs", { kind: "TRAIN", training: this.given });
            go(addressOf("training", [job.id]));
        } catch (error) {
            const problem = problemIn(error);
            fill(this.fault, problemNotice(problem));
            if (error instanceof RequestError && problem.violations) {
                problem.violations.forEach((violation) => this.touched.add(violation.field));
                this.tell({ valid: false, faults: problem.violations });
            }
            this.start.disabled = false;
        }
    }

    private showCommands(catalogue: Catalogue): void {
        const open = this.commands.querySelector("details")?.open ?? false;
        const words = commandWords(catalogue, this.given, quoted);
        const json = (body: unknown): string => `-H 'Content-Type: application/json' -d ${quoted(JSON.stringify(body))}`;
        const panel = commandPanel([
            {
                words: "Start this run",
                rest: `curl ${json({ kind: "TRAIN", training: this.given })} ${origin()}/jobs`,
                command: `train ${words}`,
            },
            { words: "Only look for a learning rate", rest: `curl ${json({ kind: "TRAIN", training: { ...this.given, find_lr: true } })} ${origin()}/jobs`, command: `find-lr ${words}` },
            { words: "Check these options", rest: `curl ${json(this.given)} ${origin()}/training-options/check` },
            { words: "All options", rest: `curl ${origin()}/training-options`, command: "train --help-all" },
        ]) as HTMLDetailsElement;
        panel.open = open;
        fill(this.commands, panel);
    }
}

function choicesOf(option: TrainingOption): string[] {
    if (option.type === "FLAG") {
        return ["true", "false"];
    }
    return option.type === "CHOICE" ? option.choices : [];
}
