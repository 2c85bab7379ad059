package lumen.audio.transform;

import java.util.Arrays;
import lumen.audio.mel.KaldiParameters;
import lumen.audio.spectrum.FilterBank;
import lumen.audio.spectrum.FrameTables;
import lumen.audio.spectrum.KernelKind;
import lumen.audio.spectrum.Logarithm;

/**
 * The log mel filter bank of the audio spectrogram transformer: Kaldi's, of pieces of {@code
 * (columns - 1)·hop} samples. Only whole frames are computed, so that the last columns of a window
 * hold none; they are 0.
 */
public final class KaldiTransform extends BlockTransform implements PieceTransform {
    /** What threads share. */
    public record Tables(KaldiParameters parameters, FrameTables frames, FilterBank filters) {
        /** Computes the tables. */
        public static Tables of(KaldiParameters parameters) {
            return new Tables(parameters, parameters.frameTables(), parameters.filters());
        }
    }

    private final Tables tables;
    private final int columns;
    private final float[] spectrum;
    private final float[] bands;

    /**
     * Allocates the buffers.
     *
     * @param columns the width of a window, at least 2
     */
    public KaldiTransform(Tables tables, int columns, KernelKind kind) {
        super(
                kind.create(tables.frames()),
                FrameGrid.whole(tables.parameters().frameLength(), tables.parameters().hopLength()),
                tables.parameters().mels());
        this.tables = tables;
        this.columns = columns;
        spectrum = new float[tables.frames().bins() * lanes()];
        bands = new float[rows() * lanes()];
    }

    @Override
    public int columns() {
        return columns;
    }

    @Override
    public int hopLength() {
        return tables.parameters().hopLength();
    }

    @Override
    public int pieceLength() {
        return (columns - 1) * hopLength();
    }

    @Override
    public int leastRest() {
        return tables.parameters().frameLength();
    }

    @Override
    public void window(float[] piece, float[] values) {
        int frames = Math.min(columns, frames(piece.length));
        columns(piece, piece.length, 0, frames, values, 0, columns);
        for (int row = 0; row < rows(); row++) {
            Arrays.fill(values, row * columns + frames, (row + 1) * columns, 0);
        }
    }

    @Override
    public int frames(long samples) {
        return tables.parameters().frames(samples);
    }

    @Override
    public void whole(float[] samples, int length, float[] values) {
        int frames = frames(length);
        columns(samples, length, 0, frames, values, 0, frames);
    }

    @Override
    void block(float[] samples, int length, int position, float[] values, int offset, int stride) {
        kernel().transform(samples, length, position);
        kernel().power(spectrum);
        kernel().filter(tables.filters(), spectrum, bands, 0, lanes());
        kernel().logarithm(bands, 0, bands.length, KaldiParameters.LEAST_ENERGY, Logarithm.NATURAL);
        kernel().store(bands, rows(), values, offset, stride);
    }
}
