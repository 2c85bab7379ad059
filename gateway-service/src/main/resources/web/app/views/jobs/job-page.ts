import { problemIn, request } from "../../api/client";
import { follow } from "../../api/events";
import { labelNames } from "../../api/models";
import { ended, type Job } from "../../api/types";
import { fill, h } from "../../elements/element";
import { moment } from "../../elements/format";
import { icon } from "../../elements/icon";
import { problemNotice } from "../../elements/notice";
import { announce } from "../../shell/announcer";
import { type Command, commandPanel, origin, quoted } from "../../shell/commands";
import { addressOf, go } from "../../shell/router";
import { ItemList } from "./item-list";
import { TestResults } from "./test-results";
import { jobProgress, jobSpan, kindWords, stateMark, stateWords } from "./words";

type Tab = "files" | "results" | "worst" | "failures";

/** One job: how far it is, its files, and how well the model did if it is a test. */
export class JobPage {
    readonly element = h("div", { class: "job" });
    private readonly head = h("header", { class: "job-head" });
    private readonly status = h("div", { class: "job-status" });
    private readonly fault = h("div", {});
    private readonly tabs = h("nav", { class: "tabs", "aria-label": "Parts of the job" });
    private readonly body = h("div", {});
    private readonly commands = h("div", {});
    private job: Job | undefined;
    private names: Record<string, string> = {};
    private list: ItemList | undefined;
    private shownTab = "";
    private headOf = "";
    private tabsShown = "";
    private unfollow = (): void => undefined;
    private closed = false;

    constructor(
        private readonly id: string,
        private readonly wanted: string,
    ) {
        fill(this.element, this.head, this.status, this.fault, this.tabs, this.body, this.commands);
        void this.load();
    }

    close(): void {
        this.closed = true;
        this.unfollow();
        this.list?.close();
    }

    private async load(): Promise<void> {
        try {
            const job = await request<Job>(`/jobs/${this.id}`);
            this.names = await labelNames(job.model);
            if (this.closed) {
                return;
            }
            this.show(job);
            if (!ended(job.state)) {
                this.unfollow = follow(this.id, {
                    job: (now) => this.show(now),
                    item: () => this.list?.changed(),
                });
            }
        } catch (error) {
            fill(this.fault, problemNotice(problemIn(error)));
        }
    }

    private show(job: Job): void {
        const before = this.job?.state;
        this.job = job;
        if (before && before !== job.state) {
            announce(`The job is ${stateWords(job.state).toLowerCase()}`);
        }
        this.showHead(job);
        fill(
            this.status,
            stateMark(job.state),
            jobProgress(job),
            h(
                "p",
                { class: "quiet" },
                `${job.model}, submitted ${moment(job.createdAt)}${ended(job.state) ? `, took ${jobSpan(job)}` : ""}`,
            ),
        );
        if (job.problem) {
            fill(this.fault, problemNotice(job.problem));
        }
        this.showTab(job);
        this.list?.changed();
    }

    /** Buttons stay as long as they mean the same: somebody may be about to press one. */
    private showHead(job: Job): void {
        const { failed, cancelled, succeeded } = job.items;
        const key = ended(job.state) ? `ended ${failed + cancelled > 0} ${succeeded > 0}` : "open";
        if (key === this.headOf) {
            return;
        }
        this.headOf = key;
        fill(
            this.head,
            h("a", { class: "back", href: addressOf("jobs") }, icon("back"), "Jobs"),
            h("h1", {}, job.datasets ? `${kindWords(job.kind)}: ${job.datasets.join(", ")}` : kindWords(job.kind)),
            h("div", { class: "job-actions" }, this.actions(job)),
        );
    }

