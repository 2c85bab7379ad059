package lumen.evaluation;

import java.util.Arrays;

/** The points of a curve that is being made, with the threshold that belongs to each. */
final class CurvePoints {
    private final double[] x;
    private final double[] y;
    private final double[] thresholds;
    private int count;

    CurvePoints(int atMost) {
        x = new double[atMost];
        y = new double[atMost];
        thresholds = new double[atMost];
    }

    void add(double horizontal, double vertical, double threshold) {
        x[count] = horizontal;
        y[count] = vertical;
        thresholds[count] = threshold;
        count++;
    }

    /** Keeps points at equal steps along the curve, among them the first and the last. */
    static CurvePoints thinned(double[] x, double[] y, double[] thresholds, int atMost) {
        if (atMost < 2) {
            throw new IllegalArgumentException("a curve has at least 2 points, not " + atMost);
        }
        int kept = Math.min(atMost, x.length);
        CurvePoints points = new CurvePoints(kept);
        if (x.length <= atMost) {
            for (int i = 0; i < kept; i++) {
                points.add(x[i], y[i], thresholds[i]);
            }
            return points;
        }
        double length = 0;
        for (int i = 1; i < x.length; i++) {
            length += step(x, y, i);
        }
        points.add(x[0], y[0], thresholds[0]);
        double passed = 0;
        for (int i = 1; i < x.length - 1; i++) {
            passed += step(x, y, i);
            // One place is left for the last point.
            if (points.count < kept - 1 && passed * (kept - 1) >= length * points.count) {
                points.add(x[i], y[i], thresholds[i]);
            }
        }
        points.add(x[x.length - 1], y[x.length - 1], thresholds[x.length - 1]);
        return points;
    }

    private static double step(double[] x, double[] y, int i) {
        return Math.hypot(x[i] - x[i - 1], y[i] - y[i - 1]);
    }

    double[] x() {
        return Arrays.copyOf(x, count);
    }

    double[] y() {
        return Arrays.copyOf(y, count);
    }

    double[] thresholds() {
        return Arrays.copyOf(thresholds, count);
    }
}
