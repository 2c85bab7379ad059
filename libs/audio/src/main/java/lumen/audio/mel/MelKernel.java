package lumen.audio.mel;

/**
 * Computes mel power spectra. A kernel owns its buffers and allocates nothing after construction:
 * one kernel per thread.
 */
public interface MelKernel {
    /** The least power that has a logarithm of its own; below it everything is silence. */
    float LEAST_POWER = 1e-10f;

    /**
     * Computes the mel power of consecutive frames. Frame t is made of the samples {@code first +
     * t·hopLength .. + fftLength - 1}; samples outside {@code 0 .. length - 1} are zero.
     *
     * @param samples the signal
     * @param length how many of the samples belong to the signal
     * @param first index of the first sample of the first frame, may be negative
     * @param frames how many frames
     * @param power where the power goes: band m of frame t to {@code offset + m·stride + t}
     * @param offset where band 0 of the first frame goes
     * @param stride from one band to the next
     */
    void melPower(
            float[] samples,
            int length,
            int first,
            int frames,
            float[] power,
            int offset,
            int stride);

    /**
     * Replaces powers by decibels, {@code 10·log10(max(1e-10, power))}.
     *
     * @param values the powers, which become decibels
     * @param offset the first
     * @param count how many
     */
    void decibels(float[] values, int offset, int count);
}
