import { wordsOf } from "../../api/client";
import { fill, h } from "../../elements/element";
import { bytes, counted, named } from "../../elements/format";
import { icon } from "../../elements/icon";
import { saveCsv, saveJson } from "../../elements/save";
import { VirtualList } from "../../elements/virtual-list";
import { decided, labelsOf, recognised } from "../../result/decision";
import type { Clip } from "./clip";
import type { Session } from "./session";

const ROW_HEIGHT = 64;

/** The files of this visit, each with how far it is and what is heard. */
export class ClipList {
    readonly element = h("section", { class: "clips", "aria-label": "Files" });
    private readonly words = h("p", { class: "clips-words" });
    private readonly progress = h("progress", { max: 1, "aria-label": "All files" });
    private readonly list: VirtualList;
    private readonly stop = h("button", { class: "text-button", type: "button" }, "Stop");
    private readonly clear = h("button", { class: "text-button", type: "button" }, "Clear");
    private selected = -1;

    constructor(
        private readonly session: Session,
        private readonly names: (model: string) => Record<string, string>,
        choose: (place: number) => void,
    ) {
        this.list = new VirtualList("Files", ROW_HEIGHT, {
            draw: (row, index) => this.draw(row, index),
            choose: (index) => {
                this.selected = index;
                choose(index);
            },
        });
        this.stop.addEventListener("click", () => void session.stop());
        this.clear.addEventListener("click", () => {
            this.selected = -1;
            void session.clear();
        });
        fill(
            this.element,
            h("header", { class: "clips-head" }, this.words, h("div", { class: "clips-actions" }, this.stop, this.clear)),
            this.progress,
            this.list.element,
            h(
                "footer",
                { class: "clips-foot" },
                h("span", { class: "quiet" }, "All files"),
                this.saveButton("JSON", () => saveJson("lumen.json", this.results())),
                this.saveButton("CSV", () => saveCsv("lumen.csv", this.table())),
            ),
        );
    }

    close(): void {
        this.list.close();
    }

    /** Shows how far the files are now. */
    update(): void {
        const clips = this.session.clips;
        this.list.resize(clips.length);
        this.list.element.style.height = `${Math.min(clips.length, 9) * ROW_HEIGHT}px`;
        this.list.refresh();
        const done = this.session.done();
        const failed = this.session.failed();
        const running = done < clips.length;
        this.words.textContent = running
            ? `${done} of ${counted(clips.length, "file")}`
            : `${counted(clips.length, "file")}${failed > 0 ? `, ${failed} failed` : ""}`;
        this.progress.value = clips.length === 0 ? 0 : done / clips.length;
        this.progress.hidden = !running;
        this.stop.hidden = !running;
    }

    /** Shows what other thresholds decide. */
    refresh(): void {
        this.list.refresh();
    }

    select(place: number): void {
        this.selected = place;
        this.list.select(place, true);
    }

    get selection(): number {
        return this.selected;
    }

    private saveButton(words: string, action: () => void): HTMLElement {
        return h(
            "button",
            { class: "button small", type: "button", "aria-label": `${words} of all files`, onclick: action },
            icon("download"),
            words,
        );
    }

    private draw(row: HTMLElement, index: number): void {
        const clip = this.session.clips[index];
        if (!clip) {
            return;
        }
        row.dataset["state"] = clip.state;
        fill(
            row,
            h("div", { class: "clip-name" }, clip.file.name),
            h("div", { class: "clip-words" }, this.wordsFor(clip)),
            clip.state === "uploading" || clip.state === "running" ? this.bar(clip) : null,
        );
    }

    private bar(clip: Clip): HTMLElement {
        const bar = h("div", { class: clip.state === "running" ? "clip-bar busy" : "clip-bar" }, h("div", {}));
        (bar.firstElementChild as HTMLElement).style.width = `${clip.sent * 100}%`;
        return bar;
    }

    private wordsFor(clip: Clip): string {
        switch (clip.state) {
            case "waiting":
                return `Waits, ${bytes(clip.file.size)}`;
            case "uploading":
                return `Sending, ${Math.round(clip.sent * 100)} %`;
            case "running":
                return "Listening …";
            case "failed":
            case "stopped":
                return clip.problem ? wordsOf(clip.problem) : "Failed";
            case "done": {
                const prediction = clip.item!.prediction!;
                const names = this.names(prediction.model);
                const found = recognised(prediction, this.session.thresholds);
                return named(found.map((label) => names[label] ?? label)) || "Nothing recognised";
            }
        }
    }

    private results(): unknown[] {
        return this.session.clips.map((clip) =>
            clip.item?.prediction
                ? { ...clip.item, prediction: decided(clip.item.prediction, this.session.thresholds) }
                : { name: clip.file.name, state: clip.state.toUpperCase(), problem: clip.problem },
        );
    }

    private table(): (string | number | undefined)[][] {
        const predictions = this.session.clips.flatMap((clip) => clip.item?.prediction ?? []);
        const labels = [...new Set(predictions.flatMap(labelsOf))];
        return [
            ["file", "duration_seconds", "recognised", ...labels, "problem"],
            ...this.session.clips.map((clip) => {
                const prediction = clip.item?.prediction;
                return [
                    clip.file.name,
                    prediction?.durationSeconds,
                    prediction ? recognised(prediction, this.session.thresholds).join(" ") : "",
                    ...labels.map((label) => prediction?.scores[label]),
                    clip.problem ? wordsOf(clip.problem) : "",
                ];
            }),
        ];
    }
}
