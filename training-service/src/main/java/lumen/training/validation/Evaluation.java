package lumen.training.validation;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lumen.evaluation.MultilabelMetrics;
import lumen.evaluation.ThresholdTuning;
import lumen.model.file.Aggregation;

/**
 * What a model reaches on a validation set, and the decisions that were tuned on it.
 *
 * @param aggregation how window scores become the score of a file
 * @param thresholds one per label
 * @param metrics the figures with these thresholds
 */
public record Evaluation(Aggregation aggregation, double[] thresholds, MultilabelMetrics metrics) {

    /** Evaluates with one threshold for all labels, the best one, and the mean over windows. */
    public static Evaluation common(
            List<String> labels, float[][][] windowScores, float[][] truth) {
        return common(labels, windowScores, truth, Aggregation.MEAN);
    }

    private static Evaluation common(
            List<String> labels,
            float[][][] windowScores,
            float[][] truth,
            Aggregation aggregation) {
        float[][] scores = aggregate(windowScores, aggregation);
        return at(ThresholdTuning.common(scores, truth), labels, scores, truth, aggregation);
    }

    /** Chooses the aggregation for a threshold that is given. */
    public static Evaluation at(
            double threshold, List<String> labels, float[][][] windowScores, float[][] truth) {
        Evaluation mean =
                at(
                        threshold,
                        labels,
                        aggregate(windowScores, Aggregation.MEAN),
                        truth,
                        Aggregation.MEAN);
        Evaluation max =
                at(
                        threshold,
                        labels,
                        aggregate(windowScores, Aggregation.MAX),
                        truth,
                        Aggregation.MAX);
        return max.figure() > mean.figure() ? max : mean;
    }

    private static Evaluation at(
            double threshold,
            List<String> labels,
            float[][] scores,
            float[][] truth,
            Aggregation aggregation) {
        double[] thresholds = new double[labels.size()];
        Arrays.fill(thresholds, threshold);
        return of(labels, scores, truth, aggregation, thresholds);
    }

    /** Decisions that nothing is known of: there was no validation. */
    public static Evaluation untried(List<String> labels, double threshold) {
        return at(threshold, labels, new float[0][], new float[0][], Aggregation.MEAN);
    }

    /**
     * Chooses the aggregation by the best common threshold, then a threshold for each label, drawn
     * towards the common one.
     *
     * @param shrinkage share of the common threshold, 0 to 1
     */
    public static Evaluation tuned(
            List<String> labels, float[][][] windowScores, float[][] truth, double shrinkage) {
        Evaluation mean = common(labels, windowScores, truth, Aggregation.MEAN);
        Evaluation max = common(labels, windowScores, truth, Aggregation.MAX);
        Aggregation best = max.figure() > mean.figure() ? Aggregation.MAX : Aggregation.MEAN;
        float[][] scores = aggregate(windowScores, best);
        double[] thresholds = ThresholdTuning.perLabel(scores, truth, shrinkage);
        return of(labels, scores, truth, best, thresholds);
    }

    private static Evaluation of(
            List<String> labels,
            float[][] scores,
            float[][] truth,
            Aggregation aggregation,
            double[] thresholds) {
        return new Evaluation(
                aggregation, thresholds, MultilabelMetrics.of(labels, scores, truth, thresholds));
    }

    /** The figure that checkpoints are compared by: the mean of micro-F1 and macro-F1. */
    public double figure() {
        return (metrics.microF1() + metrics.macroF1()) / 2;
    }

    /** The thresholds by label, rounded to what a validation set of hundreds of files can know. */
    public Map<String, Double> thresholdsByLabel() {
        Map<String, Double> result = new LinkedHashMap<>();
        for (int label = 0; label < thresholds.length; label++) {
            result.put(metrics.labels().get(label), Math.round(thresholds[label] * 1e4) / 1e4);
        }
        return result;
    }

    /** The scores of files, {@code [files][labels]}, of those of their windows. */
    public static float[][] aggregate(float[][][] windowScores, Aggregation aggregation) {
        float[][] result = new float[windowScores.length][];
        for (int file = 0; file < result.length; file++) {
            float[][] windows = windowScores[file];
            float[] scores = windows[0].clone();
            for (int window = 1; window < windows.length; window++) {
                for (int label = 0; label < scores.length; label++) {
                    scores[label] =
                            switch (aggregation) {
                                case MEAN -> scores[label] + windows[window][label];
                                case MAX -> Math.max(scores[label], windows[window][label]);
                            };
                }
            }
            if (aggregation == Aggregation.MEAN) {
                for (int label = 0; label < scores.length; label++) {
                    scores[label] /= windows.length;
                }
            }
            result[file] = scores;
        }
        return result;
    }
}
