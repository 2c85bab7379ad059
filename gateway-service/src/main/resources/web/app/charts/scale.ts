/** Scales and points of plots whose axes are not from 0 to 1. No drawing here. */

/** An axis: where it begins and ends, and where it has marks. */
export interface Axis {
    low: number;
    high: number;
    ticks: number[];
}

/** An axis with round marks that holds all values; empty values make one from 0 to 1. */
export function axisOf(values: Iterable<number>, marks = 5): Axis {
    let low = Infinity;
    let high = -Infinity;
    for (const value of values) {
        if (Number.isFinite(value)) {
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
    }
    if (low > high) {
        return axisOf([0, 1], marks);
    }
    if (low === high) {
        const room = Math.abs(low) / 2 || 1;
        return axisOf([low >= 0 ? Math.max(0, low - room) : low - room, high + room], marks);
    }
    const step = roundStep((high - low) / marks);
    const first = Math.floor(low / step + 1e-9);
    const last = Math.ceil(high / step - 1e-9);
    const ticks = Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
    return { low: ticks[0]!, high: ticks[ticks.length - 1]!, ticks };
}

/** The next of 1, 2, 5, 10, 20, … that is not smaller. */
export function roundStep(step: number): number {
    const power = 10 ** Math.floor(Math.log10(step));
    const share = step / power;
    return (share <= 1 ? 1 : share <= 2 ? 2 : share <= 5 ? 5 : 10) * power;
}

/** A value as marks and readings show it: 0.35, 1,200, 3e-4. */
export function figureWords(value: number, digits = 3): string {
    if (!Number.isFinite(value)) {
        return "–";
    }
    const size = Math.abs(value);
    if (size === 0) {
        return "0";
    }
    if (size < 0.001) {
        return value.toExponential(digits - 1).replace(/\.?0*e/, "e");
    }
    return size >= 10_000
        ? Math.round(value).toLocaleString("en")
        : String(Number(value.toPrecision(Math.max(digits, Math.floor(Math.log10(size)) + 1))));
}

/** Points of a line, by rising x. */
export interface Points {
    x: number[];
    y: number[];
}

/**
 * The same line with fewer points: of each piece its least and its greatest value stay, so that no
 * peak is lost.
 */
export function thinned(points: Points, most: number): Points {
    const { length } = points.x;
    if (length <= most) {
        return points;
    }
    const pieces = Math.max(1, Math.floor(most / 2));
    const kept: number[] = [];
    for (let piece = 0; piece < pieces; piece++) {
        const from = Math.floor((piece * length) / pieces);
        const to = Math.floor(((piece + 1) * length) / pieces);
        let least = from;
        let greatest = from;
        for (let i = from + 1; i < to; i++) {
            if (points.y[i]! < points.y[least]!) {
                least = i;
            }
            if (points.y[i]! > points.y[greatest]!) {
                greatest = i;
            }
        }
        kept.push(Math.min(least, greatest));
        if (least !== greatest) {
            kept.push(Math.max(least, greatest));
        }
    }
    return { x: kept.map((i) => points.x[i]!), y: kept.map((i) => points.y[i]!) };
}

/** The place of the last point whose x is not greater; -1 when there is none. */
export function pointAt(points: Points, x: number): number {
    let low = 0;
    let high = points.x.length;
    while (low < high) {
        const middle = (low + high) >> 1;
        if (points.x[middle]! <= x) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low - 1;
}
