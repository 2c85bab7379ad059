package lumen.audio.transform;

/**
 * Computes the columns of a feature, frame by frame. Owns its buffers and allocates nothing once it
 * has seen a clip of the same length: one transform per thread.
 */
public interface ColumnTransform {
    /** The height of a column. */
    int rows();

    /** Where the frames lie. */
    FrameGrid grid();

    /** Whether the clip has to be {@link #survey surveyed} before its columns are computed. */
    default boolean surveys() {
        return false;
    }

    /**
     * Learns what has to be known of the whole clip: its loudest value, or its tuning.
     *
     * @param samples the clip
     * @param length how many of the samples belong to it
     */
    default void survey(float[] samples, int length) {}

    /**
     * Computes columns.
     *
     * @param samples the clip, or a stretch of it
     * @param length how many of the samples belong to it; what lies outside is taken for zero
     * @param position index of the sample at which the first frame lies, may lie outside
     * @param frames how many columns
     * @param values receives row m of column t at {@code offset + m·stride + t}
     * @param offset where row 0 of the first column goes
     * @param stride from one row to the next
     */
    void columns(
            float[] samples,
            int length,
            int position,
            int frames,
            float[] values,
            int offset,
            int stride);
}
