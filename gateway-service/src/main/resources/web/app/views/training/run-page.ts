import { problemIn, request } from "../../api/client";
import { followTraining, type Log, type Row, type RunFile, type Training, trainingOptions } from "../../api/trainings";
import { ended, type Job } from "../../api/types";
import { fill, h } from "../../elements/element";
import { bytes, count, large, moment, span } from "../../elements/format";
import { icon, type IconName } from "../../elements/icon";
import { problemNotice } from "../../elements/notice";
import { announce } from "../../shell/announcer";
import { commandPanel, origin, quoted } from "../../shell/commands";
import { addressOf, adjust } from "../../shell/router";
import { stateWords } from "../jobs/words";
import { Rows } from "./figures";
import { commandWords } from "./options";
import { optionTable, testTable } from "./run-facts";
import { openResumeForm } from "./resume-form";
import { RunCurves } from "./run-curves";
import { RunLog } from "./run-log";
import { RunSamples } from "./run-samples";
import { told } from "./told";
import { bestWords, figureTitle, progressBar, runMark, runSpan } from "./words";

const TABS = [
    ["curves", "Curves"],
    ["samples", "Samples"],
    ["log", "Log"],
    ["options", "Options"],
    ["files", "Files"],
] as const;
type Tab = (typeof TABS)[number][0];

/** One run: how far it is, how it learns, what it was told, and what came of it. */
export class RunPage {
    readonly element = h("div", { class: "run" });
    private readonly head = h("header", { class: "job-head" });
    private readonly status = h("div", { class: "job-status" });
    private readonly facts = h("dl", { class: "headline-figures" });
    private readonly fault = h("div", {});
    private readonly tabs = h("nav", { class: "tabs", "aria-label": "Parts of the run" });
    private readonly body = h("div", {});
    private readonly test = h("div", {});
    private readonly commands = h("div", {});
    private readonly curves = new RunCurves();
    private readonly log: RunLog;
    private readonly samples: RunSamples;
    private rows = new Rows();
    private run: Training | undefined;
    private tab: Tab;
    private shownActions = "";
    private unfollow = (): void => undefined;
    private closed = false;

    constructor(
        private readonly id: string,
        wanted: string,
    ) {
        this.tab = TABS.find(([name]) => name === wanted)?.[0] ?? "curves";
        this.log = new RunLog(id);
        this.samples = new RunSamples(id);
        fill(this.element, this.head, this.status, this.fault, this.facts, this.test, this.tabs, this.body, this.commands);
        void this.load();
    }

    close(): void {
        this.closed = true;
        this.unfollow();
        this.curves.close();
    }

    private get address(): string {
        return `/trainings/${this.id}`;
    }

    private async load(): Promise<void> {
        try {
            const run = await request<Training>(this.address);
            if (this.closed) {
                return;
            }
            this.show(run);
            this.showTab();
            if (ended(run.state)) {
                const [metrics, log] = await Promise.all([
                    request<{ rows: Row[] }>(`${this.address}/metrics`),
                    request<Log>(`${this.address}/log`),
                ]);
                metrics.rows.forEach((row) => this.rows.add(row));
                this.log.add(log);
                this.show(run);
            } else {
                this.follow();
            }
        } catch (error) {
            if (!this.closed) {
                fill(this.fault, problemNotice(problemIn(error)));
            }
        }
    }

    private follow(): void {
        this.unfollow();
        this.unfollow = followTraining(this.id, {
            training: (run) => this.show(run),
            row: (row) => {
                this.rows.add(row);
                if (this.run) {
                    this.curves.show(this.run, this.rows.all);
                }
            },
            lines: (log) => this.log.add(log),
            lost: () => void request<Training>(this.address).then((run) => this.show(run), () => undefined),
        });
    }

