package lumen.evaluation.plot;

import java.util.List;
import java.util.Locale;
import lumen.evaluation.ConfusionCounts;
import lumen.evaluation.EvaluationReport;
import lumen.evaluation.LabelReport;
import lumen.evaluation.drawing.Drawing;
import lumen.evaluation.drawing.Mark.Anchor;
import lumen.evaluation.drawing.Mark.Weight;

/**
 * Which labels are recognised where which are there, and the right and wrong decisions on each
 * label.
 */
public final class ConfusionPlot {
    private static final double CELL = 52;
    private static final double GAP = 1.5;
    private static final double ROOM_FOR_NAME = 150;
    private static final double SMALL_CELL = 46;
    private static final double SMALL_STEP_X = 152;
    private static final double SMALL_STEP_Y = 160;
    private static final double SLANT = 35;

    private ConfusionPlot() {}

    /**
     * Draws both.
     *
     * @param names the labels' names
     */
    public static Drawing draw(
            List<String> names, EvaluationReport report, Heading heading, Theme theme) {
        Sketch sketch = new Sketch(heading, theme);
        double widest = names.stream().mapToDouble(Sketch::width).max().orElse(0);
        double nameRoom = Math.min(widest, ROOM_FOR_NAME);
        double left = Sketch.MARGIN + 24 + nameRoom + 10;
        double top = sketch.top() + nameRoom * Math.sin(Math.toRadians(SLANT)) + 30;
        double end = matrix(sketch, names, report, left, top, nameRoom);
        double right = left + names.size() * CELL + nameRoom * 0.85;
        double bottom = decisions(sketch, names, report.labels(), end + 62, right);
        return sketch.finish(right + Sketch.MARGIN, bottom);
    }

    private static double matrix(
            Sketch sketch,
            List<String> names,
            EvaluationReport report,
            double left,
            double top,
            double nameRoom) {
        Theme theme = sketch.theme();
        int size = names.size();
        for (int row = 0; row < size; row++) {
            long support = report.labels().get(row).counts().support();
            double y = top + row * CELL;
            sketch.text(
                    left - 10,
                    y + CELL / 2 + 4,
                    Sketch.shortened(names.get(row), nameRoom),
                    Anchor.END);
            sketch.turned(
                    left + (row + 0.5) * CELL,
                    top - 8,
                    Sketch.shortened(names.get(row), nameRoom),
                    Anchor.START,
                    -SLANT,
                    theme.text());
            for (int column = 0; column < size; column++) {
                long count = report.cooccurrence().get(row).get(column);
                double share = support == 0 ? 0 : (double) count / support;
                int colour = shade(theme, share, row == column);
                double x = left + column * CELL;
                sketch.box(x + GAP / 2, y + GAP / 2, CELL - GAP, CELL - GAP, colour);
                if (support > 0) {
                    sketch.text(
                            x + CELL / 2,
                            y + CELL / 2 + 4,
                            percent(share),
                            Sketch.SMALL,
                            row == column ? Weight.MEDIUM : Weight.REGULAR,
                            Anchor.MIDDLE,
                            Theme.readableOn(colour));
                }
            }
        }
        double bottom = top + size * CELL;
        sketch.faint(
                left + size * CELL / 2,
                bottom + 22,
                "Recognised, in percent of the files that have the label of the row",
                Anchor.MIDDLE);
        sketch.turned(
                Sketch.MARGIN + 6,
                top + size * CELL / 2,
                "Label of the file",
                Anchor.MIDDLE,
                -90,
                theme.faint());
        return bottom;
    }

    /** Right and wrong decisions of each label, as a row or more of two by two cells. */
    private static double decisions(
            Sketch sketch, List<String> names, List<LabelReport> labels, double top, double right) {
        sketch.text(
                Sketch.MARGIN,
                top,
                "Decisions on each label",
                15,
                Weight.MEDIUM,
                Anchor.START,
                sketch.theme().text());
        sketch.faint(
                Sketch.MARGIN,
                top + 20,
                "Rows: the label is there, or not. Columns: it was recognised, or not.",
                Anchor.START);
        int columns = Math.max(1, (int) ((right - Sketch.MARGIN + 40) / SMALL_STEP_X));
        double first = top + 58;
        for (int label = 0; label < labels.size(); label++) {
            table(
                    sketch,
                    names.get(label),
                    labels.get(label).counts(),
                    Sketch.MARGIN + label % columns * SMALL_STEP_X,
                    first + Math.floorDiv(label, columns) * SMALL_STEP_Y);
        }
        int rows = (labels.size() + columns - 1) / columns;
        return first + rows * SMALL_STEP_Y - 16;
    }

    private static void table(
            Sketch sketch, String name, ConfusionCounts counts, double left, double top) {
        sketch.text(left, top, Sketch.shortened(name, SMALL_STEP_X - 20), Anchor.START);
        double x = left + 30;
        double y = top + 26;
        sketch.faint(x + SMALL_CELL / 2, y - 6, "yes", Anchor.MIDDLE);
        sketch.faint(x + SMALL_CELL * 1.5, y - 6, "no", Anchor.MIDDLE);
        sketch.faint(x - 6, y + SMALL_CELL / 2 + 4, "yes", Anchor.END);
        sketch.faint(x - 6, y + SMALL_CELL * 1.5 + 4, "no", Anchor.END);
        long there = counts.support();
        long absent = counts.falsePositives() + counts.trueNegatives();
        cell(sketch, x, y, counts.truePositives(), there, true);
        cell(sketch, x + SMALL_CELL, y, counts.falseNegatives(), there, false);
        cell(sketch, x, y + SMALL_CELL, counts.falsePositives(), absent, false);
        cell(sketch, x + SMALL_CELL, y + SMALL_CELL, counts.trueNegatives(), absent, true);
    }

    private static void cell(
            Sketch sketch, double x, double y, long count, long whole, boolean right) {
        int colour = shade(sketch.theme(), whole == 0 ? 0 : (double) count / whole, right);
        sketch.box(x + GAP / 2, y + GAP / 2, SMALL_CELL - GAP, SMALL_CELL - GAP, colour);
        sketch.text(
                x + SMALL_CELL / 2,
                y + SMALL_CELL / 2 + 4,
                String.valueOf(count),
                Sketch.SMALL,
                Weight.REGULAR,
                Anchor.MIDDLE,
                Theme.readableOn(colour));
    }

    /** Right decisions in the first colour of the theme, wrong ones in the second. */
    private static int shade(Theme theme, double share, boolean right) {
        int empty = Theme.between(theme.ground(), theme.grid(), 0.7);
        return Theme.between(empty, theme.series(right ? 0 : 1), Math.min(1, share));
    }

    private static String percent(double share) {
        return share == 0 ? "·" : String.format(Locale.ROOT, "%.0f", 100 * share);
    }
}
