import { problemIn, request } from "../../api/client";
import type { Training } from "../../api/trainings";
import type { Page } from "../../api/types";
import { fill, h } from "../../elements/element";
import { count, counted, moment } from "../../elements/format";
import { icon } from "../../elements/icon";
import { emptyNotice, problemNotice } from "../../elements/notice";
import { commandPanel, origin } from "../../shell/commands";
import { addressOf, adjust, go } from "../../shell/router";
import { bestWords, figureTitle, progressBar, runMark, runSpan } from "./words";

const SIZE = 25;
const POLL_MILLISECONDS = 2500;
const MOST_COMPARED = 20;

const STATES = [
    ["", "Every state"],
    ["queued", "Waiting"],
    ["running", "Running"],
    ["succeeded", "Done"],
    ["failed", "Failed"],
    ["cancelled", "Cancelled"],
] as const;

/** The runs, newest first; some can be ticked and put side by side. */
export class RunList {
    readonly element = h("div", { class: "runs" });
    private readonly body = h("div", {});
    private readonly compare = h("button", { class: "button", type: "button" }, "Compare");
    private readonly commands = h("div", {});
    private readonly picked: Set<string>;
    private page: number;
    private state: string;
    private timer = 0;
    private turn = 0;
    private shown = "";
    private closed = false;

    constructor(query: URLSearchParams) {
        this.page = Math.max(0, Number(query.get("page") ?? 0) || 0);
        this.state = query.get("state") ?? "";
        this.picked = new Set((query.get("pick") ?? "").split(",").filter(Boolean));
        const state = h(
            "select",
            { "aria-label": "State" },
            STATES.map(([value, words]) => h("option", { value, selected: value === this.state }, words)),
        );
        state.addEventListener("change", () => {
            this.state = state.value;
            this.turnTo(0);
        });
        this.compare.addEventListener("click", () => go(addressOf("training", ["compare"], { ids: [...this.picked].join(",") })));
        fill(
            this.element,
            h(
                "header",
                { class: "view-head" },
                h("h1", {}, "Training"),
                h("div", { class: "filters", role: "group", "aria-label": "Filters" }, state),
                h("div", { class: "head-buttons" }, this.compare, h("a", { class: "button primary", href: addressOf("training", ["new"]) }, icon("plus"), "Train a model")),
            ),
            this.body,
            this.commands,
        );
        this.showPicked();
        void this.load();
    }

    close(): void {
        this.closed = true;
        clearTimeout(this.timer);
    }

    private turnTo(page: number): void {
        this.page = page;
        adjust({ state: this.state, page: page === 0 ? "" : String(page), pick: [...this.picked].join(",") });
        void this.load();
    }

    private async load(): Promise<void> {
        clearTimeout(this.timer);
        const turn = ++this.turn;
        const state = this.state === "" ? "" : `&state=${this.state}`;
        try {
            const page = await request<Page<Training>>(`/trainings?page=${this.page}&size=${SIZE}${state}`);
            if (turn === this.turn && !this.closed) {
                this.show(page);
            }
        } catch (error) {
            if (turn === this.turn && !this.closed) {
                this.shown = "";
                fill(this.body, problemNotice(problemIn(error)));
            }
        }
        if (turn === this.turn && !this.closed) {
            this.timer = window.setTimeout(() => this.poll(), POLL_MILLISECONDS);
        }
    }

    /** A page that nobody looks at asks nothing. */
    private poll(): void {
        if (document.visibilityState === "visible") {
            void this.load();
        } else {
            this.timer = window.setTimeout(() => this.poll(), POLL_MILLISECONDS);
        }
    }

