package lumen.audio.transform;

import java.util.Arrays;
import lumen.audio.mel.MelSpectrogram;
import lumen.audio.mel.MelTables;
import lumen.audio.spectrum.KernelKind;
import lumen.audio.spectrum.Logarithm;

/**
 * Mel-frequency cepstral coefficients: the mel spectrogram in decibels, cut off at some distance
 * below the clip's maximum, and of that the first rows of an orthonormal discrete cosine transform.
 */
public final class MfccTransform extends BlockTransform {
    /** Mel powers of so many values, 4 MiB, are kept from the survey instead of computed twice. */
    private static final int KEPT_VALUES = 1 << 20;

    private final MelTables tables;
    private final float range;
    private final CosineTransform cosines;
    private final float[] spectrum;
    private final float[] bands;
    private final float[] greatest;
    private float floor = MelSpectrogram.LEAST_POWER;

    /** The mel powers of a short clip, block after block. */
    private float[] powers = new float[0];

    /** The coefficients of the clip that was surveyed last, if that is short. */
    private float[] coefficients = new float[0];

    private float[] surveyed;
    private int surveyedFrames;

    /**
     * Allocates the buffers.
     *
     * @param coefficients how many coefficients
     * @param topDecibels how far below the maximum everything is cut off; infinite for not at all
     */
    public MfccTransform(MelTables tables, int coefficients, double topDecibels, KernelKind kind) {
        super(
                kind.create(tables.frames()),
                FrameGrid.centred(tables.parameters().fftLength(), tables.parameters().hopLength()),
                coefficients);
        this.tables = tables;
        range = (float) Math.pow(10, -topDecibels / 10);
        cosines = new CosineTransform(kernel(), coefficients, tables.parameters().mels());
        spectrum = new float[tables.parameters().bins() * lanes()];
        bands = new float[tables.parameters().mels() * lanes()];
        greatest = new float[lanes()];
    }

    @Override
    public boolean surveys() {
        return range > 0;
    }

    @Override
    public void survey(float[] samples, int length) {
        int frames = grid().frames(length);
        int blocks = Math.ceilDiv(frames, lanes());
        boolean kept = (long) blocks * bands.length <= KEPT_VALUES;
        if (kept && powers.length < blocks * bands.length) {
            powers = new float[blocks * bands.length];
            coefficients = new float[rows() * blocks * lanes()];
        }
        float maximum = 0;
        for (int block = 0; block < blocks; block++) {
            float[] values = kept ? powers : bands;
            int offset = kept ? block * bands.length : 0;
            power(samples, length, block * lanes() * grid().hopLength(), values, offset);
            Arrays.fill(greatest, 0);
            kernel().greatest(values, offset, tables.parameters().mels(), greatest);
            // Lanes beyond the clip's last frame do not belong to it.
            int inside = Math.min(lanes(), frames - block * lanes());
            for (int lane = 0; lane < inside; lane++) {
                maximum = Math.max(maximum, greatest[lane]);
            }
        }
        floor = Math.max(MelSpectrogram.LEAST_POWER, maximum * range);
        surveyed = kept ? samples : null;
        surveyedFrames = blocks * lanes();
        for (int block = 0; kept && block < blocks; block++) {
            System.arraycopy(powers, block * bands.length, bands, 0, bands.length);
            cepstrum(coefficients, block * lanes(), surveyedFrames);
        }
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
        if (samples != surveyed) {
            super.columns(samples, length, position, frames, values, offset, stride);
            return;
        }
        int first = position / grid().hopLength();
        for (int row = 0; row < rows(); row++) {
            System.arraycopy(
                    coefficients,
                    row * surveyedFrames + first,
                    values,
                    offset + row * stride,
                    frames);
        }
    }

    @Override
    void block(float[] samples, int length, int position, float[] values, int offset, int stride) {
        power(samples, length, position, bands, 0);
        cepstrum(values, offset, stride);
    }

    private void power(float[] samples, int length, int position, float[] values, int offset) {
        kernel().transform(samples, length, position - grid().before());
        kernel().power(spectrum);
        kernel().filter(tables.filters(), spectrum, values, offset, lanes());
    }

    /** Turns the block of mel powers in hand to coefficients. */
    private void cepstrum(float[] values, int offset, int stride) {
        kernel().logarithm(bands, 0, bands.length, floor, Logarithm.DECIBELS);
        cosines.apply(bands, values, offset, stride);
    }
}
