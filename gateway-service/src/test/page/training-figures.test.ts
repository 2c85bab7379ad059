import { equal } from "./equal";
import type { Row } from "../../main/resources/web/app/api/trainings";
import { figureNames, figureOf, Rows, seriesOf, testFigures } from "../../main/resources/web/app/views/training/figures";

const STEP: Row = { scope: "STEP", epoch: 0, step: 5, values: { "train/loss_step": 0.5 } };
const EPOCH: Row = { scope: "TRAIN_EPOCH", epoch: 0, step: 10, values: { "train/loss": 0.4, "train/loss_epoch": 0.4 } };
const VALIDATION: Row = { scope: "VALIDATION_EPOCH", epoch: 0, step: 10, values: { "val/f1_epoch": 0.6, "val/loss": NaN } };
const TEST: Row = { scope: "TEST", epoch: 0, step: 10, values: { "test/f1": 0.7 } };

Deno.test("a row that comes again takes the place of the former", () => {
    const rows = new Rows();
    [EPOCH, STEP, { ...STEP, values: { "train/loss_step": 0.3 } }].forEach((row) => rows.add(row));

    equal(rows.all.map((row) => [row.step, Object.values(row.values)[0]]), [[5, 0.3], [10, 0.4]]);
});

Deno.test("steps and epochs lie over each other", () => {
    const rows = [STEP, EPOCH, VALIDATION];

    equal(seriesOf(rows, "train/loss_step", "epoch", 10), { x: [0.5], y: [0.5] });
    equal(seriesOf(rows, "train/loss", "epoch", 10), { x: [1], y: [0.4] });
    equal(seriesOf(rows, "train/loss", "step", 10), { x: [10], y: [0.4] });
    equal(seriesOf(rows, "val/loss", "step", 10), { x: [], y: [] });
});

Deno.test("figures are there once", () => {
    equal(figureNames([STEP, EPOCH, VALIDATION, TEST]), ["train/loss", "train/loss_step", "val/f1_epoch", "val/loss"]);
    equal(figureOf([VALIDATION], "val/f1", "val/f1_epoch"), "val/f1_epoch");
    equal(testFigures([STEP, TEST]), { "test/f1": 0.7 });
});
