import { problemIn, request } from "../../api/client";
import { allModels } from "../../api/models";
import type { Job, Page } from "../../api/types";
import { fill, h } from "../../elements/element";
import { count, moment } from "../../elements/format";
import { icon } from "../../elements/icon";
import { emptyNotice, problemNotice } from "../../elements/notice";
import { commandPanel, origin } from "../../shell/commands";
import { addressOf, adjust, go } from "../../shell/router";
import { openTestForm } from "./test-form";
import { jobProgress, jobSpan, kindWords, stateMark } from "./words";

const SIZE = 25;
const POLL_MILLISECONDS = 2500;

const STATES = [
    ["", "Every state"],
    ["queued", "Waiting"],
    ["running", "Running"],
    ["succeeded", "Done"],
    ["failed", "Failed"],
    ["cancelled", "Cancelled"],
] as const;
const KINDS = [
    ["", "Every kind"],
    ["predict", "Recognise"],
    ["test", "Test"],
    ["train", "Train"],
] as const;

/** The jobs, newest first; what is shown is asked for again while it is looked at. */
export class JobList {
    readonly element = h("div", { class: "jobs" });
    private readonly body = h("div", {});
    private readonly commands = h("div", {});
    private readonly filters: Record<string, string>;
    private page: number;
    private timer = 0;
    private turn = 0;
    private closed = false;
    private shown = "";

    constructor(query: URLSearchParams) {
        this.page = Math.max(0, Number(query.get("page") ?? 0) || 0);
        this.filters = {
            state: query.get("state") ?? "",
            kind: query.get("kind") ?? "",
            model: query.get("model") ?? "",
        };
        const model = h("select", { "aria-label": "Model" }, h("option", { value: "" }, "Every model"));
        model.addEventListener("change", () => this.filter("model", model.value));
        allModels().then(
            (models) => {
                model.append(...models.map((known) => h("option", { value: known.id }, known.id)));
                model.value = this.filters["model"]!;
            },
            () => undefined,
        );
        fill(
            this.element,
            h(
                "header",
                { class: "view-head" },
                h("h1", {}, "Jobs"),
                h(
                    "div",
                    { class: "filters", role: "group", "aria-label": "Filters" },
                    this.select("state", "State", STATES),
                    this.select("kind", "Kind", KINDS),
                    model,
                ),
                h("button", { class: "button", type: "button", onclick: () => openTestForm() }, icon("plus"), "Test a model"),
            ),
            this.body,
            this.commands,
        );
        this.showCommands();
        void this.load();
    }

    close(): void {
        this.closed = true;
        clearTimeout(this.timer);
    }

    private select(name: string, words: string, values: readonly (readonly [string, string])[]): HTMLElement {
        const select = h(
            "select",
            { "aria-label": words },
            values.map(([value, text]) => h("option", { value, selected: value === this.filters[name] }, text)),
        );
        select.addEventListener("change", () => this.filter(name, select.value));
        return select;
    }

    private filter(name: string, value: string): void {
        this.filters[name] = value;
        this.turnTo(0);
    }

    private turnTo(page: number): void {
        this.page = page;
        adjust({ ...this.filters, page: page === 0 ? "" : String(page) });
        this.showCommands();
        void this.load();
    }

    private query(): string {
        const query = new URLSearchParams({ page: String(this.page), size: String(SIZE) });
        for (const [name, value] of Object.entries(this.filters)) {
            if (value !== "") {
                query.set(name, value);
            }
        }
        return query.toString();
    }

    private async load(): Promise<void> {
        clearTimeout(this.timer);
        const turn = ++this.turn;
        try {
            const page = await request<Page<Job>>(`/jobs?${this.query()}`);
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

    private show(page: Page<Job>): void {
        const now = JSON.stringify(page);
        if (now === this.shown) {
            return;
        }
        this.shown = now;
        if (page.total === 0) {
            const filtered = Object.values(this.filters).some((value) => value !== "");
            fill(
                this.body,
                filtered
                    ? emptyNotice("No such job", "Other filters may find one.")
                    : emptyNotice("No job yet", h("a", { href: addressOf("recognise") }, "Give lumen some music"), "."),
            );
            return;
        }
        const focused = document.activeElement?.getAttribute("href");
        fill(
            this.body,
            h(
                "table",
                { class: "job-table" },
                h("caption", { class: "unseen" }, "Jobs, the newest first"),
                h(
                    "thead",
                    {},
                    h(
                        "tr",
                        {},
                        ["Job", "Model", "Files", "State", "Submitted", "Took"].map((words) =>
                            h("th", { scope: "col" }, words),
                        ),
                    ),
                ),
                h("tbody", {}, page.items.map((job) => this.row(job))),
            ),
            this.pages(page),
        );
        if (focused) {
            // The table was made anew under the user's hands.
            this.body.querySelector<HTMLElement>(`a[href="${CSS.escape(focused)}"]`)?.focus();
        }
    }

    private row(job: Job): HTMLElement {
        const address = addressOf(job.kind === "TRAIN" ? "training" : "jobs", [job.id]);
        const row = h(
            "tr",
            {},
            h(
                "th",
                { scope: "row" },
                h("a", { href: address }, kindWords(job.kind)),
                h("span", { class: "job-subject" }, job.datasets ? job.datasets.join(", ") : job.id.slice(0, 8)),
            ),
            h("td", { "data-words": "Model" }, job.model),
            h("td", { "data-words": "Files" }, jobProgress(job)),
            h("td", { "data-words": "State" }, stateMark(job.state)),
            h("td", { "data-words": "Submitted" }, moment(job.createdAt)),
            h("td", { "data-words": "Took" }, jobSpan(job)),
        );
        row.addEventListener("click", (event) => {
            if (!(event.target as Element).closest("a") && getSelection()?.isCollapsed !== false) {
                go(address);
            }
        });
        return row;
    }

    private pages(page: Page<Job>): HTMLElement | null {
        const pages = Math.ceil(page.total / page.size);
        if (pages < 2) {
            return null;
        }
        const button = (words: string, target: number): HTMLElement =>
            h(
                "button",
                {
                    class: "button small",
                    type: "button",
                    disabled: target < 0 || target >= pages,
                    onclick: () => this.turnTo(target),
                },
                words,
            );
        const first = page.page * page.size + 1;
        return h(
            "nav",
            { class: "pages", "aria-label": "Pages" },
            button("Newer", this.page - 1),
            h("span", {}, `${count(first)} to ${count(Math.min(page.total, first + page.size - 1))} of ${count(page.total)}`),
            button("Older", this.page + 1),
        );
    }

    private showCommands(): void {
        const { state } = this.filters;
        const query = new URLSearchParams(
            Object.entries(this.filters).filter(([, value]) => value !== ""),
        ).toString();
        fill(
            this.commands,
            commandPanel([
                {
                    words: "List jobs",
                    rest: `curl '${origin()}/jobs${query ? `?${query}` : ""}'`,
                    command: `jobs${state ? ` --state ${state}` : ""}`,
                },
                {
                    words: "Test a model on labelled files",
                    rest: `curl -H 'Content-Type: application/json' -d '{"kind": "TEST", "paths": ["irmastest:/srv/audio/test"]}' ${origin()}/jobs`,
                    command: "evaluate --dataset-paths irmastest:/srv/audio/test",
                },
            ]),
        );
    }
}
