import type { Row } from "../../api/trainings";
import type { Points } from "../../charts/scale";

/** What is counted along a plot. */
export type Unit = "step" | "epoch";

/** The rows of a run; one that comes again takes the place of the former. */
export class Rows {
    private readonly byKey = new Map<string, Row>();
    private ordered: Row[] | undefined;

    add(row: Row): void {
        this.byKey.set(`${row.scope} ${row.step}`, row);
        this.ordered = undefined;
    }

    /** By rising steps. */
    get all(): Row[] {
        this.ordered ??= [...this.byKey.values()].sort((a, b) => a.step - b.step);
        return this.ordered;
    }
}

/** The values of one figure along a run. */
export function seriesOf(rows: Row[], figure: string, unit: Unit, stepsPerEpoch: number | undefined): Points {
    const points: Points = { x: [], y: [] };
    for (const row of rows) {
        const value = row.values[figure];
        if (value !== undefined && Number.isFinite(value)) {
            points.x.push(unit === "step" ? row.step : epochOf(row, stepsPerEpoch));
            points.y.push(value);
        }
    }
    return points;
}

/** How many epochs were over when a row was made; parts of epochs for rows within one. */
export function epochOf(row: Row, stepsPerEpoch: number | undefined): number {
    if (row.scope !== "STEP") {
        return row.epoch + 1;
    }
    return stepsPerEpoch ? row.step / stepsPerEpoch : row.epoch;
}

/** The first of several names of a figure that the rows have; figures of epochs have two. */
export function figureOf(rows: Row[], ...names: string[]): string | undefined {
    return names.find((name) => rows.some((row) => row.values[name] !== undefined));
}

/**
 * The names of all figures of steps and epochs, without those that are there twice: `val/f1_epoch`
 * is the same as `val/f1`.
 */
export function figureNames(rows: Row[]): string[] {
    const names = new Set<string>();
    for (const row of rows) {
        if (row.scope !== "TEST") {
            for (const name of Object.keys(row.values)) {
                names.add(name);
            }
        }
    }
    names.delete("epoch_true");
    return [...names].filter((name) => !name.endsWith("_epoch") || !names.has(name.slice(0, -"_epoch".length))).sort();
}

/** The figures of the test, by name; empty before. */
export function testFigures(rows: Row[]): Record<string, number> {
    const figures: Record<string, number> = {};
    for (const row of rows) {
        if (row.scope === "TEST") {
            Object.assign(figures, row.values);
        }
    }
    return figures;
}
