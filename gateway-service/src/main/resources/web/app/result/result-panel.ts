import type { Item, Prediction } from "../api/types";
import { fill, h } from "../elements/element";
import { named, score, shortPath } from "../elements/format";
import { icon } from "../elements/icon";
import { saveCsv, saveJson, stem } from "../elements/save";
import { announce } from "../shell/announcer";
import { onTheme } from "../shell/theme";
import { decided, labelsOf, recognised, type Thresholds } from "./decision";
import { savePicture } from "./png";
import { ScoreRow } from "./score-row";
import { type AudioSource, Track } from "./track";

/** What is shown of one recording. */
export interface Result {
    item: Item;
    /** With the scores of its windows. */
    prediction: Prediction;
    source: AudioSource;
    names: Record<string, string>;
    thresholds: Thresholds;
}

/** The result of one recording: what is heard, and when; sound, picture, scores, thresholds. */
export class ResultPanel {
    readonly element = h("section", { class: "result" });
    private readonly headline = h("h2", { class: "headline" });
    private readonly all = h("input", { type: "range", min: 0, max: 1, step: 0.005 });
    private readonly reset = h("button", { class: "text-button", type: "button" }, "As the model says");
    private readonly track: Track;
    private readonly rows: ScoreRow[];
    private readonly endings: (() => void)[] = [];

    constructor(private readonly result: Result) {
        const { prediction, item, names } = result;
        this.track = new Track(result.source, prediction.durationSeconds, item.name);
        this.rows = labelsOf(prediction)
            .map((label, place) => ({ label, place }))
            .sort((a, b) => prediction.scores[b.label]! - prediction.scores[a.label]!)
            .map(
                ({ label, place }) =>
                    new ScoreRow(
                        prediction,
                        label,
                        names[label] ?? label,
                        place,
                        result.thresholds,
                        item.truth?.labels.includes(label),
                    ),
            );
        this.build();
        this.endings.push(
            result.thresholds.changes.watch(() => this.decide()),
            onTheme(() => this.draw()),
        );
        const observer = new ResizeObserver(() => this.draw());
        observer.observe(this.element);
        this.endings.push(() => observer.disconnect());
    }

    /** Ends playing and watching. */
    close(): void {
        this.endings.forEach((end) => end());
        this.track.close();
    }

    private build(): void {
        const { prediction, item, thresholds, names } = this.result;
        this.all.setAttribute("aria-label", "Threshold of all instruments");
        this.all.addEventListener("input", () =>
            thresholds.setAll(labelsOf(prediction), Number(this.all.value)),
        );
        this.reset.addEventListener("click", () => thresholds.reset());
        this.rows.forEach((row) => this.track.seekable(row.lane));
        fill(
            this.element,
            h("p", { class: "file-name", title: item.name }, shortPath(item.name)),
            this.headline,
            this.truth(),
            h(
                "div",
                { class: "lanes" },
                h("div", { class: "transport" }, this.track.play, this.track.clock),
                this.track.wave,
                h(
                    "div",
                    { class: "all-thresholds" },
                    h("span", { class: "all-words" }, "All thresholds"),
                    this.all,
                    this.reset,
                ),
                h("div", { class: "axis", "aria-hidden": "true" }, h("span", {}, "11 kHz"), h("span", {}, "40 Hz")),
                this.track.spectrogram,
                h("div", { class: "axis-end" }),
                this.rows.flatMap((row) => [row.name, row.lane, row.bar]),
                this.track.head,
            ),
            h(
                "div",
                { class: "downloads" },
                this.button("JSON", () =>
                    saveJson(`${stem(item.name)}.json`, {
                        ...item,
                        prediction: decided(prediction, thresholds),
                    }),
                ),
                this.button("CSV", () => saveCsv(`${stem(item.name)}.csv`, this.table())),
                this.button("PNG", () => {
                    savePicture(`${stem(item.name)}.png`, {
                        track: this.track,
                        prediction,
                        names,
                        thresholds,
                        title: shortPath(item.name),
                        headline: this.words(),
                    });
                }),
                h("span", { class: "quiet" }, `${prediction.model}, version ${prediction.modelVersion}`),
            ),
        );
    }

    private truth(): HTMLElement | null {
        const truth = this.result.item.truth;
        if (!truth) {
            return null;
        }
        const names = this.result.names;
        return h(
            "p",
            { class: "truth-line" },
            "Really there: ",
            named(truth.labels.map((label) => names[label] ?? label)) || "nothing",
            truth.loss === undefined ? "" : `; loss ${score(truth.loss)}`,
        );
    }

    private button(words: string, action: () => void): HTMLElement {
        return h("button", { class: "button small", type: "button", onclick: action }, icon("download"), words);
    }

    private words(): string {
        const { prediction, thresholds, names } = this.result;
        const found = recognised(prediction, thresholds).map((label) => names[label] ?? label);
        return found.length === 0
            ? "No instrument reaches its threshold"
            : named(found);
    }

    private decide(): void {
        const { prediction, thresholds } = this.result;
        const words = this.words();
        if (this.headline.textContent !== words) {
            if (this.headline.textContent) {
                announce(words);
            }
            this.headline.textContent = words;
        }
        this.rows.forEach((row) => row.decide());
        const values = labelsOf(prediction).map((label) => thresholds.of(prediction, label));
        this.all.value = String(values.reduce((sum, value) => sum + value, 0) / values.length);
        this.all.setAttribute("aria-valuetext", `${score(Number(this.all.value))} in the mean`);
        this.reset.disabled = !thresholds.touched();
    }

    private draw(): void {
        this.track.draw();
        this.rows.forEach((row) => row.draw());
    }

    private table(): (string | number)[][] {
        const { prediction, thresholds, names } = this.result;
        return [
            ["label", "name", "score", "threshold", "recognised"],
            ...labelsOf(prediction).map((label) => [
                label,
                names[label] ?? label,
                prediction.scores[label]!,
                thresholds.of(prediction, label),
                prediction.scores[label]! >= thresholds.of(prediction, label) ? 1 : 0,
            ]),
        ];
    }
}
