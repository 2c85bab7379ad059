import { fill, h, s } from "../elements/element";
import { score } from "../elements/format";
import { hue } from "../result/hues";
import { frame, HEIGHT, path, valueAt, WIDTH, x, y } from "./frame";
import { plotTable } from "./table";

/** A curve of one label. */
export interface Curve {
    name: string;
    place: number;
    x: number[];
    y: number[];
    thresholds: number[];
    area?: number | undefined;
    /** From which score the label is recognised. */
    threshold: number;
}

interface Words {
    title: string;
    across: string;
    up: string;
    area: string;
    /** From corner to corner, what guessing reaches. */
    diagonal: boolean;
}

/**
 * Curves of all labels in one plot. The legend shows and hides them; a slider, or the pointer on the
 * plot, chooses a threshold, and each curve shows where it is with it.
 */
export function curvePlot(curves: Curve[], words: Words): HTMLElement {
    const hidden = new Set<number>();
    let threshold: number | undefined;
    const svg = frame(words.title, words.across, words.up);
    const lines = curves.map((curve) => {
        const line = s("path", { class: "curve", d: path(curve.x, curve.y) });
        line.style.setProperty("--hue", String(hue(curve.place)));
        return line;
    });
    const dots = curves.map((curve) => {
        const dot = s("circle", { class: "curve-dot", r: 4.5 });
        dot.style.setProperty("--hue", String(hue(curve.place)));
        return dot;
    });
    if (words.diagonal) {
        svg.append(s("line", { class: "chance", x1: x(0), y1: y(0), x2: x(1), y2: y(1) }));
    }
    svg.append(...lines, ...dots);
    const readings = curves.map(() => h("span", { class: "legend-reading" }));
    const slider = h("input", { type: "range", min: 0, max: 1, step: 0.01, "aria-label": "Threshold to read the curves at" });
    const sliderWords = h("output", {});

    const show = (): void => {
        curves.forEach((curve, i) => {
            const seen = !hidden.has(i);
            lines[i]!.classList.toggle("away", !seen);
            dots[i]!.classList.toggle("away", !seen);
            const at = pointAt(curve, threshold ?? curve.threshold);
            dots[i]!.setAttribute("cx", String(x(curve.x[at]!)));
            dots[i]!.setAttribute("cy", String(y(curve.y[at]!)));
            readings[i]!.textContent = `${score(curve.x[at])} · ${score(curve.y[at])}`;
        });
        slider.value = String(threshold ?? 0.5);
        sliderWords.textContent = threshold === undefined ? "the model's own" : score(threshold);
        slider.setAttribute("aria-valuetext", sliderWords.textContent);
    };
    slider.addEventListener("input", () => {
        threshold = Number(slider.value);
        show();
    });
    svg.addEventListener("pointermove", (event) => {
        const nearest = nearestPoint(svg, event, curves, hidden);
        if (nearest !== undefined) {
            threshold = nearest;
            show();
        }
    });
    const own = h("button", { class: "text-button", type: "button" }, "The model's own");
    own.addEventListener("click", () => {
        threshold = undefined;
        show();
    });
    const legend = h(
        "ul",
        { class: "legend", "aria-label": "Instruments" },
        curves.map((curve, i) => {
            const button = h(
                "button",
                { class: "legend-entry", type: "button", "aria-pressed": "true" },
                h("span", { class: "swatch" }),
                h("span", {}, curve.name),
                h("span", { class: "legend-area" }, curve.area === undefined ? "–" : score(curve.area, 3)),
                readings[i]!,
            );
            button.style.setProperty("--hue", String(hue(curve.place)));
            button.addEventListener("click", () => {
                if (!hidden.delete(i)) {
                    hidden.add(i);
                }
                button.setAttribute("aria-pressed", String(!hidden.has(i)));
                show();
            });
            button.addEventListener("pointerenter", () => lines[i]!.classList.add("lit"));
            button.addEventListener("pointerleave", () => lines[i]!.classList.remove("lit"));
            return h("li", {}, button);
        }),
    );
    show();
    const figure = h("figure", { class: "chart" });
    fill(
        figure,
        h(
            "div",
            { class: "chart-body" },
            svg,
            h(
                "div",
                { class: "chart-side" },
                h(
                    "div",
                    { class: "legend-head", "aria-hidden": "true" },
                    h("span", {}, "Instrument"),
                    h("span", {}, words.area),
                    h("span", {}, "At the threshold"),
                ),
                legend,
                h("div", { class: "read-at" }, h("span", {}, "Threshold: ", sliderWords), slider, own),
            ),
        ),
        plotTable(
            words.title,
            ["Instrument", words.area, "Threshold", words.across, words.up],
            curves.map((curve) => {
                const at = pointAt(curve, curve.threshold);
                return [
                    curve.name,
                    score(curve.area, 3),
                    score(curve.threshold),
                    score(curve.x[at], 3),
                    score(curve.y[at], 3),
                ];
            }),
        ),
    );
    return figure;
}

/** Thresholds fall: the last point whose threshold is not below the one asked for. */
function pointAt(curve: Curve, threshold: number): number {
    let low = 0;
    let high = curve.thresholds.length - 1;
    while (low < high) {
        const middle = Math.ceil((low + high) / 2);
        if (curve.thresholds[middle]! >= threshold) {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    return low;
}

/** The threshold of the point that is nearest to the pointer. */
function nearestPoint(
    svg: SVGSVGElement,
    event: PointerEvent,
    curves: Curve[],
    hidden: Set<number>,
): number | undefined {
    const box = svg.getBoundingClientRect();
    const across = ((event.clientX - box.left) / box.width) * WIDTH;
    const down = ((event.clientY - box.top) / box.height) * HEIGHT;
    if (valueAt(across) < -0.02 || valueAt(across) > 1.02) {
        return undefined;
    }
    let best: number | undefined;
    let least = Infinity;
    curves.forEach((curve, i) => {
        if (hidden.has(i)) {
            return;
        }
        curve.x.forEach((value, point) => {
            const distance = (x(value) - across) ** 2 + (y(curve.y[point]!) - down) ** 2;
            if (distance < least) {
                least = distance;
                best = curve.thresholds[point];
            }
        });
    });
    return best;
}
