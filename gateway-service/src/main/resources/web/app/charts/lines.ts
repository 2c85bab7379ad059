import { fill, h, s } from "../elements/element";
import { axisOf, type Axis, figureWords, pointAt, type Points, thinned } from "./scale";

/** A line of a plot. */
export interface Line extends Points {
    name: string;
    hue: number;
    /** Drawn thin and pale, beneath the others. */
    faint?: boolean;
    /** With a dot at each point. */
    dots?: boolean;
}

/** Something to see at a place across. */
export interface Mark {
    x: number;
    words: string;
}

const LEFT = 58;
const RIGHT = 14;
const TOP = 14;
const BOTTOM = 42;
const MOST_POINTS = 800;
const DOT_SPACE = 16;

/**
 * Lines over steps or epochs, which may grow while they are looked at. The pointer and the arrow
 * keys read values.
 */
export class LinePlot {
    readonly element: HTMLElement;
    private lines: Line[] = [];
    private mark: Mark | undefined;
    private across: Axis = axisOf([]);
    private up: Axis = axisOf([]);
    private at: number | undefined;
    /** Of the drawing, in pixels: letters stay as large as they are, however wide it is. */
    private width = 640;
    private height = 320;
    private readonly svg: SVGSVGElement;
    private readonly drawn = s("g", {});
    private readonly cursor = s("g", { class: "plot-cursor" });
    private readonly legend = h("ul", { class: "line-legend" });
    private readonly reading = h("p", { class: "unseen", role: "status" });

    /**
     * @param title what it shows, in words
     * @param unit what is counted along it
     * @param heading stands above it; the title when left out
     */
    constructor(
        title: string,
        private unit: string,
        heading: Node | string = title,
    ) {
        this.svg = s("svg", { class: "plot lines-plot", "aria-hidden": "true" }, this.drawn, this.cursor);
        this.element = h(
            "figure",
            { class: "chart line-chart" },
            h("figcaption", {}, heading),
            h(
                "div",
                {
                    class: "line-box",
                    tabindex: 0,
                    role: "group",
                    "aria-label": `${title}: values with the arrow keys`,
                    onkeydown: (event) => this.key(event),
                },
                this.svg,
            ),
            this.legend,
            this.reading,
        );
        new ResizeObserver(([entry]) => this.fit(entry!.contentRect.width)).observe(this.svg.parentElement!);
        this.svg.addEventListener("pointermove", (event) => this.point(event));
        this.svg.addEventListener("pointerleave", () => this.read(undefined));
    }

    /** Shows lines in the place of those before. */
    show(lines: Line[], unit = this.unit, mark?: Mark): void {
        this.lines = lines.filter((line) => line.x.length > 0);
        this.unit = unit;
        this.mark = mark;
        this.across = axisOf(ends(this.lines), 6);
        this.up = axisOf(heights(this.lines), 5);
        this.draw();
        this.read(this.at);
    }

    private fit(width: number): void {
        if (width > 0 && Math.round(width) !== this.width) {
            this.width = Math.round(width);
            this.height = Math.round(Math.max(200, Math.min(420, width * 0.5)));
            this.draw();
            this.read(this.at);
        }
    }

    private x(value: number): number {
        const { low, high } = this.across;
        return LEFT + ((value - low) / (high - low)) * (this.width - LEFT - RIGHT);
    }

    private y(value: number): number {
        const { low, high } = this.up;
        return this.height - BOTTOM - ((value - low) / (high - low)) * (this.height - BOTTOM - TOP);
    }

    private draw(): void {
        this.svg.setAttribute("viewBox", `0 0 ${this.width} ${this.height}`);
        if (this.lines.length === 0) {
            fill(this.drawn, s("text", { class: "axis-title", x: this.width / 2, y: this.height / 2, "text-anchor": "middle" }, "Nothing yet"));
            fill(this.legend);
            return;
        }
        const bottom = this.height - BOTTOM;
        fill(
            this.drawn,
            this.up.ticks.map((tick) => [
                s("line", { class: "grid", x1: LEFT, x2: this.width - RIGHT, y1: this.y(tick), y2: this.y(tick) }),
                s("text", { class: "tick", x: LEFT - 8, y: this.y(tick) + 4, "text-anchor": "end" }, figureWords(tick)),
            ]),
            this.across.ticks.map((tick) => s("text", { class: "tick", x: this.x(tick), y: bottom + 18, "text-anchor": "middle" }, figureWords(tick))),
            s("text", { class: "axis-title", x: (LEFT + this.width - RIGHT) / 2, y: this.height - 4, "text-anchor": "middle" }, this.unit),
            this.mark ? this.drawnMark(this.mark) : null,
            [...this.lines].sort((a, b) => Number(Boolean(b.faint)) - Number(Boolean(a.faint))).map((line) => this.drawnLine(line)),
        );
    }

