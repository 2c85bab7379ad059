package lumen.evaluation;

/**
 * How well scores rank: the area under the precision-recall curve by steps (scikit-learn's {@code
 * average_precision_score}).
 */
public final class AveragePrecision {
    private AveragePrecision() {}

    /**
     * The average precision of one label.
     *
     * @param scores {@code [examples][labels]}
     * @param truth {@code [examples][labels]}, ones and zeros
     * @param label which label
     * @return from 0 to 1; 0 when the label is nowhere
     */
    public static double of(float[][] scores, float[][] truth, int label) {
        float[] column = new float[scores.length];
        boolean[] there = new boolean[scores.length];
        for (int i = 0; i < scores.length; i++) {
            column[i] = scores[i][label];
            there[i] = truth[i][label] >= 0.5f;
        }
        return ScoreRanking.of(column, there).averagePrecision();
    }

    /** The mean of all labels' average precision. */
    public static double mean(float[][] scores, float[][] truth) {
        if (scores.length == 0) {
            throw new IllegalArgumentException("no examples");
        }
        double sum = 0;
        int labels = scores[0].length;
        for (int label = 0; label < labels; label++) {
            sum += of(scores, truth, label);
        }
        return sum / labels;
    }
}
