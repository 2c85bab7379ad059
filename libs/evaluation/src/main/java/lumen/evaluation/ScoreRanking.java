package lumen.evaluation;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * The examples of one label in the order of their scores, from high to low, as counts at each
 * distinct score: what ROC and precision-recall curves and their areas are made of.
 *
 * <p>Memory: 24 bytes for each distinct score.
 *
 * @param scores the distinct scores, falling
 * @param truePositives how many examples with the label score at least as much
 * @param falsePositives how many examples without the label score at least as much
 */
public record ScoreRanking(double[] scores, long[] truePositives, long[] falsePositives) {
    public ScoreRanking {
        if (scores.length != truePositives.length || scores.length != falsePositives.length) {
            throw new IllegalArgumentException("arrays of different lengths");
        }
    }

    /**
     * Ranks examples.
     *
     * @param scores one for each example
     * @param truth whether the label is there, one for each example
     */
    public static ScoreRanking of(float[] scores, boolean[] truth) {
        long[] keys = new long[scores.length];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = key(scores[i], truth[i]);
        }
        return ofKeys(keys);
    }

    /** A number that sorts as the score does, and knows whether the label is there. */
    static long key(float score, boolean truth) {
        // Adding zero makes -0 a 0; the rest of the trick turns IEEE 754 order into integer order.
        int bits = Float.floatToIntBits(score + 0f);
        int sortable = bits ^ ((bits >> 31) & Integer.MAX_VALUE);
        return ((long) sortable << 1) | (truth ? 1 : 0);
    }

    private static float scoreOf(long key) {
        int sortable = (int) (key >> 1);
        return Float.intBitsToFloat(sortable ^ ((sortable >> 31) & Integer.MAX_VALUE));
    }

    /** Ranks the examples that these keys stand for; sorts the array. */
    static ScoreRanking ofKeys(long[] keys) {
        Arrays.sort(keys);
        double[] scores = new double[keys.length];
        long[] there = new long[keys.length];
        long[] absent = new long[keys.length];
        int distinct = 0;
        long positives = 0;
        for (int i = keys.length - 1; i >= 0; i--) {
            positives += keys[i] & 1;
            if (i == 0 || keys[i] >> 1 != keys[i - 1] >> 1) {
                scores[distinct] = scoreOf(keys[i]);
                there[distinct] = positives;
                absent[distinct] = keys.length - i - positives;
                distinct++;
            }
        }
        return new ScoreRanking(
                Arrays.copyOf(scores, distinct),
                Arrays.copyOf(there, distinct),
                Arrays.copyOf(absent, distinct));
    }

    /** How many examples have the label. */
    public long positives() {
        return scores.length == 0 ? 0 : truePositives[scores.length - 1];
    }

    /** How many examples do not have the label. */
    public long negatives() {
        return scores.length == 0 ? 0 : falsePositives[scores.length - 1];
    }

    /**
     * The area under the precision-recall curve by steps, {@code Σ (Rₙ − Rₙ₋₁) Pₙ} (scikit-learn's
     * {@code average_precision_score}).
     *
     * @return from 0 to 1; 0 when no example has the label
     */
    public double averagePrecision() {
        double sum = 0;
        long before = 0;
        for (int i = 0; i < scores.length; i++) {
            sum +=
                    (truePositives[i] - before)
                            * ((double) truePositives[i] / (truePositives[i] + falsePositives[i]));
            before = truePositives[i];
        }
        return positives() == 0 ? 0 : sum / positives();
    }

    /**
     * The area under the ROC curve by trapezoids: how likely an example with the label scores more
     * than one without it.
     *
     * @return from 0 to 1; empty when all examples have the label or none has it
     */
    public OptionalDouble rocArea() {
        if (positives() == 0 || negatives() == 0) {
            return OptionalDouble.empty();
        }
        double sum = 0;
        for (int i = 0; i < scores.length; i++) {
            long wide = falsePositives[i] - (i == 0 ? 0 : falsePositives[i - 1]);
            sum += wide * ((truePositives[i] + (i == 0 ? 0 : truePositives[i - 1])) / 2.0);
        }
        return OptionalDouble.of(sum / ((double) positives() * negatives()));
    }
}
