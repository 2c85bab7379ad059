import { problemIn, request } from "../../api/client";
import type { Level, TestMetrics } from "../../api/types";
import { figureBars } from "../../charts/bars";
import { confusionPlot } from "../../charts/confusion";
import { curvePlot } from "../../charts/curves";
import { histogramPlot } from "../../charts/histogram";
import { fill, h } from "../../elements/element";
import { count, counted, score } from "../../elements/format";
import { icon } from "../../elements/icon";
import { problemNotice } from "../../elements/notice";

interface Points {
    x: number[];
    y: number[];
    thresholds: number[];
    area?: number;
}

interface Bins {
    counts: number[];
    positives: number[];
}

interface Curves {
    labels: {
        label: string;
        threshold: number;
        roc: Points;
        precisionRecall: Points;
        histogram: Bins;
    }[];
}

const HEADLINES: [string, string, string][] = [
    ["micro_f1", "Micro F1", "All decisions taken together"],
    ["macro_f1", "Macro F1", "The mean over instruments"],
    ["mean_average_precision", "Mean average precision", "Whatever the thresholds are"],
    ["subset_accuracy", "Exactly right", "Files with no wrong decision"],
    ["hamming_distance", "Wrong decisions", "Their share of all"],
];

const PLOTS = [
    ["figures", "Per instrument"],
    ["roc", "ROC"],
    ["pr", "Precision and recall"],
    ["confusion", "Confusion"],
    ["histogram", "Scores"],
] as const;
type PlotName = (typeof PLOTS)[number][0];

/** How well the model did in a TEST job: figures and plots. */
export class TestResults {
    readonly element = h("div", { class: "results" });
    private level: "files" | "chunks" = "files";
    private plot: PlotName = "figures";
    private readonly headline = h("dl", { class: "headline-figures" });
    private readonly canvas = h("div", { class: "card plot-card" });
    private readonly curves = new Map<string, Promise<Curves>>();
    private metrics: TestMetrics | undefined;

    constructor(private readonly jobId: string) {
        void this.load();
    }

    private async load(): Promise<void> {
        try {
            this.metrics = await request<TestMetrics>(`/jobs/${this.jobId}/metrics`);
            this.build(this.metrics);
        } catch (error) {
            fill(this.element, problemNotice(problemIn(error)));
        }
    }

    private build(metrics: TestMetrics): void {
        const left = Object.entries(metrics.coverage.left);
        fill(
            this.element,
            h(
                "div",
                { class: "results-head" },
                h(
                    "p",
                    { class: "quiet" },
                    `${counted(metrics.coverage.scored, "file")} of ${count(metrics.coverage.total)} scored`,
                    left.map(([code, number]) => `; ${count(number)} left out: ${code}`),
                ),
                this.choice("Over", [["files", "Files"], ["chunks", "Windows"]], this.level, (value) => {
                    this.level = value as "files" | "chunks";
                    this.show();
                }),
            ),
            this.headline,
            this.choice("Plot", PLOTS, this.plot, (value) => {
                this.plot = value as PlotName;
                void this.showPlot();
            }),
            this.canvas,
            this.exports(),
        );
        this.show();
    }

    private choice(
        words: string,
        values: readonly (readonly [string, string])[],
        chosen: string,
        choose: (value: string) => void,
    ): HTMLElement {
        const buttons = values.map(([value, text]) => {
            const button = h("button", { type: "button", "aria-pressed": String(value === chosen) }, text);
            button.addEventListener("click", () => {
                buttons.forEach((other) => other.setAttribute("aria-pressed", String(other === button)));
                choose(value);
            });
            return button;
        });
        return h("div", { class: "segments", role: "group", "aria-label": words }, buttons);
    }

    private get shown(): Level {
        return this.metrics![this.level];
    }

    private show(): void {
        const { figures, intervals } = this.shown;
        fill(
            this.headline,
            HEADLINES.map(([key, words, help]) => {
                const interval = intervals?.[key];
                return h(
                    "div",
                    {},
                    h("dt", {}, words),
                    h("dd", {}, score(figures[key], 3)),
                    h(
                        "dd",
                        { class: "quiet" },
                        interval ? `${score(interval.low, 3)} to ${score(interval.high, 3)}` : help,
                    ),
                );
            }),
        );
        void this.showPlot();
    }

    private async showPlot(): Promise<void> {
        const { plot, level } = this;
        try {
            const drawn = await this.drawn(plot);
            if (plot === this.plot && level === this.level) {
                fill(this.canvas, drawn);
            }
        } catch (error) {
            fill(this.canvas, problemNotice(problemIn(error)));
        }
    }

    private async drawn(plot: PlotName): Promise<HTMLElement> {
        const names = this.shown.labels.map((label) => label.name);
        switch (plot) {
            case "figures":
                return figureBars(this.shown.labels);
            case "confusion":
                return confusionPlot(
                    names,
                    this.shown.cooccurrence,
                    this.shown.labels.map(({ counts }) => counts.truePositives + counts.falseNegatives),
                );
            case "histogram": {
                const { labels } = await this.points();
                return histogramPlot(
                    labels.map((label, place) => ({
                        name: names[place]!,
                        threshold: label.threshold,
                        ...label.histogram,
                    })),
                );
            }
            case "roc":
            case "pr": {
                const { labels } = await this.points();
                const curves = labels.map((label, place) => ({
                    name: names[place]!,
                    place,
                    threshold: label.threshold,
                    ...(plot === "roc" ? label.roc : label.precisionRecall),
                }));
                return plot === "roc"
                    ? curvePlot(curves, {
                          title: "ROC curves",
                          across: "False positive rate",
                          up: "True positive rate",
                          area: "Area",
                          diagonal: true,
                      })
                    : curvePlot(curves, {
                          title: "Precision and recall",
                          across: "Recall",
                          up: "Precision",
                          area: "Average precision",
                          diagonal: false,
                      });
            }
        }
    }

    private points(): Promise<Curves> {
        let points = this.curves.get(this.level);
        if (!points) {
            points = request<Curves>(`/jobs/${this.jobId}/curves?level=${this.level}`);
            this.curves.set(this.level, points);
        }
        return points;
    }

    private exports(): HTMLElement {
        const link = (words: string, path: string): HTMLElement =>
            h("a", { class: "button small", href: `/jobs/${this.jobId}/${path}`, download: true }, icon("download"), words);
        return h(
            "div",
            { class: "downloads" },
            link("Predictions, JSON", "export/preds.json"),
            link("Predictions, CSV", "export/predictions.csv"),
            link("Metrics, CSV", "export/metrics.csv"),
            link("Metrics, YAML", "export/metrics_files.yaml"),
            link("ROC, PNG", "plots/roc.png?scale=2"),
            link("Confusion, PNG", "plots/confusion.png?scale=2"),
        );
    }
}
