import { problemIn, request } from "../../api/client";
import type { Comparison, Row, Training } from "../../api/trainings";
import { ended } from "../../api/types";
import { type Line, LinePlot } from "../../charts/lines";
import { figureWords } from "../../charts/scale";
import { fill, h } from "../../elements/element";
import { span } from "../../elements/format";
import { icon } from "../../elements/icon";
import { problemNotice } from "../../elements/notice";
import { hue } from "../../result/hues";
import { commandPanel, origin } from "../../shell/commands";
import { addressOf } from "../../shell/router";
import { stateMark } from "../jobs/words";
import { figureNames, seriesOf, type Unit } from "./figures";
import { differences, title, valueWords } from "./options";
import { bestWords, figureTitle } from "./words";

const POLL_MILLISECONDS = 5000;

/** Runs side by side: in which options they differ, their curves over each other, and their figures. */
export class RunComparison {
    readonly element = h("div", { class: "run-comparison" });
    private readonly facts = h("div", {});
    private readonly options = h("div", {});
    private readonly figures = h("div", {});
    private readonly plot = new LinePlot("Curves over each other", "Epoch");
    private readonly names = h("select", {});
    private readonly fault = h("div", {});
    private chosen = "";
    private unit: Unit = "epoch";
    private rows: { run: Training; rows: Row[] }[] = [];
    private timer = 0;
    private closed = false;

    constructor(private readonly ids: string[]) {
        this.names.addEventListener("change", () => {
            this.chosen = this.names.value;
            this.draw();
        });
        const units = (["epoch", "step"] as const).map((unit) => {
            const button = h("button", { type: "button", "aria-pressed": String(unit === this.unit) }, unit === "epoch" ? "Epochs" : "Steps");
            button.addEventListener("click", () => {
                this.unit = unit;
                units.forEach((other) => other.setAttribute("aria-pressed", String(other === button)));
                this.draw();
            });
            return button;
        });
        fill(
            this.element,
            h(
                "header",
                { class: "job-head" },
                h("a", { class: "back", href: addressOf("training") }, icon("back"), "Training"),
                h("h1", {}, "Runs side by side"),
            ),
            this.fault,
            this.facts,
            h(
                "section",
                { class: "card" },
                h("div", { class: "curves-head" }, h("label", { class: "figure-choice" }, "Figure ", this.names), h("div", { class: "segments", role: "group", "aria-label": "Along" }, units)),
                this.plot.element,
            ),
            this.options,
            this.figures,
            commandPanel([{ words: "Compare these runs", rest: `curl '${origin()}/trainings/compare?ids=${ids.join(",")}'`, command: `trainings compare ${ids.join(" ")}` }]),
        );
        void this.load();
    }

    close(): void {
        this.closed = true;
        clearTimeout(this.timer);
    }

    private async load(): Promise<void> {
        try {
            const [comparison, rows] = await Promise.all([
                request<Comparison>(`/trainings/compare?ids=${this.ids.map(encodeURIComponent).join(",")}`),
                Promise.all(
                    this.ids.map(async (id) => {
                        const [run, metrics] = await Promise.all([request<Training>(`/trainings/${id}`), request<{ rows: Row[] }>(`/trainings/${id}/metrics`)]);
                        return { run, rows: metrics.rows };
                    }),
                ),
            ]);
            if (this.closed) {
                return;
            }
            fill(this.fault);
            this.rows = rows;
            this.show(comparison);
            if (rows.some(({ run }) => !ended(run.state))) {
                this.timer = window.setTimeout(() => void this.load(), POLL_MILLISECONDS);
            }
        } catch (error) {
            if (!this.closed) {
                fill(this.fault, problemNotice(problemIn(error)));
            }
        }
    }

    private show(comparison: Comparison): void {
        const names = [...new Set(this.rows.flatMap(({ rows }) => figureNames(rows)))].sort();
        if (names.length !== this.names.options.length) {
            const metric = comparison.runs[0]?.metric ?? "val/f1";
            this.chosen = names.includes(this.chosen) ? this.chosen : names.includes(metric) ? metric : (names[0] ?? "");
            fill(
                this.names,
                names.map((name) => h("option", { value: name }, name)),
            );
            this.names.value = this.chosen;
        }
        this.draw();
        const heads = comparison.runs.map((run, i) => {
            const swatch = h("span", { class: "swatch" });
            swatch.style.setProperty("--hue", String(hue(i)));
            return h("th", { scope: "col" }, swatch, " ", h("a", { href: addressOf("training", [run.id]) }, run.name));
        });
        const table = (words: string, first: string, rows: [string, (Node | string)[]][]): HTMLElement =>
            h(
                "section",
                { class: "card" },
                h("h2", {}, words),
                h(
                    "div",
                    { class: "table-scroll", tabindex: 0, role: "region", "aria-label": words },
                    h(
                        "table",
                        { class: "figures wide comparison-table" },
                        h("thead", {}, h("tr", {}, h("th", { scope: "col" }, first), heads.map((head) => head.cloneNode(true)))),
                        h("tbody", {}, rows.map(([name, cells]) => h("tr", {}, h("th", { scope: "row" }, name), cells.map((cell) => h("td", {}, cell))))),
                    ),
                ),
            );
        const { runs } = comparison;
        fill(
            this.facts,
            table("Runs", "Run", [
                ["State", runs.map((run) => stateMark(run.state))],
                ["Best", runs.map(bestWords)],
                ["Chosen by", runs.map((run) => figureTitle(run.metric ?? ""))],
                ["Epochs", runs.map((run) => String(run.epoch))],
                ["Took", runs.map((run) => (run.seconds === undefined ? "–" : span(run.seconds)))],
            ]),
        );
        const different = Object.entries(comparison.options);
        fill(
            this.options,
            different.length === 0
                ? h("p", { class: "quiet" }, "They were told the same.")
                : table(
                      "Options that differ",
                      "Option",
                      different.map(([name, values]) => [title(name), differences(values).map(valueWords)]),
                  ),
        );
        const figures = Object.entries(comparison.figures).filter(([name]) => !name.startsWith("instruments/") && !name.endsWith("_epoch") && !name.startsWith("params/") && name !== "epoch_true");
        fill(
            this.figures,
            figures.length === 0
                ? null
                : table(
                      "Last figures",
                      "Figure",
                      figures.map(([name, values]) => [figureTitle(name), values.map((value) => (value === null ? "–" : figureWords(value, 4)))]),
                  ),
        );
    }

    private draw(): void {
        const lines: Line[] = this.rows.map(({ run, rows }, i) => ({
            name: run.name,
            hue: hue(i),
            dots: true,
            ...seriesOf(rows, this.chosen, this.unit, run.stepsPerEpoch),
        }));
        this.plot.show(lines, this.unit === "epoch" ? "Epoch" : "Step");
    }
}
