package lumen.evaluation.plot;

import java.util.List;
import java.util.Locale;
import lumen.evaluation.Calibration;
import lumen.evaluation.EvaluationReport;
import lumen.evaluation.LabelReport;
import lumen.evaluation.ScoreBins;
import lumen.evaluation.drawing.Drawing;
import lumen.evaluation.drawing.Mark;
import lumen.evaluation.drawing.Mark.Anchor;
import lumen.evaluation.drawing.Mark.Weight;

/** Which scores files with and without a label get, and how far they are probabilities. */
public final class ScorePlot {
    private static final int COLUMNS = 4;
    private static final double PANEL_WIDTH = 190;
    private static final double PANEL_HEIGHT = 96;
    private static final double STEP_X = 232;
    private static final double STEP_Y = 168;
    private static final double SIDE = 420;
    private static final double LEFT = 82;
    private static final double COUNTS_HEIGHT = 84;

    private ScorePlot() {}

    /**
     * The scores of each label: of the files that have it and of those that do not, with the
     * threshold.
     *
     * @param names the labels' names
     */
    public static Drawing histogram(
            List<String> names, EvaluationReport report, Heading heading, Theme theme) {
        Sketch sketch = new Sketch(heading, theme);
        double x = Sketch.MARGIN;
        double y = sketch.top();
        x = key(sketch, x, y, theme.series(0), "files with the label");
        x = key(sketch, x, y, theme.absent(), "files without it");
        sketch.dashes(x, y, x + 18, y, theme.text(), 1.5);
        sketch.text(x + 24, y + 4, "threshold", Anchor.START);
        x += 48 + Sketch.width("threshold");
        String heights = "heights are square roots of shares";
        sketch.faint(x, y + 4, heights, Anchor.START);
        double keyEnd = x + Sketch.width(heights);
        double top = y + 44;
        for (int label = 0; label < names.size(); label++) {
            panel(
                    sketch,
                    names.get(label),
                    report.labels().get(label),
                    Sketch.MARGIN + label % COLUMNS * STEP_X,
                    top + Math.floorDiv(label, COLUMNS) * STEP_Y);
        }
        int rows = (names.size() + COLUMNS - 1) / COLUMNS;
        int columns = Math.min(COLUMNS, names.size());
        double right = Sketch.MARGIN + (columns - 1) * STEP_X + PANEL_WIDTH;
        return sketch.finish(Math.max(right, keyEnd) + Sketch.MARGIN, top + rows * STEP_Y - 6);
    }

    private static double key(Sketch sketch, double x, double y, int colour, String text) {
        sketch.add(new Mark.Box(x, y - 6, 12, 12, 3, colour, 1));
        sketch.text(x + 18, y + 4, text, Anchor.START);
        return x + 18 + Sketch.width(text) + 24;
    }

    private static void panel(
            Sketch sketch, String name, LabelReport label, double left, double top) {
        Theme theme = sketch.theme();
        ScoreBins bins = label.histogram();
        long there = label.counts().support();
        long absent = bins.total() - there;
        sketch.text(
                left,
                top,
                Sketch.shortened(name, PANEL_WIDTH - 60),
                13,
                Weight.MEDIUM,
                Anchor.START,
                theme.text());
        sketch.faint(left + PANEL_WIDTH, top, there + " files", Anchor.END);
        double base = top + 14 + PANEL_HEIGHT;
        double wide = PANEL_WIDTH / bins.size();
        double highest = 0;
        for (int bin = 0; bin < bins.size(); bin++) {
            highest = Math.max(highest, share(bins.positives().get(bin), there));
            highest =
                    Math.max(
                            highest,
                            share(bins.counts().get(bin) - bins.positives().get(bin), absent));
        }
        for (int bin = 0; bin < bins.size(); bin++) {
            double without = share(bins.counts().get(bin) - bins.positives().get(bin), absent);
            double with = share(bins.positives().get(bin), there);
            // Square roots keep small shares in sight beside the many files that score near 0.
            bar(
                    sketch,
                    left + bin * wide,
                    base,
                    wide,
                    Math.sqrt(without / highest),
                    theme.absent(),
                    1);
            bar(
                    sketch,
                    left + bin * wide,
                    base,
                    wide,
                    Math.sqrt(with / highest),
                    theme.series(0),
                    0.72);
        }
        sketch.line(left, base, left + PANEL_WIDTH, base, theme.faint(), 1);
        double threshold = left + PANEL_WIDTH * label.threshold();
        sketch.dashes(threshold, top + 14, threshold, base, theme.text(), 1.5);
        sketch.faint(left, base + 16, "0", Anchor.START);
        sketch.faint(left + PANEL_WIDTH / 2, base + 16, "0.5", Anchor.MIDDLE);
        sketch.faint(left + PANEL_WIDTH, base + 16, "1", Anchor.END);
    }

