import { problemIn, request } from "../../api/client";
import { allModels } from "../../api/models";
import type { Item, Model } from "../../api/types";
import { fill, h } from "../../elements/element";
import { problemNotice } from "../../elements/notice";
import { ResultPanel } from "../../result/result-panel";
import { announce } from "../../shell/announcer";
import { commandPanel, origin, quoted } from "../../shell/commands";
import type { View } from "../../shell/view";
import { ClipList } from "./clip-list";
import { Intake } from "./intake";
import { Session } from "./session";

/** Kept while other views are shown. */
const session = new Session();

/** Files in, instruments out. */
export const recogniseView: View = {
    show(main) {
        const view = new Recognise();
        main.append(view.element);
        return () => view.close();
    },
};

class Recognise {
    readonly element = h("div", { class: "recognise" });
    private readonly detail = h("div", { class: "detail" });
    private readonly settings = h("div", { class: "settings" });
    private readonly work = h("div", { class: "work" });
    private readonly commands = h("div", {});
    private readonly intake: Intake;
    private readonly list: ClipList;
    private models: Model[] = [];
    private panel: ResultPanel | undefined;
    private shown: string | undefined;
    private pending = 0;
    private allDone = false;
    private commandsOf = "";
    private readonly endings: (() => void)[] = [];

    constructor() {
        this.intake = new Intake((files) => this.take(files));
        this.list = new ClipList(
            session,
            (model) => this.models.find((known) => known.id === model)?.labelNames ?? {},
            (place) => void this.open(place),
        );
        fill(this.work, this.list.element, this.detail);
        fill(this.element, this.intake.element, this.settings, this.work, this.commands);
        this.endings.push(
            session.changes.watch(() => this.later()),
            () => cancelAnimationFrame(this.pending),
            session.thresholds.changes.watch(() => this.list.refresh()),
        );
        void this.loadModels();
    }

    close(): void {
        this.endings.forEach((end) => end());
        this.intake.close();
        this.list.close();
        this.panel?.close();
    }

    private take(files: File[]): void {
        const first = session.clips.length;
        session.add(files);
        this.list.select(first);
        void this.open(first);
    }

    /** Thousands of files change in quick succession: they are shown once a frame. */
    private later(): void {
        cancelAnimationFrame(this.pending);
        this.pending = requestAnimationFrame(() => this.changed());
    }

    private changed(): void {
        const files = session.clips.length;
        const some = files > 0;
        this.work.hidden = !some;
        this.intake.element.classList.toggle("compact", some);
        this.list.update();
        if (!some) {
            this.showNothing();
        } else {
            if (this.list.selection < 0) {
                this.list.select(0);
            }
            void this.open(this.list.selection);
        }
        this.showCommands();
        const done = some && session.done() === files;
        if (done && !this.allDone) {
            announce(files === 1 ? "The file is done" : `All ${files} files are done`);
        }
        this.allDone = done;
    }

    private showNothing(): void {
        this.panel?.close();
        this.panel = undefined;
        this.shown = undefined;
        fill(this.detail);
    }

    private async open(place: number): Promise<void> {
        const clip = session.clips[place];
        if (!clip) {
            return;
        }
        const key = `${place} ${clip.state} ${clip.item?.id ?? ""}`;
        if (this.shown === key) {
            return;
        }
        this.showNothing();
        this.shown = key;
        if (clip.problem) {
            fill(this.detail, h("p", { class: "file-name" }, clip.file.name), problemNotice(clip.problem));
        } else if (!clip.item) {
            fill(
                this.detail,
                h("p", { class: "file-name" }, clip.file.name),
                h("h2", { class: "headline waiting" }, "Listening …"),
            );
        } else {
            await this.openResult(clip.file, clip.item, key);
        }
    }

    private async openResult(file: File, item: Item, key: string): Promise<void> {
        try {
            const whole = await request<Item>(`/jobs/${item.jobId}/items/${item.id}?windows=true`);
            const models = await allModels();
            if (this.shown !== key || !whole.prediction) {
                return;
            }
            const model = models.find((known) => known.id === whole.prediction!.model);
            this.panel = new ResultPanel({
                item: whole,
                prediction: whole.prediction,
                source: file,
                names: model?.labelNames ?? {},
                thresholds: session.thresholds,
            });
            fill(this.detail, this.panel.element);
            announce(`${item.name}: ${this.panel.element.querySelector(".headline")?.textContent ?? ""}`);
        } catch (error) {
            if (this.shown === key) {
                fill(this.detail, problemNotice(problemIn(error)));
            }
        }
    }

    private async loadModels(): Promise<void> {
        try {
            this.models = await allModels();
        } catch {
            // The list of samples says what is wrong; without models their names are codes.
            return;
        }
        const ready = this.models.filter((model) => model.state === "READY");
        const select = h(
            "select",
            { id: "model" },
            ready.map((model) =>
                h(
                    "option",
                    {
                        value: model.id,
                        selected: session.model ? model.id === session.model : model.isDefault,
                    },
                    model.isDefault ? `${model.id} (default)` : model.id,
                ),
            ),
        );
        select.addEventListener("change", () => {
            session.model = select.value;
            this.showCommands();
        });
        if (ready.length > 1) {
            fill(this.settings, h("label", { for: "model" }, "Model"), select);
        }
        this.list.refresh();
        this.showCommands();
    }

    private showCommands(): void {
        const clip = session.clips[Math.max(0, this.list.selection)];
        const name = quoted(clip?.file.name ?? "song.mp3");
        const model = session.model ? ` -F model=${quoted(session.model)}` : "";
        const option = session.model ? ` --model ${quoted(session.model)}` : "";
        const job = clip?.jobId ?? "JOB";
        const subject = `${name} ${job} ${session.model ?? ""}`;
        if (subject === this.commandsOf) {
            return;
        }
        this.commandsOf = subject;
        const commands = commandPanel([
            {
                words: "Recognise files",
                rest: `curl -F ${quoted(`files=@${clip?.file.name ?? "song.mp3"}`)}${model} ${origin()}/jobs`,
                command: `predict ${name}${option} --timeline`,
            },
            {
                words: "What was found",
                rest: `curl ${origin()}/jobs/${job}/items`,
                command: `jobs ${job}`,
            },
        ]);
        const open = this.commands.querySelector("details")?.open ?? false;
        commands.toggleAttribute("open", open);
        fill(this.commands, commands);
    }
}
