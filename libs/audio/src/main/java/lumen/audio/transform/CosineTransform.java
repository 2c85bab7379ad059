package lumen.audio.transform;

import lumen.audio.spectrum.FilterBank;
import lumen.audio.spectrum.SpectrumKernel;

/**
 * The first rows of the orthonormal discrete cosine transform of type II. Its even rows are
 * symmetric about their middle and its odd rows antisymmetric, so that they need only the sums, or
 * only the differences, of opposite values: half the work.
 */
final class CosineTransform {
    private final SpectrumKernel kernel;
    private final int length;
    private final FilterBank even;
    private final FilterBank odd;
    private final float[] sums;
    private final float[] differences;

    /**
     * Computes the matrices.
     *
     * @param coefficients rows, at most {@code length}
     * @param length how many values are transformed
     */
    CosineTransform(SpectrumKernel kernel, int coefficients, int length) {
        this.kernel = kernel;
        this.length = length;
        int half = (length + 1) / 2;
        even = FilterBank.of((coefficients + 1) / 2, half, (row, n) -> weight(2 * row, n, length));
        odd = FilterBank.of(coefficients / 2, half, (row, n) -> weight(2 * row + 1, n, length));
        sums = new float[half * kernel.lanes()];
        differences = new float[half * kernel.lanes()];
    }

    private static double weight(int k, int n, int length) {
        return Math.sqrt((k == 0 ? 1.0 : 2.0) / length)
                * Math.cos(Math.PI * k * (2 * n + 1) / (2.0 * length));
    }

    /** Transforms a block: coefficient k of frame t to {@code offset + k·stride + t}. */
    void apply(float[] block, float[] values, int offset, int stride) {
        kernel.fold(block, length, sums, differences);
        kernel.filter(even, sums, values, offset, 2 * stride);
        kernel.filter(odd, differences, values, offset + stride, 2 * stride);
    }
}
