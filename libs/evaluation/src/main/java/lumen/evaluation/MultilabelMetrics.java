package lumen.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How good yes-or-no decisions on several labels are, over a set of files or windows.
 *
 * <p>Micro figures count the decisions on all labels together; macro figures are the mean of the
 * labels' figures, each label counting the same (scikit-learn's {@code average="micro"} and {@code
 * "macro"} with {@code zero_division=0}).
 *
 * @param labels the labels' codes
 * @param counts each label's decisions, in the order of the labels
 */
public record MultilabelMetrics(List<String> labels, List<ConfusionCounts> counts) {
    public MultilabelMetrics {
        labels = List.copyOf(labels);
        counts = List.copyOf(counts);
        if (labels.isEmpty() || labels.size() != counts.size()) {
            throw new IllegalArgumentException(
                    labels.size() + " labels and counts of " + counts.size());
        }
    }

    /**
     * Compares scores with the truth.
     *
     * @param scores {@code [examples][labels]}, from 0 to 1
     * @param truth {@code [examples][labels]}, 1 where the label is there and 0 elsewhere
     * @param thresholds {@code [labels]}; a label is recognised when its score reaches it
     */
    public static MultilabelMetrics of(
            List<String> labels, float[][] scores, float[][] truth, double[] thresholds) {
        if (scores.length != truth.length) {
            throw new IllegalArgumentException(
                    scores.length + " scores and " + truth.length + " truths");
        }
        List<ConfusionCounts> counts = new ArrayList<>(labels.size());
        for (int label = 0; label < labels.size(); label++) {
            ConfusionCounts sum = ConfusionCounts.NONE;
            for (int i = 0; i < scores.length; i++) {
                sum = sum.plus(truth[i][label] >= 0.5f, scores[i][label] >= thresholds[label]);
            }
            counts.add(sum);
        }
        return new MultilabelMetrics(labels, counts);
    }

    /** Precision over the decisions on all labels together. */
    public double microPrecision() {
        return total().precision();
    }

    /** Recall over the decisions on all labels together. */
    public double microRecall() {
        return total().recall();
    }

    /** F1 over the decisions on all labels together. */
    public double microF1() {
        return total().f1();
    }

    /** The mean of the labels' F1. */
    public double macroF1() {
        return mean(ConfusionCounts::f1);
    }

    /** The mean of the labels' precision. */
    public double macroPrecision() {
        return mean(ConfusionCounts::precision);
    }

    /** The mean of the labels' recall. */
    public double macroRecall() {
        return mean(ConfusionCounts::recall);
    }

    /** The labels' precision in the mean, weighted by how many examples have each label. */
    public double weightedPrecision() {
        return weighted(ConfusionCounts::precision);
    }

    /** The labels' recall in the mean, weighted by how many examples have each label. */
    public double weightedRecall() {
        return weighted(ConfusionCounts::recall);
    }

    /** The labels' F1 in the mean, weighted by how many examples have each label. */
    public double weightedF1() {
        return weighted(ConfusionCounts::f1);
    }

    /** The share of right decisions over all labels: 1 minus the Hamming distance. */
    public double accuracy() {
        return total().accuracy();
    }

    /** The decisions on all labels together. */
    public ConfusionCounts total() {
        return counts.stream().reduce(ConfusionCounts.NONE, ConfusionCounts::plus);
    }

    private double weighted(ToDoubleFunction<ConfusionCounts> figure) {
        double sum = 0;
        long weights = 0;
        for (ConfusionCounts count : counts) {
            sum += figure.applyAsDouble(count) * count.support();
            weights += count.support();
        }
        return weights == 0 ? 0 : sum / weights;
    }

    private double mean(ToDoubleFunction<ConfusionCounts> figure) {
        return counts.stream().mapToDouble(figure).average().orElseThrow();
    }
}