    private show(run: Training): void {
        const before = this.run;
        this.run = run;
        if (before && before.state !== run.state) {
            announce(`The run is ${stateWords(run.state).toLowerCase()}`);
        }
        this.showHead(run);
        fill(
            this.status,
            runMark(run),
            progressBar(run),
            h("p", { class: "quiet" }, `Submitted ${moment(run.createdAt)}, ${ended(run.state) ? "took" : "runs for"} ${runSpan(run)}${run.attempt > 1 ? `, attempt ${run.attempt}` : ""}${run.worker ? `, on ${run.worker}` : ""}`),
        );
        fill(this.fault, run.problem ? problemNotice(run.problem) : null);
        this.showFacts(run);
        fill(this.test, testTable(this.rows.all));
        this.curves.show(run, this.rows.all);
        if (this.tab === "samples") {
            this.samples.show(run);
        }
        if (!before || before.state !== run.state) {
            void this.showCommands(run);
        }
    }

    private showHead(run: Training): void {
        const actions = `${run.state} ${run.stopping} ${run.model ?? ""}`;
        if (actions === this.shownActions) {
            return;
        }
        this.shownActions = actions;
        fill(
            this.head,
            h("a", { class: "back", href: addressOf("training") }, icon("back"), "Training"),
            h("h1", {}, run.name),
            h("div", { class: "job-actions" }, this.actions(run)),
        );
    }

