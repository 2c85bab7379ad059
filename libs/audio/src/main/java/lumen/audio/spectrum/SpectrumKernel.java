package lumen.audio.spectrum;

/**
 * The heavy steps of every transform, on as many consecutive frames at once as the kernel has
 * lanes. A kernel owns its buffers and allocates nothing after construction: one kernel per thread.
 *
 * <p>A <em>block</em> is an array that holds a row of values for each of these frames: value i of
 * frame t at {@code i·lanes() + t}.
 */
public interface SpectrumKernel {
    /** How many frames are computed at once. */
    int lanes();

    /**
     * Transforms {@link #lanes} frames. Frame t is made of the samples {@code first + t·hopLength
     * .. + frameLength - 1}; samples outside {@code 0 .. length - 1} are zero.
     *
     * @param samples the signal
     * @param length how many of the samples belong to the signal
     * @param first index of the first sample of the first frame, may be negative
     */
    void transform(float[] samples, int length, int first);

    /** Gives the power {@code |X[k]|²} of the frames transformed last: a block of {@code bins}. */
    void power(float[] spectrum);

    /**
     * Gives the real part of {@code X[k]·exp(i·φ[k])} of the frames transformed last: a block of
     * {@code bins}.
     *
     * @param cosines {@code cos φ[k]}, one for each bin
     * @param sines {@code sin φ[k]}
     */
    void project(float[] cosines, float[] sines, float[] spectrum);

    /**
     * Multiplies a block by a filter bank.
     *
     * @param filters the matrix
     * @param block what its columns stand for
     * @param values where the products go: row m of frame t to {@code offset + m·stride + t}
     */
    void filter(FilterBank filters, float[] block, float[] values, int offset, int stride);

    /**
     * Replaces values by their logarithm, {@code log(max(least, value))}.
     *
     * @param values the values
     * @param offset the first
     * @param count how many
     * @param least the least value that has a logarithm of its own, above zero
     * @param unit which logarithm
     */
    void logarithm(float[] values, int offset, int count, float least, Logarithm unit);

    /** Replaces the first {@code count} values by their square roots. */
    void squareRoot(float[] values, int count);

    /** Raises {@code greatest[t]} to the greatest of the block's rows for every frame t. */
    void greatest(float[] block, int offset, int rows, float[] greatest);

    /**
     * Folds a block about its middle: sums and differences of row i and row {@code rows - 1 - i},
     * for i below {@code rows / 2}. The middle row of an odd number goes to the sums as it is.
     */
    void fold(float[] block, int rows, float[] sums, float[] differences);

    /** Copies a block of {@code rows}: row m of frame t to {@code offset + m·stride + t}. */
    void store(float[] block, int rows, float[] values, int offset, int stride);
}
