package lumen.training.optimization;

import java.util.Arrays;

/**
 * How much more the files that have a label count than those that do not.
 *
 * @param weights one for each label, 0 or greater
 */
public record PositiveWeights(float[] weights) {
    /**
     * Weights that make both count the same in sum: files without a label by files with it, {@code
     * (N - n) / n}. A label that no file has keeps the weight 1.
     *
     * @param files number of files N; the reference counts all labels of all files instead, which
     *     is the same where each file has one
     * @param having how many of them have each label, n
     */
    public static PositiveWeights balancing(long files, long[] having) {
        float[] weights = new float[having.length];
        for (int label = 0; label < weights.length; label++) {
            weights[label] =
                    having[label] == 0
                            ? 1
                            : (float) ((double) (files - having[label]) / having[label]);
        }
        return new PositiveWeights(weights);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PositiveWeights(float[] values) && Arrays.equals(weights, values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(weights);
    }

    @Override
    public String toString() {
        return Arrays.toString(weights);
    }
}
