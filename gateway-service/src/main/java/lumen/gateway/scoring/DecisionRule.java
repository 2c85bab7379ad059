package lumen.gateway.scoring;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import lumen.model.file.Aggregation;

/**
 * How the scores of windows become labels.
 *
 * @param labels the labels, in the order of the scores
 * @param thresholds for each label, the score from which it counts as heard, from 0 to 1
 * @param aggregation how window scores become one score
 */
public record DecisionRule(
        List<String> labels, Map<String, Double> thresholds, Aggregation aggregation) {
    public DecisionRule {
        labels = List.copyOf(labels);
        Objects.requireNonNull(aggregation, "aggregation");
        for (String label : labels) {
            if (thresholds.get(label) == null) {
                throw new IllegalArgumentException("no threshold for " + label);
            }
        }
    }

    /** The label's threshold. */
    double threshold(int label) {
        return thresholds.get(labels.get(label));
    }
}
