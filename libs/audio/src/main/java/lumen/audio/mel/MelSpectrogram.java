package lumen.audio.mel;

import lumen.audio.spectrum.KernelKind;
import lumen.audio.spectrum.Logarithm;
import lumen.audio.spectrum.SpectrumKernel;

/**
 * Mel spectrograms of signals in memory, with buffers that are used again and again: no allocation
 * per signal. Not thread-safe; give every thread its own, sharing the {@link MelTables}.
 *
 * <p>Power and logarithm are separate steps, so that spectrograms can be augmented in between.
 */
public final class MelSpectrogram {
    /** The least power that has a logarithm of its own; below it everything is silence. */
    public static final float LEAST_POWER = 1e-10f;

    private final MelTables tables;
    private final SpectrumKernel kernel;
    private final float[] spectrum;
    private final float[] bands;

    /** Uses the fastest kernel of this JVM. */
    public MelSpectrogram(MelTables tables) {
        this(tables, KernelKind.best());
    }

    /** Uses a certain kernel. */
    public MelSpectrogram(MelTables tables, KernelKind kind) {
        this.tables = tables;
        kernel = kind.create(tables.frames());
        spectrum = new float[tables.parameters().bins() * kernel.lanes()];
        bands = new float[tables.parameters().mels() * kernel.lanes()];
    }

    /** What is computed. */
    public MelParameters parameters() {
        return tables.parameters();
    }

    /** The number of centred frames of so many samples: {@code 1 + samples / hopLength}. */
    public int frames(int samples) {
        return tables.parameters().frames(samples);
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
        int first = centre - tables.parameters().fftLength() / 2;
        int hop = tables.parameters().hopLength();
        int lanes = kernel.lanes();
        for (int frame = 0; frame < frames; frame += lanes) {
            kernel.transform(samples, length, first + frame * hop);
            kernel.power(spectrum);
            if (frame + lanes <= frames) {
                kernel.filter(tables.filters(), spectrum, power, offset + frame, stride);
            } else {
                kernel.filter(tables.filters(), spectrum, bands, 0, lanes);
                for (int mel = 0; mel < tables.parameters().mels(); mel++) {
                    System.arraycopy(
                            bands,
                            mel * lanes,
                            power,
                            offset + mel * stride + frame,
                            frames - frame);
                }
            }
        }
    }

    /** Replaces powers by decibels, {@code 10·log10(max(1e-10, power))}. */
    public void decibels(float[] values, int offset, int count) {
        kernel.logarithm(values, offset, count, LEAST_POWER, Logarithm.DECIBELS);
    }
}
