import { download, problemIn, request, wordsOf } from "../../api/client";
import { allModels } from "../../api/models";
import { Recorder } from "../../audio/recorder";
import { fill, h } from "../../elements/element";
import { clock, counted } from "../../elements/format";
import { icon } from "../../elements/icon";
import { stem } from "../../elements/save";
import { announce } from "../../shell/announcer";
import { fromDrop, fromFolder, type Selection } from "./selection";

interface Sample {
    name: string;
    bytes: number;
}

/** Where audio comes in: dropped, chosen, recorded, or one of the samples. */
export class Intake {
    readonly element = h("section", { class: "intake", "aria-label": "Give audio" });
    private readonly message = h("p", { class: "intake-message", role: "status" });
    private readonly samples = h("div", { class: "samples" });
    private readonly files = h("input", { type: "file", multiple: true, class: "unseen", tabindex: -1, "aria-label": "Audio files" });
    private readonly folder = h("input", { type: "file", multiple: true, class: "unseen", tabindex: -1, "aria-label": "Folder of audio", webkitdirectory: true });
    private readonly record = h("button", { class: "button", type: "button" });
    private recorder: Recorder | undefined;
    private frame = 0;

    constructor(private readonly take: (files: File[]) => void) {
        this.files.addEventListener("change", () => {
            this.accept({ files: [...(this.files.files ?? [])], leftOut: 0 });
            this.files.value = "";
        });
        this.folder.addEventListener("change", () => {
            this.accept(fromFolder([...(this.folder.files ?? [])]));
            this.folder.value = "";
        });
        this.record.addEventListener("click", () => void this.toggleRecording());
        this.showRecording();
        fill(
            this.element,
            h(
                "div",
                { class: "drop" },
                h("h1", {}, "Which instruments play?"),
                h("p", { class: "lead" }, "Drop music here. lumen tells who plays, and when."),
                h(
                    "div",
                    { class: "buttons" },
                    this.button("primary", "upload", "Choose files", () => this.files.click()),
                    this.button("", "folder", "Choose a folder", () => this.folder.click()),
                    this.record,
                ),
                this.files,
                this.folder,
                this.message,
            ),
            this.samples,
        );
        this.listenForDrops();
        void this.loadSamples();
    }

    /** Ends a recording that was not finished. */
    close(): void {
        cancelAnimationFrame(this.frame);
        void this.recorder?.end("recording");
        this.recorder = undefined;
    }

    private button(style: string, picture: "upload" | "folder", words: string, action: () => void): HTMLElement {
        return h("button", { class: `button ${style}`, type: "button", onclick: action }, icon(picture), words);
    }

    private listenForDrops(): void {
        const over = (event: DragEvent): void => {
            event.preventDefault();
            this.element.classList.add("over");
        };
        this.element.addEventListener("dragenter", over);
        this.element.addEventListener("dragover", over);
        this.element.addEventListener("dragleave", (event) => {
            if (!this.element.contains(event.relatedTarget as Node | null)) {
                this.element.classList.remove("over");
            }
        });
        this.element.addEventListener("drop", (event) => {
            event.preventDefault();
            this.element.classList.remove("over");
            if (event.dataTransfer) {
                fromDrop(event.dataTransfer).then(
                    (selection) => this.accept(selection),
                    (error: unknown) => this.say(problemIn(error).title),
                );
            }
        });
    }

    private accept({ files, leftOut }: Selection): void {
        if (files.length === 0) {
            this.say(leftOut > 0 ? "There is no audio in this folder." : "");
            return;
        }
        this.say(leftOut > 0 ? `${counted(leftOut, "other file")} left out.` : "");
        this.take(files);
    }

    private say(words: string): void {
        this.message.textContent = words;
    }

    private async toggleRecording(): Promise<void> {
        if (this.recorder) {
            const recorder = this.recorder;
            this.recorder = undefined;
            cancelAnimationFrame(this.frame);
            this.showRecording();
            const time = new Date().toTimeString().slice(0, 8).replaceAll(":", "-");
            this.take([await recorder.end(`recording ${time}`)]);
            return;
        }
        try {
            this.recorder = await Recorder.begin();
            announce("Recording");
            this.showRecording();
            this.meter();
        } catch {
            this.say("The microphone cannot be used: the browser or the system does not allow it, or there is none.");
        }
    }

    private showRecording(): void {
        const recording = this.recorder !== undefined;
        this.record.classList.toggle("recording", recording);
        fill(
            this.record,
            icon(recording ? "stop" : "microphone"),
            recording ? "Stop and recognise" : "Record",
            recording ? h("span", { class: "record-clock" }) : null,
        );
    }

    private meter(): void {
        const recorder = this.recorder;
        const place = this.record.querySelector(".record-clock");
        if (recorder && place) {
            place.textContent = clock(recorder.seconds());
            this.record.style.setProperty("--level", String(recorder.level()));
            this.frame = requestAnimationFrame(() => this.meter());
        }
    }

    private async loadSamples(): Promise<void> {
        try {
            const [samples, models] = await Promise.all([request<Sample[]>("/samples"), allModels()]);
            const names = Object.assign({}, ...models.map((model) => model.labelNames ?? {})) as Record<string, string>;
            if (samples.length > 0) {
                fill(
                    this.samples,
                    h("p", { class: "samples-words", id: "samples-words" }, "Or try a sample"),
                    h(
                        "ul",
                        { class: "chips", "aria-labelledby": "samples-words" },
                        samples.map((sample) => h("li", {}, this.sampleButton(sample, names))),
                    ),
                );
            }
        } catch (error) {
            this.say(wordsOf(problemIn(error)));
        }
    }

    private sampleButton(sample: Sample, names: Record<string, string>): HTMLElement {
        const button = h("button", { class: "chip", type: "button" }, sampleWords(sample.name, names));
        button.addEventListener("click", () => {
            button.disabled = true;
            download(`/samples/${encodeURIComponent(sample.name)}`)
                .then((audio) => this.take([new File([audio], sample.name, { type: audio.type })]))
                .catch((error: unknown) => this.say(wordsOf(problemIn(error))))
                .finally(() => {
                    button.disabled = false;
                });
        });
        return button;
    }
}

/** A sample's file name says what is heard: "14-sax+pia" is "Saxophone + piano". */
function sampleWords(name: string, names: Record<string, string>): string {
    const codes = stem(name).replace(/^\d+-/, "").split("+");
    const words = codes.map((code) => names[code] ?? code);
    return words.map((word, place) => (place === 0 ? word : word.toLowerCase())).join(" + ");
}
