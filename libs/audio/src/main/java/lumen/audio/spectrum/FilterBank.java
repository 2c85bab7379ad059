package lumen.audio.spectrum;

import java.util.Arrays;

/**
 * A matrix whose rows weigh a stretch of neighbouring bins and nothing else, so that only those
 * weights are stored: row i weighs the bins {@code firstBin(i) .. firstBin(i) + length(i) - 1}.
 */
public final class FilterBank {
    /** The weights before they are rounded to float. */
    @FunctionalInterface
    public interface Weights {
        /** What row {@code row} weighs bin {@code bin} with. */
        double weight(int row, int bin);
    }

    private final int[] firstBin;
    private final int[] length;
    private final float[] weights;

    private FilterBank(int[] firstBin, int[] length, float[] weights) {
        this.firstBin = firstBin;
        this.length = length;
        this.weights = weights;
    }

    /** Keeps, of every row, the bins from the first to the last whose weight is not zero. */
    public static FilterBank of(int rows, int bins, Weights function) {
        int[] firstBin = new int[rows];
        int[] length = new int[rows];
        float[] all = new float[rows * bins];
        int stored = 0;
        for (int row = 0; row < rows; row++) {
            for (int bin = 0; bin < bins; bin++) {
                float weight = (float) function.weight(row, bin);
                if (weight != 0 || length[row] > 0) {
                    if (length[row] == 0) {
                        firstBin[row] = bin;
                    }
                    length[row]++;
                    all[stored++] = weight;
                }
            }
            while (length[row] > 0 && all[stored - 1] == 0) {
                length[row]--;
                stored--;
            }
        }
        return new FilterBank(firstBin, length, Arrays.copyOf(all, stored));
    }

    /** The number of filters. */
    public int rows() {
        return firstBin.length;
    }

    /** The first bin that a filter weighs; 0 if it weighs none. */
    public int firstBin(int row) {
        return firstBin[row];
    }

    /** How many bins a filter weighs; 0 for a filter that is narrower than the bins' distance. */
    public int length(int row) {
        return length[row];
    }

    /** The weights of all filters, one filter after the other; not to be changed. */
    public float[] weights() {
        return weights;
    }
}
