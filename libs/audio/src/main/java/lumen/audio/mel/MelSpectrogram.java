package lumen.audio.mel;

/**
 * Mel spectrograms of signals in memory, with buffers that are used again and again: no allocation
 * per signal. Not thread-safe; give every thread its own, sharing the {@link MelTables}.
 *
 * <p>Power and logarithm are separate steps, so that spectrograms can be augmented in between.
 */
public final class MelSpectrogram {
    private final MelParameters parameters;
    private final MelKernel kernel;

    /** Uses the fastest kernel of this JVM. */
    public MelSpectrogram(MelTables tables) {
        this(tables, KernelKind.best());
    }

    /** Uses a certain kernel. */
    public MelSpectrogram(MelTables tables, KernelKind kind) {
        parameters = tables.parameters();
        kernel = kind.create(tables);
    }

    /** What is computed. */
    public MelParameters parameters() {
        return parameters;
    }

    /** The number of centred frames of so many samples: {@code 1 + samples / hopLength}. */
    public int frames(int samples) {
        return parameters.frames(samples);
    }

    /**
     * Computes the mel power of a whole signal.
     *
     * @param samples the signal
     * @param length how many of the samples belong to it
     * @param power receives {@code [n_mels, frames(length)]}, row by row
     */
    public void power(float[] samples, int length, float[] power) {
        int frames = frames(length);
        power(samples, length, 0, frames, power, 0, frames);
    }

    /**
     * Computes the mel power of some frames of a signal.
     *
     * @param samples the signal, or a stretch of it
     * @param length how many of the samples belong to it; what lies outside is taken for zero
     * @param centre index of the sample that the first frame is about, may lie outside
     * @param frames how many frames
     * @param power receives band m of frame t at {@code offset + m·stride + t}
     * @param offset where band 0 of the first frame goes
     * @param stride from one band to the next
     */
    public void power(
            float[] samples,
            int length,
            int centre,
            int frames,
            float[] power,
            int offset,
            int stride) {
        kernel.melPower(
                samples,
                length,
                centre - parameters.fftLength() / 2,
                frames,
                power,
                offset,
                stride);
    }

    /** Replaces powers by decibels, {@code 10·log10(max(1e-10, power))}. */
    public void decibels(float[] values, int offset, int count) {
        kernel.decibels(values, offset, count);
    }
}
