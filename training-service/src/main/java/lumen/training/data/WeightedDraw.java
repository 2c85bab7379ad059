package lumen.training.data;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Draws files with replacement by weights. Immutable. */
final class WeightedDraw {
    private final double[] upTo;

    private WeightedDraw(double[] weights) {
        upTo = weights.clone();
        Arrays.parallelPrefix(upTo, Double::sum);
    }

    /**
     * A label weighs 1 / (number of files that have it), a file as much as the heaviest of its
     * labels; files without any label are taken as files of one more label.
     *
     * @param labels one array for each file; what is above 0 is there
     */
    static WeightedDraw byRarity(List<float[]> labels) {
        int count = labels.isEmpty() ? 0 : labels.getFirst().length;
        int[] having = new int[count + 1];
        for (float[] ofFile : labels) {
            for (int label : present(ofFile)) {
                having[label]++;
            }
        }
        return new WeightedDraw(
                labels.stream()
                        .mapToDouble(
                                ofFile ->
                                        Arrays.stream(present(ofFile))
                                                .mapToDouble(label -> 1.0 / having[label])
                                                .max()
                                                .orElseThrow())
                        .toArray());
    }

    private static int[] present(float[] labels) {
        int[] present = new int[labels.length];
        int size = 0;
        for (int label = 0; label < labels.length; label++) {
            if (labels[label] > 0) {
                present[size++] = label;
            }
        }
        return size == 0 ? new int[] {labels.length} : Arrays.copyOf(present, size);
    }

    /** Draws a file's index. */
    int next(RandomGenerator random) {
        int last = upTo.length - 1;
        int found = Arrays.binarySearch(upTo, random.nextDouble() * upTo[last]);
        // A file's weight lies below its sum: a draw that meets a sum belongs to the next file.
        return Math.min(found < 0 ? -found - 1 : found + 1, last);
    }
}
