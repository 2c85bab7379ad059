package lumen.evaluation;

import java.util.Arrays;
import java.util.List;

/**
 * How scores of 0 to 1 and the truth go together, in equally wide bins: a histogram, and a
 * reliability diagram. A score on an edge belongs to the bin below, as in scikit-learn's {@code
 * calibration_curve}.
 *
 * @param counts how many scores are in each bin
 * @param positives how many of them belong to examples with the label
 * @param sums the sum of the scores in each bin
 */
public record ScoreBins(List<Long> counts, List<Long> positives, List<Double> sums) {
    public ScoreBins {
        counts = List.copyOf(counts);
        positives = List.copyOf(positives);
        sums = List.copyOf(sums);
        if (counts.isEmpty() || counts.size() != positives.size() || counts.size() != sums.size()) {
            throw new IllegalArgumentException("lists of different lengths");
        }
    }

    /** The number of bins. */
    public int size() {
        return counts.size();
    }

    /** Where a bin begins. */
    public double lowerEdge(int bin) {
        return bin * (1.0 / size());
    }

    /** How many scores there are. */
    public long total() {
        return counts.stream().mapToLong(Long::longValue).sum();
    }

    /** The mean score in a bin; NaN in an empty one. */
    public double meanScore(int bin) {
        return sums.get(bin) / counts.get(bin);
    }

    /** The share of examples in a bin that have the label; NaN in an empty one. */
    public double frequency(int bin) {
        return (double) positives.get(bin) / counts.get(bin);
    }

    /**
     * The expected calibration error: how far frequency and mean score are apart, in the mean over
     * the bins weighted by their counts.
     *
     * @return from 0 to 1; 0 when there are no scores
     */
    public double expectedCalibrationError() {
        double sum = 0;
        for (int bin = 0; bin < size(); bin++) {
            if (counts.get(bin) > 0) {
                sum += Math.abs(positives.get(bin) - sums.get(bin));
            }
        }
        return total() == 0 ? 0 : sum / total();
    }

    /** Bins that are being filled. */
    static final class Filling {
        private final long[] counts;
        private final long[] positives;
        private final double[] sums;

        Filling(int bins) {
            counts = new long[bins];
            positives = new long[bins];
            sums = new double[bins];
        }

        void add(double score, boolean there) {
            int bins = counts.length;
            int bin = Math.clamp((long) Math.ceil(score * bins) - 1, 0, bins - 1);
            double width = 1.0 / bins;
            // The product is rounded, the edges are what scikit-learn compares with.
            if (bin > 0 && score <= bin * width) {
                bin--;
            } else if (bin + 1 < bins && score > (bin + 1) * width) {
                bin++;
            }
            counts[bin]++;
            sums[bin] += score;
            if (there) {
                positives[bin]++;
            }
        }

        ScoreBins done() {
            return new ScoreBins(
                    Arrays.stream(counts).boxed().toList(),
                    Arrays.stream(positives).boxed().toList(),
                    Arrays.stream(sums).boxed().toList());
        }
    }
}
