package lumen.audio.transform;

import java.util.Arrays;
import lumen.audio.chroma.ChromaTables;
import lumen.audio.mel.MelTables;
import lumen.audio.spectrum.KernelKind;
import lumen.audio.spectrum.Logarithm;
import lumen.audio.wavelet.WaveletTables;

/**
 * Three features, one below the other: the mel spectrogram in decibels of amplitude, {@code
 * 20·log10(max(1e-5, power))} down to 80 dB below the clip's maximum; chroma at the clip's tuning;
 * and a scalogram, whose last columns are zero where a filter would reach beyond the clip's end.
 *
 * <p>That decibels of amplitude are taken of a power is the reference's definition.
 */
public final class MelChromaWaveletTransform implements ColumnTransform {
    private static final float LEAST = 1e-5f;
    private static final float RANGE = 1e-4f;

    private final FrameGrid grid;
    private final SpectralPart spectral;
    private final WaveletTransform wavelets;

    /**
     * Allocates the buffers.
     *
     * @throws IllegalArgumentException if the scalogram has another hop than the spectrogram
     */
    public MelChromaWaveletTransform(
            MelTables mel, ChromaTables chroma, WaveletTables wavelets, KernelKind kind) {
        if (mel.parameters().hopLength() != wavelets.parameters().hopLength()) {
            throw new IllegalArgumentException("the hop lengths differ");
        }
        spectral = new SpectralPart(mel, chroma, kind);
        this.wavelets = new WaveletTransform(wavelets, kind);
        FrameGrid centred = spectral.grid();
        grid =
                new FrameGrid(
                        centred.hopLength(),
                        centred.before(),
                        Math.max(centred.after(), wavelets.parameters().taps()),
                        true);
    }

    @Override
    public int rows() {
        return spectral.rows() + wavelets.rows();
    }

    @Override
    public FrameGrid grid() {
        return grid;
    }

    @Override
    public boolean surveys() {
        return true;
    }

    @Override
    public void survey(float[] samples, int length) {
        spectral.survey(samples, length);
    }

    @Override
    public void columns(
            float[] samples,
            int length,
            int position,
            int frames,
            float[] values,
            int offset,
            int stride) {
        spectral.columns(samples, length, position, frames, values, offset, stride);
        int from = offset + spectral.rows() * stride;
        int within = length - position - wavelets.grid().after();
        int inside = within < 0 ? 0 : Math.min(frames, 1 + within / grid.hopLength());
        wavelets.columns(samples, length, position, inside, values, from, stride);
        for (int row = 0; row < wavelets.rows(); row++) {
            Arrays.fill(values, from + row * stride + inside, from + row * stride + frames, 0);
        }
    }

    /** What is computed of the centred spectra. */
    private static final class SpectralPart extends BlockTransform {
        private final MelTables tables;
        private final Chroma chroma;
        private final float[] spectrum;
        private final float[] bands;
        private final float[] greatest;
        private float floor = LEAST;

        SpectralPart(MelTables tables, ChromaTables chroma, KernelKind kind) {
            super(
                    kind.create(tables.frames()),
                    FrameGrid.centred(
                            tables.parameters().fftLength(), tables.parameters().hopLength()),
                    tables.parameters().mels() + chroma.classes());
            this.tables = tables;
            this.chroma = new Chroma(chroma, kernel());
            spectrum = new float[tables.parameters().bins() * lanes()];
            bands = new float[tables.parameters().mels() * lanes()];
            greatest = new float[lanes()];
        }

        @Override
        public void survey(float[] samples, int length) {
            int frames = grid().frames(length);
            float maximum = 0;
            chroma.beginSurvey();
            for (int frame = 0; frame < frames; frame += lanes()) {
                int inside = Math.min(lanes(), frames - frame);
                mel(samples, length, frame * grid().hopLength());
                chroma.survey(spectrum, tables.parameters().bins(), inside);
                Arrays.fill(greatest, 0);
                kernel().greatest(bands, 0, tables.parameters().mels(), greatest);
                for (int lane = 0; lane < inside; lane++) {
                    maximum = Math.max(maximum, greatest[lane]);
                }
            }
            chroma.endSurvey();
            floor = Math.max(LEAST, maximum * RANGE);
        }

        @Override
        void block(
                float[] samples, int length, int position, float[] values, int offset, int stride) {
            int mels = tables.parameters().mels();
            mel(samples, length, position);
            kernel().logarithm(bands, 0, bands.length, floor, Logarithm.DECIBELS);
            for (int i = 0; i < bands.length; i++) {
                bands[i] *= 2;
            }
            kernel().store(bands, mels, values, offset, stride);
            chroma.compute(spectrum, values, offset + mels * stride, stride);
        }

        private void mel(float[] samples, int length, int position) {
            kernel().transform(samples, length, position - grid().before());
            kernel().power(spectrum);
            kernel().filter(tables.filters(), spectrum, bands, 0, lanes());
        }
    }
}
