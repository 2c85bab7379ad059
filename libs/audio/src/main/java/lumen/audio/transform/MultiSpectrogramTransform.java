package lumen.audio.transform;

import lumen.audio.chroma.ChromaTables;
import lumen.audio.mel.MelParameters;
import lumen.audio.mel.MelTables;
import lumen.audio.spectrum.FilterBank;
import lumen.audio.spectrum.KernelKind;

/**
 * Three features of the same spectra, one below the other: mel power, the spectral centroid in Hz
 * (one row; 0 for a silent frame), and chroma at the clip's tuning.
 */
public final class MultiSpectrogramTransform extends BlockTransform {
    private final MelTables tables;
    private final Chroma chroma;

    /** Row 0 sums magnitudes, row 1 magnitudes by frequency. */
    private final FilterBank moments;

    private final float[] spectrum;
    private final float[] sums;

    /** Allocates the buffers. */
    public MultiSpectrogramTransform(MelTables tables, ChromaTables chroma, KernelKind kind) {
        super(
                kind.create(tables.frames()),
                FrameGrid.centred(tables.parameters().fftLength(), tables.parameters().hopLength()),
                tables.parameters().mels() + 1 + chroma.classes());
        this.tables = tables;
        this.chroma = new Chroma(chroma, kernel());
        MelParameters mel = tables.parameters();
        moments =
                FilterBank.of(
                        2,
                        mel.bins(),
                        (row, bin) ->
                                row == 0 ? 1 : (double) bin * mel.samplingRate() / mel.fftLength());
        spectrum = new float[mel.bins() * lanes()];
        sums = new float[2 * lanes()];
    }

    @Override
    public boolean surveys() {
        return true;
    }

    @Override
    public void survey(float[] samples, int length) {
        int frames = grid().frames(length);
        chroma.beginSurvey();
        for (int frame = 0; frame < frames; frame += lanes()) {
            transform(samples, length, frame * grid().hopLength());
            chroma.survey(spectrum, tables.parameters().bins(), Math.min(lanes(), frames - frame));
        }
        chroma.endSurvey();
    }

    @Override
    void block(float[] samples, int length, int position, float[] values, int offset, int stride) {
        int mels = tables.parameters().mels();
        transform(samples, length, position);
        kernel().filter(tables.filters(), spectrum, values, offset, stride);
        chroma.compute(spectrum, values, offset + (mels + 1) * stride, stride);
        kernel().squareRoot(spectrum, spectrum.length);
        kernel().filter(moments, spectrum, sums, 0, lanes());
        for (int lane = 0; lane < lanes(); lane++) {
            float sum = sums[lane];
            values[offset + mels * stride + lane] = sum > 0 ? sums[lanes() + lane] / sum : 0;
        }
    }

    private void transform(float[] samples, int length, int position) {
        kernel().transform(samples, length, position - grid().before());
        kernel().power(spectrum);
    }
}