    private drawnMark(mark: Mark): SVGElement[] {
        const x = this.x(mark.x);
        const right = x > this.width * 0.7;
        return [
            s("line", { class: "threshold-line", x1: x, x2: x, y1: TOP, y2: this.height - BOTTOM }),
            s("text", { class: "tick", x: x + (right ? -6 : 6), y: this.height - BOTTOM - 8, "text-anchor": right ? "end" : "start" }, mark.words),
        ];
    }

    private drawnLine(line: Line): SVGElement[] {
        const points = thinned(line, MOST_POINTS);
        const d = points.x.map((value, i) => `${i === 0 ? "M" : "L"}${this.x(value).toFixed(1)} ${this.y(points.y[i]!).toFixed(1)}`).join("");
        const path = s("path", { class: line.faint ? "curve faint" : "curve", d });
        path.style.setProperty("--hue", String(line.hue));
        const few = points.x.length === 1 || (line.dots === true && points.x.length * DOT_SPACE <= this.width);
        return [
            path,
            ...(few
                ? points.x.map((value, i) => {
                      const dot = s("circle", { class: "curve-dot", r: 3, cx: this.x(value), cy: this.y(points.y[i]!) });
                      dot.style.setProperty("--hue", String(line.hue));
                      return dot;
                  })
                : []),
        ];
    }

    private point(event: PointerEvent): void {
        const box = this.svg.getBoundingClientRect();
        const share = (((event.clientX - box.left) / box.width) * this.width - LEFT) / (this.width - LEFT - RIGHT);
        const { low, high } = this.across;
        this.read(share < 0 || share > 1 ? undefined : low + share * (high - low));
    }

    /** The arrow keys go from point to point of the line that has most. */
    private key(event: KeyboardEvent): void {
        const steps: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, PageDown: 20, PageUp: -20, Home: -Infinity, End: Infinity };
        const step = steps[event.key];
        const longest = this.lines.reduce<Line | undefined>((best, line) => (best && best.x.length >= line.x.length ? best : line), undefined);
        if (step === undefined || !longest) {
            return;
        }
        event.preventDefault();
        const now = this.at === undefined ? (step < 0 ? longest.x.length : -1) : pointAt(longest, this.at);
        const next = Math.max(0, Math.min(longest.x.length - 1, now + step));
        this.read(longest.x[next]);
        this.reading.textContent = `${this.unit} ${figureWords(this.at!)}: ${this.readings()
            .map(({ line, value }) => `${line.name} ${value}`)
            .join(", ")}`;
    }

    private readings(): { line: Line; place: number; value: string }[] {
        return this.lines.map((line) => {
            const place = this.at === undefined ? line.x.length - 1 : pointAt(line, this.at);
            return { line, place, value: place < 0 ? "–" : figureWords(line.y[place]!, 4) };
        });
    }

    private read(at: number | undefined): void {
        this.at = at;
        fill(
            this.cursor,
            at === undefined || this.lines.length === 0
                ? null
                : s("line", { class: "cursor-line", x1: this.x(at), x2: this.x(at), y1: TOP, y2: this.height - BOTTOM }),
        );
        fill(
            this.legend,
            this.readings().map(({ line, value }) => {
                const entry = h("li", {}, h("span", { class: line.faint ? "swatch faint" : "swatch" }), h("span", {}, line.name), h("span", { class: "line-value" }, value));
                entry.style.setProperty("--hue", String(line.hue));
                return entry;
            }),
            at === undefined ? null : h("li", { class: "quiet" }, `at ${this.unit.toLowerCase()} ${figureWords(at, 4)}`),
        );
    }
}

function* ends(lines: Line[]): Generator<number> {
    if (lines.length > 0) {
        yield 0;
    }
    for (const line of lines) {
        yield line.x[line.x.length - 1]!;
    }
}

function* heights(lines: Line[]): Generator<number> {
    for (const line of lines) {
        yield* line.y;
    }
}
