import type { Prediction, Segment, WindowScores } from "../api/types";
import { Store } from "../elements/store";

/**
 * From which score a label counts: what the model says, unless the user set something else. What
 * the user set holds for every file that is looked at with it.
 */
export class Thresholds {
    readonly changes = new Store<number>(0);
    private readonly own = new Map<string, number>();

    of(prediction: Prediction, label: string): number {
        return this.own.get(label) ?? prediction.thresholds[label] ?? 0.5;
    }

    set(label: string, threshold: number): void {
        this.own.set(label, threshold);
        this.changed();
    }

    setAll(labels: string[], threshold: number): void {
        labels.forEach((label) => this.own.set(label, threshold));
        this.changed();
    }

    /** Back to what the model says. */
    reset(): void {
        this.own.clear();
        this.changed();
    }

    /** Whether the user set anything. */
    touched(): boolean {
        return this.own.size > 0;
    }

    private changed(): void {
        this.changes.set(this.changes.get() + 1);
    }
}

/** The labels of a prediction, in the model's order. */
export function labelsOf(prediction: Prediction): string[] {
    return Object.keys(prediction.scores);
}

/** The labels whose score reaches their threshold, the surest first. */
export function recognised(prediction: Prediction, thresholds: Thresholds): string[] {
    return labelsOf(prediction)
        .filter((label) => prediction.scores[label]! >= thresholds.of(prediction, label))
        .sort((a, b) => prediction.scores[b]! - prediction.scores[a]!);
}

/** The stretches in which a label is heard: consecutive windows that reach the threshold. */
export function segments(
    windows: WindowScores[],
    place: number,
    label: string,
    threshold: number,
): Segment[] {
    const found: Segment[] = [];
    let open: Segment | undefined;
    for (const window of windows) {
        const score = window.scores[place] ?? 0;
        if (score < threshold) {
            open = undefined;
        } else if (open) {
            open.end = window.end;
            open.score = Math.max(open.score, score);
        } else {
            open = { label, start: window.start, end: window.end, score };
            found.push(open);
        }
    }
    return found;
}

/** The prediction as it is with these thresholds. */
export function decided(prediction: Prediction, thresholds: Thresholds): Prediction {
    const labels = labelsOf(prediction);
    const chosen = new Set(recognised(prediction, thresholds));
    const windows = prediction.windows;
    return {
        ...prediction,
        labels: labels.filter((label) => chosen.has(label)),
        thresholds: Object.fromEntries(
            labels.map((label) => [label, thresholds.of(prediction, label)]),
        ),
        timeline: windows
            ? labels.flatMap((label, place) =>
                  chosen.has(label)
                      ? segments(windows, place, label, thresholds.of(prediction, label))
                      : [],
              )
            : prediction.timeline.filter((segment) => chosen.has(segment.label)),
    };
}
