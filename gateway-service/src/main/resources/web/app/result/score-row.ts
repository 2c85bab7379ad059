import type { Prediction, WindowScores } from "../api/types";
import { h } from "../elements/element";
import { clock, score } from "../elements/format";
import type { Thresholds } from "./decision";
import { segments } from "./decision";
import { hue } from "./hues";
import { drawLane } from "./lane";

/** One instrument in one recording: its name, when it plays, its score against its threshold. */
export class ScoreRow {
    readonly name = h("div", { class: "lane-name" });
    readonly lane = h("div", { class: "lane" });
    readonly bar: HTMLElement;
    private readonly canvas = h("canvas", { role: "img" });
    private readonly slider = h("input", { type: "range", min: 0, max: 1, step: 0.005 });
    private readonly number = h("output", { class: "score-number" });
    private readonly meter = h("div", { class: "meter" });

    constructor(
        private readonly prediction: Prediction,
        private readonly label: string,
        private readonly words: string,
        private readonly place: number,
        private readonly thresholds: Thresholds,
        truth: boolean | undefined,
    ) {
        this.name.append(
            h("span", { class: "dot" }),
            h("span", { class: "lane-words" }, words),
            truth === undefined
                ? ""
                : h("span", { class: "truth", title: truth ? "Really there" : "" }, truth ? "there" : ""),
        );
        this.lane.append(this.canvas);
        this.meter.style.width = `${this.value * 100}%`;
        this.slider.setAttribute("aria-label", `Threshold of ${words}`);
        this.slider.addEventListener("input", () => thresholds.set(label, Number(this.slider.value)));
        this.bar = h(
            "div",
            { class: "score-bar" },
            h("div", { class: "score-track" }, this.meter, this.slider),
            this.number,
        );
        for (const part of [this.name, this.lane, this.bar]) {
            part.style.setProperty("--hue", String(hue(place)));
        }
    }

    private get value(): number {
        return this.prediction.scores[this.label] ?? 0;
    }

    /** Shows what the thresholds decide now. */
    decide(): void {
        const threshold = this.thresholds.of(this.prediction, this.label);
        const found = this.value >= threshold;
        for (const part of [this.name, this.lane, this.bar]) {
            part.classList.toggle("found", found);
        }
        this.slider.value = String(threshold);
        this.slider.setAttribute(
            "aria-valuetext",
            `${score(threshold)}, ${found ? "recognised" : "not recognised"} with a score of ${score(this.value)}`,
        );
        this.slider.title = `Score ${score(this.value, 3)}, threshold ${score(threshold, 3)}`;
        this.number.textContent = score(this.value);
        this.canvas.setAttribute("aria-label", this.when(threshold, found));
        this.draw();
    }

    draw(): void {
        const windows = this.prediction.windows;
        if (windows && this.canvas.isConnected) {
            drawLane(this.canvas, windows, this.place, {
                seconds: this.prediction.durationSeconds,
                threshold: this.thresholds.of(this.prediction, this.label),
                recognised: this.value >= this.thresholds.of(this.prediction, this.label),
                hue: hue(this.place),
            });
        }
    }

    private when(threshold: number, found: boolean): string {
        const windows: WindowScores[] = this.prediction.windows ?? [];
        const stretches = found ? segments(windows, this.place, this.label, threshold) : [];
        return stretches.length === 0
            ? `${this.words}: not heard`
            : `${this.words}: ${stretches.map((stretch) => `${clock(stretch.start, true)} to ${clock(stretch.end, true)}`).join(", ")}`;
    }
}
