package lumen.evaluation.plot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import lumen.evaluation.EvaluationReport;
import lumen.evaluation.ExampleFigure;
import lumen.evaluation.LabelReport;
import lumen.evaluation.drawing.Drawing;
import lumen.evaluation.drawing.Mark;
import lumen.evaluation.drawing.Mark.Anchor;

/** Bars for categories, side by side or on top of each other. */
public final class BarPlot {
    private static final double LEFT = 82;
    private static final double HEIGHT = 300;
    private static final double LEAST_WIDTH = 560;
    private static final double MOST_WIDTH = 1000;
    private static final double SLANT = 35;

    /** How the bars of one category stand. */
    public enum Arrangement {
        GROUPED,
        STACKED
    }

    /**
     * Bars of one colour.
     *
     * @param name what they stand for
     * @param values one for each category, not negative
     */
    public record Series(String name, double[] values) {}

    private BarPlot() {}

    /**
     * Precision, recall, F1 and accuracy of each label.
     *
     * @param names the labels' names
     */
    public static Drawing labelFigures(
            List<String> names, EvaluationReport report, Heading heading, Theme theme) {
        List<Series> series =
                List.of(
                        figures("Precision", report, label -> label.counts().precision()),
                        figures("Recall", report, label -> label.counts().recall()),
                        figures("F1", report, label -> label.counts().f1()),
                        figures("Accuracy", report, label -> label.counts().accuracy()));
        return draw(names, series, Arrangement.GROUPED, "", false, heading, theme);
    }

    private static Series figures(
            String name, EvaluationReport report, ToDoubleFunction<LabelReport> figure) {
        return new Series(name, report.labels().stream().mapToDouble(figure).toArray());
    }

    /** How many files reach which value of a figure of their own. */
    public static Drawing exampleHistogram(
            EvaluationReport report, ExampleFigure figure, Heading heading, Theme theme) {
        List<Long> counts = report.exampleHistograms().get(figure);
        List<String> bins = new ArrayList<>();
        for (int bin = 0; bin < counts.size(); bin++) {
            bins.add(
                    String.format(
                            Locale.ROOT,
                            "%.1f–%.1f",
                            (double) bin / counts.size(),
                            (bin + 1.0) / counts.size()));
        }
        double[] values = counts.stream().mapToDouble(Long::doubleValue).toArray();
        return draw(
                bins,
                List.of(new Series(figure.key(), values)),
                Arrangement.GROUPED,
                "Files",
                true,
                heading,
                theme);
    }

    /**
     * Bars.
     *
     * @param categories what stands below the bars
     * @param series the bars' colours; a key is drawn when there are several
     * @param axis what the values are
     * @param annotated whether each bar has its value above it (only when grouped)
     */
    public static Drawing draw(
            List<String> categories,
            List<Series> series,
            Arrangement arrangement,
            String axis,
            boolean annotated,
            Heading heading,
            Theme theme) {
        Sketch sketch = new Sketch(heading, theme);
        double top = sketch.top();
        double keyEnd = LEFT;
        if (series.size() > 1) {
            keyEnd = key(sketch, series, top);
            top += 30;
        }
        int bars = arrangement == Arrangement.GROUPED ? series.size() : 1;
        double width = Math.clamp(categories.size() * (20.0 * bars + 24), LEAST_WIDTH, MOST_WIDTH);
        Axes axes =
                new Axes(
                        LEFT,
                        top,
                        width,
                        HEIGHT,
                        categories.size(),
                        Axes.roundedUp(highest(categories.size(), series, arrangement)));
        axes.drawRows(sketch);
        axes.titleLeft(sketch, axis, 56);
        for (int category = 0; category < categories.size(); category++) {
            switch (arrangement) {
                case GROUPED -> group(sketch, axes, category, series, annotated);
                case STACKED -> stack(sketch, axes, category, series);
            }
        }
        double below = categoryNames(sketch, axes, categories);
        return sketch.finish(Math.max(axes.right(), keyEnd) + Sketch.MARGIN, below + Sketch.MARGIN);
    }

    private static double highest(int categories, List<Series> series, Arrangement arrangement) {
        double[] heights = new double[categories];
        for (Series one : series) {
            for (int category = 0; category < categories; category++) {
                double value = one.values()[category];
                heights[category] =
                        arrangement == Arrangement.STACKED
                                ? heights[category] + value
                                : Math.max(heights[category], value);
            }
        }
        return Arrays.stream(heights).max().orElse(1);
    }

    private static double key(Sketch sketch, List<Series> series, double top) {
        double x = LEFT;
        for (int i = 0; i < series.size(); i++) {
            String name = Sketch.shortened(series.get(i).name(), 220);
            sketch.add(new Mark.Box(x, top - 6, 12, 12, 3, sketch.theme().series(i), 1));
            sketch.text(x + 18, top + 4, name, Anchor.START);
            x += 18 + Sketch.width(name) + 22;
        }
        return x;
    }

    private static void group(
            Sketch sketch, Axes axes, int category, List<Series> series, boolean annotated) {
        double room = axes.x(1) - axes.x(0);
        double wide = room * 0.78 / series.size();
        for (int i = 0; i < series.size(); i++) {
            double value = series.get(i).values()[category];
            double x = axes.x(category) + room * 0.11 + wide * i;
            bar(sketch, axes, x, wide, 0, value, sketch.theme().series(i));
            if (annotated) {
                sketch.faint(
                        x + wide / 2,
                        axes.y(value) - 5,
                        String.valueOf(Math.round(value)),
                        Anchor.MIDDLE);
            }
        }
    }

    private static void stack(Sketch sketch, Axes axes, int category, List<Series> series) {
        double room = axes.x(1) - axes.x(0);
        double wide = Math.min(room * 0.7, 64);
        double from = 0;
        for (int i = 0; i < series.size(); i++) {
            double value = series.get(i).values()[category];
            double x = axes.x(category) + (room - wide) / 2;
            bar(sketch, axes, x, wide, from, value, sketch.theme().series(i));
            from += value;
        }
    }

    private static void bar(
            Sketch sketch,
            Axes axes,
            double x,
            double wide,
            double from,
            double value,
            int colour) {
        double height = axes.y(from) - axes.y(from + value);
        if (height > 0) {
            sketch.box(x + 0.75, axes.y(from + value), wide - 1.5, height, colour);
        }
    }

    /** Names below the bars, slanted when they would touch; returns where they end. */
    private static double categoryNames(Sketch sketch, Axes axes, List<String> categories) {
        double room = axes.x(1) - axes.x(0);
        List<String> names = categories.stream().map(name -> Sketch.shortened(name, 180)).toList();
        double widest = names.stream().mapToDouble(Sketch::width).max().orElse(0);
        boolean slanted = widest > room - 6;
        for (int category = 0; category < names.size(); category++) {
            double middle = axes.x(category + 0.5);
            if (slanted) {
                sketch.turned(
                        middle + 4,
                        axes.bottom() + 18,
                        names.get(category),
                        Anchor.END,
                        -SLANT,
                        sketch.theme().text());
            } else {
                sketch.text(middle, axes.bottom() + 20, names.get(category), Anchor.MIDDLE);
            }
        }
        return axes.bottom() + (slanted ? 18 + widest * Math.sin(Math.toRadians(SLANT)) : 20);
    }
}
