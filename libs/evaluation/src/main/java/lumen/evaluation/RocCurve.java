package lumen.evaluation;

import java.util.OptionalDouble;

/**
 * How many examples without a label are recognised wrongly for how many that are recognised
 * rightly, at every threshold from high to low.
 *
 * @param falsePositiveRates rising from 0 to 1; all 0 when every example has the label
 * @param truePositiveRates rising from 0 to 1; all 0 when no example has the label
 * @param thresholds falling; the first is infinite, where nothing is recognised
 * @param area under the curve; empty when all examples have the label or none has it
 */
public record RocCurve(
        double[] falsePositiveRates,
        double[] truePositiveRates,
        double[] thresholds,
        OptionalDouble area) {

    /**
     * The curve of a ranking, without points that lie on a straight line between their neighbours
     * (scikit-learn's {@code roc_curve}).
     */
    public static RocCurve of(ScoreRanking ranking) {
        long[] wrong = ranking.falsePositives();
        long[] right = ranking.truePositives();
        CurvePoints points = new CurvePoints(wrong.length + 1);
        points.add(0, 0, Double.POSITIVE_INFINITY);
        for (int i = 0; i < wrong.length; i++) {
            boolean inner = i > 0 && i + 1 < wrong.length;
            if (inner
                    && wrong[i] - wrong[i - 1] == wrong[i + 1] - wrong[i]
                    && right[i] - right[i - 1] == right[i + 1] - right[i]) {
                continue;
            }
            points.add(
                    share(wrong[i], ranking.negatives()),
                    share(right[i], ranking.positives()),
                    ranking.scores()[i]);
        }
        return new RocCurve(points.x(), points.y(), points.thresholds(), ranking.rocArea());
    }

    private static double share(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }

    /** The same curve in at most so many points, for drawing; its area stays the exact one. */
    public RocCurve thinned(int points) {
        CurvePoints kept =
                CurvePoints.thinned(falsePositiveRates, truePositiveRates, thresholds, points);
        return new RocCurve(kept.x(), kept.y(), kept.thresholds(), area);
    }
}