    private show(page: Page<Training>): void {
        const now = JSON.stringify(page);
        if (now === this.shown) {
            return;
        }
        this.shown = now;
        if (page.total === 0) {
            fill(
                this.body,
                this.state === ""
                    ? emptyNotice("No run yet", h("a", { href: addressOf("training", ["new"]) }, "Train a model"), " on labelled audio.")
                    : emptyNotice("No such run", "Another state may have some."),
            );
            return;
        }
        const active = document.activeElement;
        const focused = this.body.contains(active) ? (active?.getAttribute("data-key") ?? null) : null;
        fill(
            this.body,
            h(
                "table",
                { class: "job-table run-table" },
                h("caption", { class: "unseen" }, "Training runs, the newest first"),
                h(
                    "thead",
                    {},
                    h(
                        "tr",
                        {},
                        h("th", { scope: "col" }, h("span", { class: "unseen" }, "Compare")),
                        ["Run", "Progress", "State", "Best", "Submitted", "Took"].map((words) => h("th", { scope: "col" }, words)),
                    ),
                ),
                h("tbody", {}, page.items.map((run) => this.row(run))),
            ),
            this.pages(page),
        );
        if (focused) {
            // The table was made anew under the user's hands.
            this.body.querySelector<HTMLElement>(`[data-key="${CSS.escape(focused)}"]`)?.focus();
        }
    }

    private row(run: Training): HTMLElement {
        const address = addressOf("training", [run.id]);
        const box = h("input", { type: "checkbox", "data-key": `box ${run.id}`, checked: this.picked.has(run.id), "aria-label": `Compare ${run.name}` });
        box.addEventListener("change", () => {
            if (box.checked) {
                this.picked.add(run.id);
            } else {
                this.picked.delete(run.id);
            }
            this.showPicked();
        });
        const row = h(
            "tr",
            {},
            h("td", { class: "run-pick" }, h("label", {}, box)),
            h(
                "th",
                { scope: "row" },
                h("a", { href: address, "data-key": run.id }, run.name),
                h("span", { class: "job-subject" }, `${String(run.options["model"] ?? run.options["ckpt"] ?? "")}, ${((run.options["train_paths"] as string[] | null) ?? []).join(", ")}`),
            ),
            h("td", {}, progressBar(run)),
            h("td", {}, runMark(run)),
            h("td", {}, bestWords(run), run.metric && run.best !== undefined ? h("span", { class: "job-subject" }, figureTitle(run.metric)) : null),
            h("td", {}, moment(run.createdAt)),
            h("td", {}, runSpan(run)),
        );
        row.addEventListener("click", (event) => {
            if (!(event.target as Element).closest("a, label") && getSelection()?.isCollapsed !== false) {
                go(address);
            }
        });
        return row;
    }

    private pages(page: Page<Training>): HTMLElement | null {
        const pages = Math.ceil(page.total / page.size);
        if (pages < 2) {
            return null;
        }
        const button = (words: string, target: number): HTMLElement =>
            h("button", { class: "button small", type: "button", disabled: target < 0 || target >= pages, onclick: () => this.turnTo(target) }, words);
        const first = page.page * page.size + 1;
        return h(
            "nav",
            { class: "pages", "aria-label": "Pages" },
            button("Newer", this.page - 1),
            h("span", {}, `${count(first)} to ${count(Math.min(page.total, first + page.size - 1))} of ${count(page.total)}`),
            button("Older", this.page + 1),
        );
    }

    private showPicked(): void {
        const { size } = this.picked;
        this.compare.disabled = size < 2 || size > MOST_COMPARED;
        fill(this.compare, size < 2 ? "Tick two to compare" : `Compare ${counted(size, "run")}`);
        const ids = size >= 2 ? [...this.picked] : ["FIRST", "SECOND"];
        fill(
            this.commands,
            commandPanel([
                { words: "List the runs", rest: `curl ${origin()}/trainings`, command: "trainings" },
                { words: "Compare runs", rest: `curl '${origin()}/trainings/compare?ids=${ids.join(",")}'`, command: `trainings compare ${ids.join(" ")}` },
                {
                    words: "Train a model",
                    rest: `curl -H 'Content-Type: application/json' -d '{"kind": "TRAIN", "training": {"train_paths": ["irmastrain:/srv/audio/train"], "train_only_dataset": true}}' ${origin()}/jobs`,
                    command: "train --train-paths irmastrain:/srv/audio/train --train-only-dataset",
                },
            ]),
        );
    }
}