    private static void bar(
            Sketch sketch,
            double x,
            double base,
            double wide,
            double height,
            int colour,
            double opacity) {
        if (height > 0) {
            double pixels = height * PANEL_HEIGHT;
            sketch.add(new Mark.Box(x + 0.5, base - pixels, wide - 1, pixels, 0, colour, opacity));
        }
    }

    private static double share(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }

    /**
     * How often files have a label, by its score, over all labels; and how many scores there are.
     */
    public static Drawing calibration(EvaluationReport report, Heading heading, Theme theme) {
        Sketch sketch = new Sketch(heading, theme);
        Axes axes = Axes.ofShares(LEFT, sketch.top(), SIDE, SIDE);
        axes.drawRows(sketch);
        axes.drawColumns(sketch);
        axes.titleLeft(sketch, "Share of files with the label", 48);
        sketch.dashes(axes.left(), axes.bottom(), axes.right(), axes.top(), theme.faint(), 1);
        reliability(sketch, axes, report.calibration().bins());
        figures(sketch, axes, report.calibration());
        counts(sketch, axes, report.calibration().bins());
        return sketch.finish(
                axes.right() + Sketch.MARGIN,
                axes.bottom() + 60 + COUNTS_HEIGHT + 44 + Sketch.MARGIN);
    }

    private static void reliability(Sketch sketch, Axes axes, ScoreBins bins) {
        Theme theme = sketch.theme();
        int filled = (int) bins.counts().stream().filter(count -> count > 0).count();
        double[] x = new double[filled];
        double[] y = new double[filled];
        int next = 0;
        for (int bin = 0; bin < bins.size(); bin++) {
            if (bins.counts().get(bin) > 0) {
                x[next] = bins.meanScore(bin);
                y[next++] = bins.frequency(bin);
            }
        }
        for (int i = 0; i < filled; i++) {
            sketch.line(axes.x(x[i]), axes.y(x[i]), axes.x(x[i]), axes.y(y[i]), theme.series(1), 3);
        }
        if (filled > 0) {
            sketch.add(axes.line(x, y, theme.series(0), 2, false));
        }
        for (int i = 0; i < filled; i++) {
            sketch.add(new Mark.Dot(axes.x(x[i]), axes.y(y[i]), 5, theme.series(0)));
        }
    }

    private static void figures(Sketch sketch, Axes axes, Calibration calibration) {
        double x = axes.left() + 16;
        double y = axes.top() + 28;
        sketch.text(
                x,
                y,
                String.format(
                        Locale.ROOT,
                        "Expected calibration error %.3f",
                        calibration.expectedError()),
                Anchor.START);
        sketch.text(
                x,
                y + 20,
                String.format(Locale.ROOT, "Brier score %.3f", calibration.brierScore()),
                Anchor.START);
    }

    private static void counts(Sketch sketch, Axes above, ScoreBins bins) {
        long most = bins.counts().stream().mapToLong(Long::longValue).max().orElse(0);
        Axes axes =
                new Axes(
                        above.left(),
                        above.bottom() + 60,
                        above.width(),
                        COUNTS_HEIGHT,
                        bins.size(),
                        Axes.roundedUp((double) most));
        sketch.faint(axes.left(), axes.top() - 14, "Scores in each tenth", Anchor.START);
        axes.drawRows(sketch);
        for (int bin = 0; bin < bins.size(); bin++) {
            double y = axes.y(bins.counts().get(bin));
            sketch.box(
                    axes.x(bin) + 1,
                    y,
                    axes.x(1) - axes.x(0) - 2,
                    axes.bottom() - y,
                    sketch.theme().absent());
        }
        sketch.faint(axes.left() + axes.width() / 2, axes.bottom() + 30, "Score", Anchor.MIDDLE);
    }
}
