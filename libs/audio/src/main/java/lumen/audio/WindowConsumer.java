package lumen.audio;

/** Takes the windows of a clip, one after the other, in order. */
@FunctionalInterface
public interface WindowConsumer {
    /**
     * Takes one window.
     *
     * @param index the window's number, from 0
     * @param startSeconds when it begins
     * @param endSeconds when its audio ends: for a padded window the end of the clip, but at least
     *     one frame after the beginning, because the last window may hold only the frame about the
     *     very end of the clip
     * @param values the features, {@code [n_mels, window_frames]} row by row; reused for the next
     *     window, so valid only during this call, and not to be changed
     */
    void window(int index, double startSeconds, double endSeconds, float[] values);
}
