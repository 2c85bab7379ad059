package lumen.evaluation;

import java.util.Arrays;
import java.util.Comparator;

/**
 * How well scores rank: the area under the precision-recall curve by steps, {@code Σ (Rₙ − Rₙ₋₁)
 * Pₙ} over the distinct scores from high to low (scikit-learn's {@code average_precision_score}).
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
        Integer[] order = new Integer[scores.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble((Integer i) -> -scores[i][label]));
        long positives = 0;
        double sum = 0;
        long before = 0;
        for (int i = 0; i < order.length; i++) {
            if (truth[order[i]][label] >= 0.5f) {
                positives++;
            }
            boolean lastOfItsScore =
                    i + 1 == order.length || scores[order[i + 1]][label] != scores[order[i]][label];
            if (lastOfItsScore) {
                sum += (positives - before) * ((double) positives / (i + 1));
                before = positives;
            }
        }
        return positives == 0 ? 0 : sum / positives;
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
