package lumen.audio.transform;

/**
 * Where the frames of a transform lie. Frame t is made of the samples {@code t·hopLength - before
 * .. t·hopLength + after - 1}.
 *
 * @param hopLength samples from one frame to the next
 * @param before samples that a frame takes before its position
 * @param after samples that a frame takes from its position on
 * @param centred whether there are frames about both ends of the signal, {@code 1 + n / hopLength};
 *     otherwise only those that lie inside, but at least one
 */
public record FrameGrid(int hopLength, int before, int after, boolean centred) {
    /** Frames about their positions. */
    public static FrameGrid centred(int fftLength, int hopLength) {
        return new FrameGrid(hopLength, fftLength / 2, fftLength - fftLength / 2, true);
    }

    /** Frames that begin at their positions. */
    public static FrameGrid whole(int frameLength, int hopLength) {
        return new FrameGrid(hopLength, 0, frameLength, false);
    }

    /** The number of frames of so many samples. */
    public int frames(long samples) {
        return Math.toIntExact(
                centred
                        ? 1 + samples / hopLength
                        : Math.max(1, 1 + Math.floorDiv(samples - after, (long) hopLength)));
    }

    /** The number of frames for which so many samples are enough. */
    public long complete(long samples) {
        return samples < after ? 0 : 1 + (samples - after) / hopLength;
    }
}
