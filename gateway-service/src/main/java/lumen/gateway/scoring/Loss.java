package lumen.gateway.scoring;

import java.util.List;
import java.util.Map;

/**
 * How far scores are from the truth: the mean binary cross-entropy over the labels. Files are
 * ordered by it to show the worst ones first.
 */
public final class Loss {
    /** A score is at least this far from 0 and 1, so that a loss is finite. */
    private static final double MARGIN = 1e-7;

    private Loss() {}

    /**
     * The mean of −log(score) over the labels that are there and of −log(1 − score) over the
     * others.
     *
     * @param scores a score from 0 to 1 for each label, at least one
     * @param truth the labels that are there
     * @return from 0
     */
    public static double of(Map<String, Double> scores, List<String> truth) {
        double sum = 0;
        for (Map.Entry<String, Double> entry : scores.entrySet()) {
            double score = Math.clamp(entry.getValue(), MARGIN, 1 - MARGIN);
            sum -= Math.log(truth.contains(entry.getKey()) ? score : 1 - score);
        }
        return sum / scores.size();
    }
}
