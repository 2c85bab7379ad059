import { fill, h, s } from "../elements/element";
import { count, counted, score } from "../elements/format";
import { plotTable } from "./table";

/** The scores of one label in bins from 0 to 1. */
export interface ScoreHistogram {
    name: string;
    threshold: number;
    counts: number[];
    positives: number[];
}

const WIDTH = 560;
const HEIGHT = 300;
const LEFT = 14;
const BOTTOM = 44;
const TOP = 26;

/** How the scores of a label lie where it is there and where it is not, around its threshold. */
export function histogramPlot(labels: ScoreHistogram[]): HTMLElement {
    const select = h(
        "select",
        { "aria-label": "Instrument" },
        labels.map((label, place) => h("option", { value: place }, label.name)),
    );
    const place = h("div", {});
    const draw = (): void => fill(place, one(labels[Number(select.value)]!));
    select.addEventListener("change", draw);
    draw();
    return h("figure", { class: "chart" }, h("div", { class: "chart-settings" }, h("label", {}, "Instrument ", select)), place);
}

function one(label: ScoreHistogram): HTMLElement {
    const bins = label.counts.length;
    const width = (WIDTH - 2 * LEFT) / bins;
    // Roots: a label is absent from most files, and those would hide all the others.
    const most = Math.sqrt(Math.max(1, ...label.counts));
    const height = (value: number): number => (Math.sqrt(value) / most) * (HEIGHT - BOTTOM - TOP);
    const reading = h("p", { class: "chart-reading" }, "Point at a bar. Heights are square roots of the counts.");
    const svg = s("svg", { class: "plot", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": `Scores of ${label.name}` });
    label.counts.forEach((all, bin) => {
        const there = label.positives[bin]!;
        const left = LEFT + bin * width;
        const base = HEIGHT - BOTTOM;
        const bar = s(
            "g",
            { class: "bin" },
            s("rect", { class: "bin-space", x: left, y: TOP, width, height: base - TOP }),
            s("rect", { class: "bin-absent", x: left + 1.5, y: base - height(all), width: width - 3, height: height(all) }),
            s("rect", { class: "bin-there", x: left + 1.5, y: base - height(there), width: width - 3, height: height(there) }),
        );
        bar.addEventListener("pointerenter", () => {
            reading.textContent = `Scores from ${score(bin / bins)} to ${score((bin + 1) / bins)}: ${counted(all, "file")}, ${label.name.toLowerCase()} is there in ${count(there)}.`;
        });
        svg.append(bar);
    });
    const at = LEFT + label.threshold * (WIDTH - 2 * LEFT);
    svg.append(
        s("line", { class: "threshold-line", x1: at, x2: at, y1: TOP - 8, y2: HEIGHT - BOTTOM }),
        s("text", { class: "tick", x: Math.min(at + 6, WIDTH - 110), y: TOP - 10 }, `threshold ${score(label.threshold)}`),
        ...[0, 0.2, 0.4, 0.6, 0.8, 1].map((tick) =>
            s(
                "text",
                { class: "tick", x: LEFT + tick * (WIDTH - 2 * LEFT), y: HEIGHT - BOTTOM + 18, "text-anchor": "middle" },
                tick.toFixed(1),
            ),
        ),
        s("text", { class: "axis-title", x: WIDTH / 2, y: HEIGHT - 6, "text-anchor": "middle" }, "Score"),
    );
    return h(
        "div",
        {},
        h(
            "p",
            { class: "bin-legend" },
            h("span", { class: "swatch there" }),
            `${label.name} is there`,
            h("span", { class: "swatch absent" }),
            "is not there",
        ),
        svg,
        reading,
        plotTable(
            `Scores of ${label.name}`,
            ["Score from", "Files", "Of them with it"],
            label.counts.map((all, bin) => [score(bin / bins), all, label.positives[bin]!]),
        ),
    );
}
