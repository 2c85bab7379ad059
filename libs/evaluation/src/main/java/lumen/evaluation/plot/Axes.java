package lumen.evaluation.plot;

import java.util.Locale;
import lumen.evaluation.drawing.Mark;
import lumen.evaluation.drawing.Mark.Anchor;

/**
 * The frame of a plot: where a value lies in the drawing, and the grid.
 *
 * @param left of the frame, in pixels
 * @param top of the frame
 * @param width of the frame
 * @param height of the frame
 * @param highestX the value at the right side; the left side is 0
 * @param highestY the value at the top; the bottom is 0
 */
record Axes(
        double left, double top, double width, double height, double highestX, double highestY) {
    private static final int TICKS = 5;

    /** Axes from 0 to 1 both. */
    static Axes ofShares(double left, double top, double width, double height) {
        return new Axes(left, top, width, height, 1, 1);
    }

    double x(double value) {
        return left + width * value / highestX;
    }

    double y(double value) {
        return top + height * (1 - value / highestY);
    }

    double bottom() {
        return top + height;
    }

    double right() {
        return left + width;
    }

    /** Horizontal lines at round values, with the values at the left. */
    void drawRows(Sketch sketch) {
        double step = step(highestY);
        for (int i = 0; i * step <= highestY * 1.0001; i++) {
            double y = y(i * step);
            sketch.line(left, y, right(), y, sketch.theme().grid(), 1);
            sketch.faint(left - 8, y + 4, label(i * step, step), Anchor.END);
        }
    }

    /** Vertical lines at round values, with the values below. */
    void drawColumns(Sketch sketch) {
        double step = step(highestX);
        for (int i = 0; i * step <= highestX * 1.0001; i++) {
            double x = x(i * step);
            sketch.line(x, top, x, bottom(), sketch.theme().grid(), 1);
            sketch.faint(x, bottom() + 18, label(i * step, step), Anchor.MIDDLE);
        }
    }

    void titleBelow(Sketch sketch, String title) {
        sketch.faint(left + width / 2, bottom() + 40, title, Anchor.MIDDLE);
    }

    void titleLeft(Sketch sketch, String title, double distance) {
        sketch.turned(
                left - distance,
                top + height / 2,
                title,
                Anchor.MIDDLE,
                -90,
                sketch.theme().faint());
    }

    /** A line through values, with points that cannot be told apart on the screen left out. */
    Mark.Line line(double[] xs, double[] ys, int colour, double thick, boolean dashed) {
        double[] px = new double[xs.length];
        double[] py = new double[ys.length];
        for (int i = 0; i < xs.length; i++) {
            px[i] = x(xs[i]);
            py[i] = y(ys[i]);
        }
        return new Mark.Line(px, py, colour, thick, dashed);
    }

    /** A round number that divides a range into about five steps. */
    static double step(double highest) {
        double rough = highest / TICKS;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double digit = rough / power;
        double round = digit <= 1.0001 ? 1 : digit <= 2.0001 ? 2 : digit <= 5.0001 ? 5 : 10;
        return round * power;
    }

    /** The lowest round value that is not below the highest one. */
    static double roundedUp(double highest) {
        if (!(highest > 0)) {
            return 1;
        }
        double step = step(highest);
        return Math.ceil(highest / step - 1e-9) * step;
    }

    private static String label(double value, double step) {
        if (step >= 1) {
            return String.format(Locale.ROOT, "%,d", Math.round(value)).replace(',', ' ');
        }
        int digits = (int) Math.ceil(-Math.log10(step) - 1e-9);
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }
}
