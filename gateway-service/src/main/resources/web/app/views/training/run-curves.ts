import type { Row, Training } from "../../api/trainings";
import { type Line, LinePlot } from "../../charts/lines";
import { plotTable } from "../../charts/table";
import { fill, h } from "../../elements/element";
import { figureWords } from "../../charts/scale";
import { figureNames, figureOf, seriesOf, type Unit } from "./figures";
import { figureTitle } from "./words";

const TRAIN_HUE = 265;
const VALIDATION_HUE = 45;
const OTHER_HUE = 150;
const REDRAW_MILLISECONDS = 250;

/** Loss, learning rate and metrics of a run along its steps or epochs, growing while it runs. */
export class RunCurves {
    readonly element = h("div", { class: "run-curves" });
    private unit: Unit = "epoch";
    private chosen = "";
    private timer = 0;
    private rows: Row[] = [];
    private run: Training | undefined;
    private readonly loss = new LinePlot("Loss", "Epoch");
    private readonly score = new LinePlot("What chooses the best epoch", "Epoch");
    private readonly rate = new LinePlot("Learning rate", "Epoch");
    private readonly names = h("select", {});
    private readonly other = new LinePlot("A figure of your choice", "Epoch", h("label", { class: "figure-choice" }, "Figure ", this.names));
    private readonly table = h("div", {});

    constructor() {
        const units = (["epoch", "step"] as const).map((unit) => {
            const button = h("button", { type: "button", "aria-pressed": String(unit === this.unit) }, unit === "epoch" ? "Epochs" : "Steps");
            button.addEventListener("click", () => {
                this.unit = unit;
                units.forEach((other) => other.setAttribute("aria-pressed", String(other === button)));
                this.draw();
            });
            return button;
        });
        this.names.addEventListener("change", () => {
            this.chosen = this.names.value;
            this.draw();
        });
        fill(
            this.element,
            h("div", { class: "curves-head" }, h("div", { class: "segments", role: "group", "aria-label": "Along" }, units)),
            h(
                "div",
                { class: "curve-cards" },
                h("section", { class: "card" }, this.loss.element),
                h("section", { class: "card" }, this.score.element),
                h("section", { class: "card" }, this.rate.element),
                h("section", { class: "card" }, this.other.element),
            ),
            this.table,
        );
    }

    close(): void {
        clearTimeout(this.timer);
    }

    /** Shows what is there now; many changes in a short time are drawn once. */
    show(run: Training, rows: Row[]): void {
        this.run = run;
        this.rows = rows;
        if (this.timer === 0) {
            this.timer = window.setTimeout(() => {
                this.timer = 0;
                this.draw();
            }, REDRAW_MILLISECONDS);
        }
    }

    private draw(): void {
        const { rows, run } = this;
        if (!run) {
            return;
        }
        const along = this.unit === "epoch" ? "Epoch" : "Step";
        const line = (name: string, hue: number, figure: string | undefined, style: Partial<Line> = {}): Line => ({
            name,
            hue,
            ...style,
            ...(figure ? seriesOf(rows, figure, this.unit, run.stepsPerEpoch) : { x: [], y: [] }),
        });
        const mark = this.mark(run);
        this.loss.show(
            [
                line("Training, steps", TRAIN_HUE, "train/loss_step", { faint: true }),
                line("Training", TRAIN_HUE, figureOf(rows, "train/loss", "train/loss_epoch"), { dots: true }),
                line("Validation", VALIDATION_HUE, figureOf(rows, "val/loss", "val/loss_epoch"), { dots: true }),
            ],
            along,
            mark,
        );
        const metric = run.metric ?? "val/f1";
        const trained = figureOf(rows, metric.replace(/^val\//, "train/"), "train/f1");
        this.score.show(
            [
                line(figureTitle(metric), VALIDATION_HUE, figureOf(rows, metric, `${metric}_epoch`), { dots: true }),
                metric === "val/f1" ? line("", 0, undefined) : line(figureTitle("val/f1"), OTHER_HUE, figureOf(rows, "val/f1", "val/f1_epoch"), { dots: true }),
                line(figureTitle(trained ?? ""), TRAIN_HUE, trained, { dots: true }),
            ],
            along,
            mark,
        );
        const rate = figureOf(rows, "current_lr/step", "current_lr/epoch");
        this.rate.show([line("Learning rate", TRAIN_HUE, rate)], along);
        this.showNames(rows);
        this.other.show([line(this.chosen === "" ? "" : figureTitle(this.chosen), OTHER_HUE, this.chosen || undefined, { dots: true })], along, mark);
        this.showTable(rows, metric);
    }

    private mark(run: Training): { x: number; words: string } | undefined {
        if (!run.bestEpoch) {
            return undefined;
        }
        if (this.unit === "epoch") {
            return { x: run.bestEpoch, words: "best" };
        }
        return run.stepsPerEpoch ? { x: run.bestEpoch * run.stepsPerEpoch, words: "best" } : undefined;
    }

    private showNames(rows: Row[]): void {
        const names = figureNames(rows);
        if (names.length === this.names.options.length) {
            return;
        }
        if (!names.includes(this.chosen)) {
            this.chosen = names.find((name) => name === "val/file_map") ?? names.find((name) => name.startsWith("val/")) ?? names[0] ?? "";
        }
        fill(
            this.names,
            names.map((name) => h("option", { value: name, selected: name === this.chosen }, name)),
        );
        this.names.value = this.chosen;
    }

    /** Each epoch as a row. */
    private showTable(rows: Row[], metric: string): void {
        const open = this.table.querySelector("details")?.open ?? false;
        const epochs = new Map<number, Record<string, number>>();
        for (const row of rows) {
            if (row.scope === "TRAIN_EPOCH" || row.scope === "VALIDATION_EPOCH") {
                epochs.set(row.epoch, { ...epochs.get(row.epoch), ...row.values });
            }
        }
        const figures = [...new Set(["train/loss", "val/loss", metric, "val/f1", "current_lr/epoch"])];
        const details = plotTable(
            "Epochs",
            ["Epoch", ...figures.map(figureTitle)],
            [...epochs].map(([epoch, values]) => [
                epoch + 1,
                ...figures.map((name) => {
                    const value = values[name] ?? values[`${name}_epoch`];
                    return value === undefined ? "–" : figureWords(value, 4);
                }),
            ]),
        ) as HTMLDetailsElement;
        details.open = open;
        fill(this.table, details);
    }
}
