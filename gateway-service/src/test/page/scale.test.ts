import { equal } from "./equal";
import { axisOf, figureWords, pointAt, thinned } from "../../main/resources/web/app/charts/scale";

Deno.test("an axis has round marks that hold all values", () => {
    equal(axisOf([0.2, 0.61]).ticks, [0.2, 0.3, 0.4, 0.5, 0.6, 0.7]);
    equal(axisOf([0, 24], 6), { low: 0, high: 25, ticks: [0, 5, 10, 15, 20, 25] });
});

Deno.test("an axis without values, or with one, has room all the same", () => {
    equal(axisOf([]).ticks, [0, 0.2, 0.4, 0.6, 0.8, 1]);
    equal(axisOf([5]).low < 5 && axisOf([5]).high > 5, true);
    equal(axisOf([NaN, Infinity]), axisOf([]));
});

Deno.test("a thinned line keeps its peaks", () => {
    const points = { x: Array.from({ length: 1000 }, (_, i) => i), y: Array.from({ length: 1000 }, (_, i) => (i === 501 ? 99 : i % 2)) };

    const fewer = thinned(points, 100);

    equal(fewer.x.length <= 100, true);
    equal(fewer.x[fewer.y.indexOf(99)], 501);
    equal(thinned(points, 1000), points);
});

Deno.test("the last point at a place is found", () => {
    const points = { x: [10, 20, 30], y: [1, 2, 3] };

    equal([5, 10, 29.9, 99].map((x) => pointAt(points, x)), [-1, 0, 1, 2]);
});

Deno.test("figures have as many digits as people read", () => {
    equal([0, 0.1234567, 12345678, 0.00003, -0.5].map((value) => figureWords(value)), ["0", "0.123", "12,345,678", "3e-5", "-0.5"]);
});
