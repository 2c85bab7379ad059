import { s } from "../elements/element";

/** Where things are drawn: a box with axes from 0 to 1 in both directions. */
export const WIDTH = 560;
export const HEIGHT = 420;
const LEFT = 58;
const BOTTOM = 44;
const TOP = 12;
const RIGHT = 14;

export function x(value: number): number {
    return LEFT + value * (WIDTH - LEFT - RIGHT);
}

export function y(value: number): number {
    return HEIGHT - BOTTOM - value * (HEIGHT - BOTTOM - TOP);
}

/** The value at a place across. */
export function valueAt(place: number): number {
    return (place - LEFT) / (WIDTH - LEFT - RIGHT);
}

/** An empty plot with its axes. */
export function frame(title: string, across: string, up: string): SVGSVGElement {
    const ticks = [0, 0.2, 0.4, 0.6, 0.8, 1];
    return s(
        "svg",
        { class: "plot", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": title },
        ticks.map((tick) => [
            s("line", { class: "grid", x1: x(tick), x2: x(tick), y1: y(0), y2: y(1) }),
            s("line", { class: "grid", x1: x(0), x2: x(1), y1: y(tick), y2: y(tick) }),
            s("text", { class: "tick", x: x(tick), y: y(0) + 18, "text-anchor": "middle" }, tick.toFixed(1)),
            s("text", { class: "tick", x: x(0) - 8, y: y(tick) + 4, "text-anchor": "end" }, tick.toFixed(1)),
        ]),
        s("text", { class: "axis-title", x: x(0.5), y: HEIGHT - 6, "text-anchor": "middle" }, across),
        s(
            "text",
            { class: "axis-title", transform: `translate(12 ${y(0.5)}) rotate(-90)`, "text-anchor": "middle" },
            up,
        ),
    );
}

/** A line through points. */
export function path(across: number[], up: number[]): string {
    return across.map((value, i) => `${i === 0 ? "M" : "L"}${x(value).toFixed(1)} ${y(up[i]!).toFixed(1)}`).join("");
}