    private actions(job: Job): (HTMLElement | null)[] {
        const button = (words: string, style: string, picture: "close" | "again", action: () => Promise<void>): HTMLElement => {
            const element = h("button", { class: `button ${style}`, type: "button" }, icon(picture), words);
            element.addEventListener("click", () => {
                element.disabled = true;
                action()
                    .catch((error: unknown) => fill(this.fault, problemNotice(problemIn(error))))
                    .finally(() => {
                        element.disabled = false;
                    });
            });
            return element;
        };
        if (!ended(job.state)) {
            return [
                button("Cancel", "danger", "close", async () => {
                    this.show(await request<Job>(`/jobs/${this.id}`, { method: "DELETE" }));
                }),
            ];
        }
        const unfinished = job.items.failed + job.items.cancelled;
        const retry = async (items: string): Promise<void> => {
            const again = await request<Job>(`/jobs/${this.id}/retry?items=${items}`, { method: "POST" });
            go(addressOf("jobs", [again.id]));
        };
        return [
            job.kind === "PREDICT" && unfinished > 0 && job.items.succeeded > 0
                ? button("Retry what failed", "", "again", () => retry("unfinished"))
                : null,
            job.kind === "TRAIN" ? null : button("Run again", "", "again", () => retry("all")),
        ];
    }

    /** The parts of this job; results are there when a test has ended. */
    private tabsOf(job: Job): [Tab, string][] {
        const tabs: [Tab, string][] = [];
        if (job.kind === "TEST" && ended(job.state) && job.items.succeeded > 0) {
            tabs.push(["results", "Results"], ["worst", "Worst predicted"]);
        }
        tabs.push(["files", "Files"]);
        if (job.items.failed > 0) {
            tabs.push(["failures", "Failures"]);
        }
        return tabs;
    }

    private showTab(job: Job): void {
        const tabs = this.tabsOf(job);
        const tab = tabs.find(([name]) => name === this.wanted)?.[0] ?? tabs[0]![0];
        const names = `${tab} ${tabs.map(([name]) => name).join(" ")}`;
        if (names === this.tabsShown) {
            return;
        }
        this.tabsShown = names;
        fill(
            this.tabs,
            tabs.map(([name, words]) =>
                h(
                    "a",
                    {
                        href: addressOf("jobs", [job.id], { tab: name }),
                        "aria-current": name === tab ? "page" : undefined,
                    },
                    words,
                ),
            ),
        );
        this.tabs.hidden = tabs.length < 2;
        if (tab === this.shownTab) {
            return;
        }
        this.shownTab = tab;
        this.list?.close();
        this.list = undefined;
        const items = `/jobs/${job.id}/items?`;
        switch (tab) {
            case "results":
                fill(this.body, new TestResults(job.id).element);
                break;
            case "files":
                this.showItems(job, items, "Files", "No file yet");
                break;
            case "failures":
                this.showItems(job, `${items}state=failed&`, "Failures", "Nothing failed");
                break;
            case "worst":
                this.showItems(job, `/jobs/${job.id}/predictions?order=worst&`, "Worst first", "Nothing was scored");
                break;
        }
        this.showCommands(job);
    }

    private showItems(job: Job, address: string, words: string, none: string): void {
        this.list = new ItemList(job, this.names, { address, words, none });
        fill(this.body, this.list.element);
    }

    private showCommands(job: Job): void {
        const base = `${origin()}/jobs/${job.id}`;
        const commands: Command[] = [
            { words: "Look at this job", rest: `curl ${base}/items`, command: `jobs ${job.id}` },
            { words: "Follow it", rest: `curl -N ${base}/events` },
            {
                words: "Submit its files again",
                rest: `curl -X POST '${base}/retry?items=all'`,
            },
            { words: "Cancel it", rest: `curl -X DELETE ${base}`, command: `jobs ${job.id} --cancel` },
        ];
        if (job.kind === "TEST") {
            commands.push({
                words: "Test again and see the metrics",
                rest: `curl ${base}/metrics`,
                command: `evaluate --dataset-paths ${(job.datasets ?? []).map(quoted).join(" ")} --model ${quoted(job.model)}`,
            });
        }
        fill(this.commands, commandPanel(commands));
    }
}
