package lumen.audio.transform;

import lumen.audio.mel.MelSpectrogram;
import lumen.audio.mel.MelTables;
import lumen.audio.spectrum.KernelKind;
import lumen.audio.spectrum.Logarithm;

/** Mel spectrograms, of power or in decibels without a floor below the maximum. */
public final class MelTransform extends BlockTransform {
    private final MelTables tables;
    private final boolean decibels;
    private final float[] spectrum;
    private final float[] bands;

    /** Allocates the buffers. */
    public MelTransform(MelTables tables, boolean decibels, KernelKind kind) {
        super(
                kind.create(tables.frames()),
                FrameGrid.centred(tables.parameters().fftLength(), tables.parameters().hopLength()),
                tables.parameters().mels());
        this.tables = tables;
        this.decibels = decibels;
        spectrum = new float[tables.parameters().bins() * lanes()];
        bands = new float[rows() * lanes()];
    }

    @Override
    void block(float[] samples, int length, int position, float[] values, int offset, int stride) {
        kernel().transform(samples, length, position - grid().before());
        kernel().power(spectrum);
        if (decibels) {
            kernel().filter(tables.filters(), spectrum, bands, 0, lanes());
            kernel().logarithm(
                            bands, 0, bands.length, MelSpectrogram.LEAST_POWER, Logarithm.DECIBELS);
            kernel().store(bands, rows(), values, offset, stride);
        } else {
            kernel().filter(tables.filters(), spectrum, values, offset, stride);
        }
    }
}
