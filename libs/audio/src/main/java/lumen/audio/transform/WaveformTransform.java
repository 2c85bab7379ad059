package lumen.audio.transform;

/**
 * The waveform itself, in pieces, each standardised to {@code (x - mean) / √(variance + 1e-7)} if
 * wanted. A column is a sample.
 */
public final class WaveformTransform implements PieceTransform {
    private final int columns;
    private final boolean standardize;

    /**
     * A transform without buffers.
     *
     * @param columns samples in a window
     * @param standardize whether each window is standardised
     */
    public WaveformTransform(int columns, boolean standardize) {
        this.columns = columns;
        this.standardize = standardize;
    }

    @Override
    public int rows() {
        return 1;
    }

    @Override
    public int columns() {
        return columns;
    }

    @Override
    public int hopLength() {
        return 1;
    }

    @Override
    public int pieceLength() {
        return columns;
    }

    @Override
    public int leastRest() {
        return 1;
    }

    @Override
    public void window(float[] piece, float[] values) {
        whole(piece, columns, values);
    }

    @Override
    public int frames(long samples) {
        return Math.toIntExact(samples);
    }

    @Override
    public void whole(float[] samples, int length, float[] values) {
        System.arraycopy(samples, 0, values, 0, length);
        if (standardize) {
            Standardization.byOwn(values, 0, length, Standardization.LEAST_VARIANCE);
        }
    }
}
