package lumen.evaluation.plot;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import lumen.evaluation.PrecisionRecallCurve;
import lumen.evaluation.RocCurve;
import lumen.evaluation.drawing.Drawing;
import lumen.evaluation.drawing.Mark;
import lumen.evaluation.drawing.Mark.Anchor;
import lumen.evaluation.drawing.Mark.Weight;

/** Curves of all labels in one frame, with a key that begins with the best. */
public final class CurvePlot {
    private static final int DRAWN_POINTS = 400;
    private static final double SIDE = 460;
    private static final double LEFT = 82;
    private static final double KEY_ROW = 24;
    private static final double SWATCH = 22;
    private static final double ROOM_FOR_NAME = 170;

    private record Series(String name, double[] x, double[] y, OptionalDouble area, int colour) {}

    private CurvePlot() {}

    /**
     * ROC curves.
     *
     * @param names the labels' names
     * @param curves one for each label
     */
    public static Drawing roc(
            List<String> names, List<RocCurve> curves, Heading heading, Theme theme) {
        List<Series> series = new ArrayList<>();
        for (int label = 0; label < names.size(); label++) {
            RocCurve curve = curves.get(label).thinned(DRAWN_POINTS);
            series.add(
                    new Series(
                            names.get(label),
                            curve.falsePositiveRates(),
                            curve.truePositiveRates(),
                            curve.area(),
                            theme.series(label)));
        }
        Sketch sketch = new Sketch(heading, theme);
        Axes axes = Axes.ofShares(LEFT, sketch.top(), SIDE, SIDE);
        frame(sketch, axes, "False positive rate", "True positive rate");
        sketch.dashes(axes.left(), axes.bottom(), axes.right(), axes.top(), theme.faint(), 1);
        return finish(sketch, axes, series, "AUC");
    }

    /**
     * Precision-recall curves.
     *
     * @param names the labels' names
     * @param curves one for each label
     */
    public static Drawing precisionRecall(
            List<String> names, List<PrecisionRecallCurve> curves, Heading heading, Theme theme) {
        List<Series> series = new ArrayList<>();
        for (int label = 0; label < names.size(); label++) {
            PrecisionRecallCurve curve = curves.get(label).thinned(DRAWN_POINTS);
            series.add(
                    new Series(
                            names.get(label),
                            curve.recalls(),
                            curve.precisions(),
                            OptionalDouble.of(curve.averagePrecision()),
                            theme.series(label)));
        }
        Sketch sketch = new Sketch(heading, theme);
        Axes axes = Axes.ofShares(LEFT, sketch.top(), SIDE, SIDE);
        frame(sketch, axes, "Recall", "Precision");
        return finish(sketch, axes, series, "Average precision");
    }

    private static void frame(Sketch sketch, Axes axes, String below, String left) {
        axes.drawRows(sketch);
        axes.drawColumns(sketch);
        axes.titleBelow(sketch, below);
        axes.titleLeft(sketch, left, 48);
    }

    private static Drawing finish(Sketch sketch, Axes axes, List<Series> series, String areaName) {
        for (Series one : series) {
            sketch.add(axes.line(one.x(), one.y(), one.colour(), 2, false));
        }
        double right = key(sketch, axes, series, areaName);
        double height =
                Math.max(
                        axes.bottom() + 40 + Sketch.MARGIN,
                        axes.top() + (series.size() + 2.5) * KEY_ROW + Sketch.MARGIN);
        return sketch.finish(right + Sketch.MARGIN, height);
    }

    /** The labels, the best first, and the mean of their areas. */
    private static double key(Sketch sketch, Axes axes, List<Series> series, String areaName) {
        double left = axes.right() + 36;
        double widest = Sketch.width(areaName);
        for (Series one : series) {
            widest = Math.max(widest, Sketch.width(one.name()));
        }
        double names = left + SWATCH + 10;
        double right = names + Math.min(widest, ROOM_FOR_NAME) + 60;
        double y = axes.top() + 10;
        sketch.faint(right, y, areaName, Anchor.END);
        List<Series> ordered = new ArrayList<>(series);
        ordered.sort(Comparator.comparingDouble((Series one) -> -one.area().orElse(-1)));
        for (Series one : ordered) {
            y += KEY_ROW;
            sketch.add(new Mark.Box(left, y - 6, SWATCH, 4, 2, one.colour(), 1));
            sketch.text(names, y, Sketch.shortened(one.name(), ROOM_FOR_NAME), Anchor.START);
            sketch.text(right, y, area(one.area()), Anchor.END);
        }
        OptionalDouble mean =
                series.stream()
                        .map(Series::area)
                        .filter(OptionalDouble::isPresent)
                        .mapToDouble(OptionalDouble::getAsDouble)
                        .average();
        y += KEY_ROW / 2;
        sketch.line(left, y, right, y, sketch.theme().grid(), 1);
        y += KEY_ROW * 0.8;
        sketch.text(
                names, y, "Mean", Sketch.SMALL, Weight.MEDIUM, Anchor.START, sketch.theme().text());
        sketch.text(
                right,
                y,
                area(mean),
                Sketch.SMALL,
                Weight.MEDIUM,
                Anchor.END,
                sketch.theme().text());
        return right;
    }

    private static String area(OptionalDouble area) {
        return area.isPresent() ? String.format(Locale.ROOT, "%.3f", area.getAsDouble()) : "–";
    }
}
