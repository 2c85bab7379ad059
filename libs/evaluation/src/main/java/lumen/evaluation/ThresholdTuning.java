package lumen.evaluation;

import java.util.Arrays;

/**
 * Finds decision thresholds on a validation set.
 *
 * <p>A threshold of its own for each label follows the validation set's few hundred files closely
 * and may serve other recordings badly, so a label's best threshold is drawn towards the best
 * common one.
 */
public final class ThresholdTuning {
    private static final double LOWEST = 0.05;
    private static final double HIGHEST = 0.95;
    private static final int STEPS = 181;

    private ThresholdTuning() {}

    /**
     * The common threshold with the highest micro-F1 and macro-F1 together; the middle one where
     * several are best.
     *
     * @param scores {@code [examples][labels]}, from 0 to 1
     * @param truth {@code [examples][labels]}, ones and zeros
     * @return a threshold from 0.05 to 0.95
     */
    public static double common(float[][] scores, float[][] truth) {
        int labels = labels(scores);
        double[] figures = new double[STEPS];
        for (int step = 0; step < STEPS; step++) {
            ConfusionCounts total = ConfusionCounts.NONE;
            double macro = 0;
            for (int label = 0; label < labels; label++) {
                ConfusionCounts counts = count(scores, truth, label, threshold(step));
                total = total.plus(counts);
                macro += counts.f1() / labels;
            }
            figures[step] = total.f1() + macro;
        }
        return threshold(middleOfBest(figures));
    }

    /**
     * A threshold for each label: its own best one and the common one, mixed.
     *
     * @param scores {@code [examples][labels]}, from 0 to 1
     * @param truth {@code [examples][labels]}, ones and zeros
     * @param shrinkage from 0, the label's own threshold, to 1, the common one
     * @return {@code [labels]}, each from 0.05 to 0.95
     */
    public static double[] perLabel(float[][] scores, float[][] truth, double shrinkage) {
        if (!(shrinkage >= 0 && shrinkage <= 1)) {
            throw new IllegalArgumentException("shrinkage " + shrinkage + " is not in 0..1");
        }
        double common = common(scores, truth);
        double[] thresholds = new double[labels(scores)];
        for (int label = 0; label < thresholds.length; label++) {
            double[] figures = new double[STEPS];
            for (int step = 0; step < STEPS; step++) {
                figures[step] = count(scores, truth, label, threshold(step)).f1();
            }
            double own = threshold(middleOfBest(figures));
            thresholds[label] = shrinkage * common + (1 - shrinkage) * own;
        }
        return thresholds;
    }

    private static double threshold(int step) {
        return LOWEST + (HIGHEST - LOWEST) * step / (STEPS - 1);
    }

    private static int middleOfBest(double[] figures) {
        double best = Arrays.stream(figures).max().orElseThrow();
        int[] steps = new int[figures.length];
        int found = 0;
        for (int step = 0; step < figures.length; step++) {
            if (figures[step] >= best - 1e-12) {
                steps[found++] = step;
            }
        }
        return steps[found / 2];
    }

    private static ConfusionCounts count(
            float[][] scores, float[][] truth, int label, double threshold) {
        long truePositives = 0;
        long falsePositives = 0;
        long falseNegatives = 0;
        for (int i = 0; i < scores.length; i++) {
            boolean there = truth[i][label] >= 0.5f;
            boolean recognised = scores[i][label] >= threshold;
            if (recognised) {
                if (there) {
                    truePositives++;
                } else {
                    falsePositives++;
                }
            } else if (there) {
                falseNegatives++;
            }
        }
        return new ConfusionCounts(
                truePositives,
                falsePositives,
                falseNegatives,
                scores.length - truePositives - falsePositives - falseNegatives);
    }

    private static int labels(float[][] scores) {
        if (scores.length == 0) {
            throw new IllegalArgumentException("no examples to tune thresholds on");
        }
        return scores[0].length;
    }
}
