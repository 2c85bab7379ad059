package lumen.contracts.topic;

/**
 * A stretch of audio.
 *
 * @param start seconds from the beginning of the audio
 * @param end seconds from the beginning, exclusive, greater than {@code start}
 */
public record TimeRange(double start, double end) {
    public TimeRange {
        if (!(start >= 0) || !(end > start) || Double.isInfinite(end)) {
            throw new IllegalArgumentException("not a stretch of time: " + start + " to " + end);
        }
    }
}
