import { problemIn, request } from "../../api/client";
import { follow } from "../../api/events";
import { labelNames } from "../../api/models";
import { type Difference, ended, type Job, type TestComparison } from "../../api/types";
import { fill, h } from "../../elements/element";
import { count, counted, score } from "../../elements/format";
import { icon } from "../../elements/icon";
import { problemNotice } from "../../elements/notice";
import { commandPanel, origin } from "../../shell/commands";
import { addressOf } from "../../shell/router";
import { jobProgress } from "../jobs/words";

const FIGURES: [string, string][] = [
    ["micro_f1", "Micro F1"],
    ["macro_f1", "Macro F1"],
    ["mean_average_precision", "Mean average precision"],
    ["macro_roc_auc", "ROC area"],
    ["subset_accuracy", "Exactly right"],
    ["hamming_distance", "Wrong decisions"],
    ["expected_calibration_error", "Calibration error"],
];
/** Of these, less is better. */
const FALLING = new Set(["hamming_distance", "expected_calibration_error"]);

/** Two tests side by side; while they run, how far they are. */
export class Comparison {
    readonly element = h("div", { class: "comparison" });
    private readonly body = h("div", {});
    private readonly endings: (() => void)[] = [];
    private closed = false;

    constructor(
        private readonly left: string,
        private readonly right: string,
    ) {
        fill(
            this.element,
            h(
                "header",
                { class: "job-head" },
                h("a", { class: "back", href: addressOf("models") }, icon("back"), "Models"),
                h("h1", {}, "Two models side by side"),
            ),
            this.body,
            commandPanel([
                {
                    words: "Compare two tests",
                    rest: `curl '${origin()}/jobs/compare?left=${left}&right=${right}'`,
                },
            ]),
        );
        void this.load();
    }

    close(): void {
        this.closed = true;
        this.endings.forEach((end) => end());
    }

    private async load(): Promise<void> {
        try {
            const [left, right] = await Promise.all([
                request<Job>(`/jobs/${this.left}`),
                request<Job>(`/jobs/${this.right}`),
            ]);
            const jobs = [left, right];
            if (jobs.every((job) => ended(job.state))) {
                await this.show(left, right);
                return;
            }
            const wait = (): void => {
                if (!this.closed) {
                    fill(
                        this.body,
                        jobs.map((job) => h("section", { class: "card waiting-test" }, h("h2", {}, job.model), jobProgress(job))),
                    );
                }
            };
            wait();
            jobs.forEach((job, place) => {
                if (!ended(job.state)) {
                    this.endings.push(
                        follow(job.id, {
                            job: (now) => {
                                jobs[place] = now;
                                wait();
                                if (jobs.every((each) => ended(each.state)) && !this.closed) {
                                    void this.show(jobs[0]!, jobs[1]!).catch((error: unknown) => this.fail(error));
                                }
                            },
                        }),
                    );
                }
            });
        } catch (error) {
            this.fail(error);
        }
    }

    private fail(error: unknown): void {
        fill(this.body, problemNotice(problemIn(error)));
    }

    private async show(left: Job, right: Job): Promise<void> {
        const [comparison, names] = await Promise.all([
            request<TestComparison>(`/jobs/compare?left=${left.id}&right=${right.id}`),
            labelNames(left.model),
        ]);
        const { files } = comparison;
        const figures = FIGURES.flatMap(([key, words]) => {
            const difference = comparison.figures[key];
            return difference ? [{ words, difference, falling: FALLING.has(key) }] : [];
        });
        const labels = Object.entries(comparison.labels).map(([label, difference]) => ({
            words: names[label] ?? label,
            difference,
            falling: false,
        }));
        fill(
            this.body,
            h(
                "p",
                { class: "quiet" },
                `On ${(left.datasets ?? []).join(", ")}`,
                same(left, right) ? "" : ` and ${(right.datasets ?? []).join(", ")}`,
            ),
            h(
                "div",
                { class: "comparison-cards" },
                h("section", { class: "card" }, h("h2", {}, "Figures over files"), table(left, right, "Figure", figures)),
                h("section", { class: "card" }, h("h2", {}, "F1 of each instrument"), table(left, right, "Instrument", labels)),
                h(
                    "section",
                    { class: "card" },
                    h("h2", {}, "Files"),
                    h(
                        "p",
                        {},
                        `Of ${counted(files.matched, "file")} that both have scored, ${count(files.bothRight)} were exactly right with both, ${count(files.neitherRight)} with neither.`,
                    ),
                    only(left.model, files.leftRight - files.bothRight, files.onlyLeft),
                    only(right.model, files.rightRight - files.bothRight, files.onlyRight),
                ),
            ),
        );
    }
}

function same(left: Job, right: Job): boolean {
    return JSON.stringify(left.datasets) === JSON.stringify(right.datasets);
}

interface Row {
    words: string;
    difference: Difference;
    falling: boolean;
}

function table(left: Job, right: Job, first: string, rows: Row[]): HTMLElement {
    return h(
        "div",
        { class: "table-scroll", tabindex: 0, role: "region", "aria-label": `${first}s of both` },
        h(
            "table",
            { class: "figures wide" },
            h(
                "thead",
                {},
                h(
                    "tr",
                    {},
                    h("th", { scope: "col" }, first),
                    [left, right].map((job) =>
                        h("th", { scope: "col" }, h("a", { href: addressOf("jobs", [job.id]) }, job.model)),
                    ),
                    h("th", { scope: "col" }, "Difference"),
                ),
            ),
            h(
                "tbody",
                {},
                rows.map(({ words, difference, falling }) => {
                    const better = falling ? -difference.difference : difference.difference;
                    const style = Math.abs(better) < 0.0005 ? "same" : better > 0 ? "better" : "worse";
                    return h(
                        "tr",
                        {},
                        h("th", { scope: "row" }, words),
                        h("td", {}, score(difference.left, 3)),
                        h("td", {}, score(difference.right, 3)),
                        h("td", { class: style }, signed(difference.difference), h("span", { class: "unseen" }, ` ${style}`)),
                    );
                }),
            ),
        ),
    );
}

function signed(value: number): string {
    return Math.abs(value) < 0.0005 ? "0.000" : `${value > 0 ? "+" : "−"}${Math.abs(value).toFixed(3)}`;
}

function only(model: string, number: number, names: string[]): HTMLElement {
    return h(
        "details",
        { class: "only" },
        h("summary", {}, `Only ${model} got ${counted(number, "file")} right`),
        h("ul", {}, names.map((name) => h("li", {}, name))),
    );
}
