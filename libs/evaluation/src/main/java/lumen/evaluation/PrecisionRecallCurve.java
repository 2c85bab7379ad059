package lumen.evaluation;

/**
 * How precise recognition is for how much of a label it finds, at every threshold from high to low.
 *
 * @param recalls rising from 0 to 1
 * @param precisions one for each recall; the first is 1, where nothing is recognised
 * @param thresholds falling; the first is infinite
 * @param averagePrecision the area under the curve by steps, from 0 to 1
 */
public record PrecisionRecallCurve(
        double[] recalls, double[] precisions, double[] thresholds, double averagePrecision) {

    /** The curve of a ranking: scikit-learn's {@code precision_recall_curve}, back to front. */
    public static PrecisionRecallCurve of(ScoreRanking ranking) {
        CurvePoints points = new CurvePoints(ranking.scores().length + 1);
        points.add(0, 1, Double.POSITIVE_INFINITY);
        for (int i = 0; i < ranking.scores().length; i++) {
            long right = ranking.truePositives()[i];
            points.add(
                    ranking.positives() == 0 ? 1 : (double) right / ranking.positives(),
                    (double) right / (right + ranking.falsePositives()[i]),
                    ranking.scores()[i]);
        }
        return new PrecisionRecallCurve(
                points.x(), points.y(), points.thresholds(), ranking.averagePrecision());
    }

    /** The same curve in at most so many points, for drawing; its area stays the exact one. */
    public PrecisionRecallCurve thinned(int points) {
        CurvePoints kept = CurvePoints.thinned(recalls, precisions, thresholds, points);
        return new PrecisionRecallCurve(kept.x(), kept.y(), kept.thresholds(), averagePrecision);
    }
}