    private actions(run: Training): HTMLElement[] {
        const button = (words: string, style: string, picture: IconName, help: string, action: () => Promise<void>): HTMLElement => {
            const element = h("button", { class: `button ${style}`, type: "button", title: help }, icon(picture), words);
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
        const again = h("a", { class: "button", href: addressOf("training", ["new"], { from: run.id }) }, icon("copy"), "Train a variant");
        if (!ended(run.state)) {
            return [
                ...(run.stopping || run.state === "QUEUED"
                    ? []
                    : [
                          button("Stop", "", "stop", "Ends the training after this step; the run is tested and has a model", async () => {
                              this.show(await request<Training>(`${this.address}/stop`, { method: "POST" }));
                              announce("Stopping");
                          }),
                      ]),
                button("Cancel", "danger", "close", "Ends everything at once, without a model", async () => {
                    await request<Job>(`/jobs/${this.id}`, { method: "DELETE" });
                    this.show(await request<Training>(this.address));
                }),
                again,
            ];
        }
        const resume = h("button", { class: "button", type: "button" }, icon("again"), "Resume");
        resume.addEventListener("click", () =>
            openResumeForm(run, (changed) => {
                this.show(changed);
                this.follow();
            }),
        );
        return [
            ...(run.model ? [h("a", { class: "button primary", href: addressOf("models", [run.model]) }, "Its model")] : []),
            resume,
            h("a", { class: "button", href: addressOf("training", [], { pick: run.id }) }, "Compare"),
            again,
        ];
    }

    private showFacts(run: Training): void {
        const running = !ended(run.state);
        const facts: [string, string, string][] = [
            ["Best so far", bestWords(run).split(" at ")[0]!, run.bestEpoch ? `${figureTitle(run.metric ?? "")}, epoch ${run.bestEpoch}` : figureTitle(run.metric ?? "")],
            ["Epoch", `${count(run.epoch)} of ${count(run.epochs)}`, run.stepsPerEpoch ? `${count(run.stepsPerEpoch)} steps each` : ""],
            ["Steps", count(run.step), running && run.stepsPerEpoch ? `${count(run.stepsInEpoch)} in this epoch` : ""],
            ...(running
                ? ([
                      ["Files per second", run.filesPerSecond === undefined ? "–" : run.filesPerSecond.toFixed(1), "throughput of the last while"],
                      ["Left", run.secondsLeft === undefined ? "–" : span(run.secondsLeft), run.secondsLeft === undefined ? "" : `done about ${moment(new Date(Date.now() + run.secondsLeft * 1000).toISOString())}`],
                  ] as [string, string, string][])
                : []),
            ["Parameters", run.parameters === undefined ? "–" : large(run.parameters), run.labels ? `${count(run.labels.length)} labels` : ""],
        ];
        fill(
            this.facts,
            facts.map(([words, value, more]) => h("div", {}, h("dt", {}, words), h("dd", {}, value), h("dd", { class: "quiet" }, more))),
        );
    }

    private showTab(): void {
        fill(
            this.tabs,
            TABS.map(([name, words]) => {
                const link = h("a", { href: addressOf("training", [this.id], { tab: name }), "aria-current": name === this.tab ? "page" : undefined }, words);
                // The stream of events goes on over a change of the part.
                link.addEventListener("click", (event) => {
                    if (!event.ctrlKey && !event.metaKey && !event.shiftKey) {
                        event.preventDefault();
                        this.tab = name;
                        adjust({ tab: name });
                        this.showTab();
                        this.tabs.querySelector<HTMLElement>('[aria-current="page"]')?.focus();
                    }
                });
                return link;
            }),
        );
        const run = this.run!;
        switch (this.tab) {
            case "curves":
                fill(this.body, this.curves.element);
                break;
            case "samples":
                fill(this.body, this.samples.element);
                this.samples.show(run);
                break;
            case "log":
                fill(this.body, this.log.element);
                this.log.atEnd();
                break;
            case "options":
                fill(this.body);
                trainingOptions().then(
                    (catalogue) => {
                        if (this.tab === "options") {
                            fill(this.body, optionTable(catalogue, run.options));
                        }
                    },
                    (error: unknown) => fill(this.fault, problemNotice(problemIn(error))),
                );
                break;
            case "files":
                void this.showFiles();
                break;
        }
    }

    private async showFiles(): Promise<void> {
        fill(this.body);
        try {
            const files = await request<RunFile[]>(`${this.address}/files`);
            if (this.tab !== "files") {
                return;
            }
            fill(
                this.body,
                files.length === 0
                    ? h("p", { class: "quiet" }, "No file yet.")
                    : h(
                          "ul",
                          { class: "run-files" },
                          files
                              .filter((file) => !file.name.startsWith("example"))
                              .map((file) =>
                                  h(
                                      "li",
                                      {},
                                      h("a", { class: "button small", href: `${this.address}/files/${encodeURIComponent(file.name)}`, download: file.name }, icon("download"), file.name),
                                      h("span", { class: "quiet" }, `${bytes(file.bytes)}, ${moment(file.modifiedAt)}`),
                                  ),
                              ),
                      ),
                h("p", { class: "quiet" }, "The event file is read by TensorBoard; config.yaml, given to ", h("code", {}, "lumen train --config"), ", makes the same run."),
            );
        } catch (error) {
            fill(this.body, problemNotice(problemIn(error)));
        }
    }

    private async showCommands(run: Training): Promise<void> {
        const base = `${origin()}${this.address}`;
        const catalogue = await trainingOptions().catch(() => undefined);
        const given = catalogue ? await told(catalogue, run.options) : {};
        fill(
            this.commands,
            commandPanel([
                { words: "Look at this run", rest: `curl ${base}`, command: `trainings show ${run.name}` },
                { words: "Follow it", rest: `curl -N ${base}/events`, command: `trainings show ${run.name} --follow` },
                { words: "Its figures, as CSV", rest: `curl '${base}/metrics?format=csv'` },
                { words: "Its log", rest: `curl '${base}/log?format=text'`, command: `trainings log ${run.name}` },
                ended(run.state)
                    ? { words: "Resume it", rest: `curl -X POST ${base}/resume`, command: `trainings resume ${run.name}` }
                    : { words: "Stop it, test it, and have its model", rest: `curl -X POST ${base}/stop`, command: `trainings stop ${run.name}` },
                ...(ended(run.state) ? [] : [{ words: "Cancel it", rest: `curl -X DELETE ${origin()}/jobs/${this.id}`, command: `trainings stop ${run.name} --at-once` }]),
                ...(catalogue
                    ? [
                          {
                              words: "Make the same run again",
                              rest: `curl -H 'Content-Type: application/json' -d ${quoted(JSON.stringify({ kind: "TRAIN", training: given }))} ${origin()}/jobs`,
                              command: `train ${commandWords(catalogue, given, quoted)}`,
                          },
                      ]
                    : []),
            ]),
        );
    }
}
