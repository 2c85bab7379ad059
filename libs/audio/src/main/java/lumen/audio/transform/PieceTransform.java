package lumen.audio.transform;

/**
 * Computes a window of features from a piece of samples, by itself. One transform per thread; it
 * allocates nothing after construction.
 */
public interface PieceTransform {
    /** The height of a window. */
    int rows();

    /** The width of a window. */
    int columns();

    /** Samples from one column of a window to the next. */
    int hopLength();

    /** The samples that a window is made of. */
    int pieceLength();

    /** A last piece with fewer samples than this is left out, unless it is the only one. */
    int leastRest();

    /**
     * Computes a window.
     *
     * @param piece {@link #pieceLength} samples
     * @param values receives {@code [rows, columns]}
     */
    void window(float[] piece, float[] values);

    /** The number of columns that so many samples have by themselves. */
    int frames(long samples);

    /**
     * Computes the feature of a signal of any length, not cut to pieces.
     *
     * @param values receives {@code [rows, frames(length)]}
     */
    void whole(float[] samples, int length, float[] values);
}
