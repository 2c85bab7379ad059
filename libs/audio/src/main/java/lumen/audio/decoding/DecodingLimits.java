package lumen.audio.decoding;

import java.time.Duration;
import java.util.Objects;

/**
 * How much of a file of unknown origin is put up with.
 *
 * @param maxBytes the largest file
 * @param maxDuration the longest audio
 * @param deadline the longest that reading and decoding may take, without the time spent by who
 *     takes the samples
 * @param minSamplingRate the least sample rate a file may declare, in Hz
 * @param maxSamplingRate the greatest sample rate a file may declare, in Hz
 * @param maxChannels the most channels a file may declare
 * @param acceptTruncated whether a file that ends before its declared length is decoded as far as
 *     it goes, and only said to be truncated in its {@link AudioInformation}, instead of refused
 */
public record DecodingLimits(
        long maxBytes,
        Duration maxDuration,
        Duration deadline,
        int minSamplingRate,
        int maxSamplingRate,
        int maxChannels,
        boolean acceptTruncated) {
    public DecodingLimits {
        Objects.requireNonNull(maxDuration, "maxDuration");
        Objects.requireNonNull(deadline, "deadline");
        positive("maxBytes", maxBytes);
        positive("maxDuration", maxDuration.toMillis());
        positive("deadline", deadline.toMillis());
        positive("minSamplingRate", minSamplingRate);
        positive("maxChannels", maxChannels);
        if (maxSamplingRate < minSamplingRate) {
            throw new IllegalArgumentException("maxSamplingRate is below minSamplingRate");
        }
    }

    /**
     * 4 GiB, 4 hours of audio, 5 minutes of decoding, 1,000 to 384,000 Hz, 16 channels, truncated
     * files refused.
     */
    public static DecodingLimits defaults() {
        return new DecodingLimits(
                4L << 30, Duration.ofHours(4), Duration.ofMinutes(5), 1_000, 384_000, 16, false);
    }

    /** The same with another size limit. */
    public DecodingLimits withMaxBytes(long bytes) {
        return new DecodingLimits(
                bytes,
                maxDuration,
                deadline,
                minSamplingRate,
                maxSamplingRate,
                maxChannels,
                acceptTruncated);
    }

    /** The same with another limit of the audio's duration. */
    public DecodingLimits withMaxDuration(Duration duration) {
        return new DecodingLimits(
                maxBytes,
                duration,
                deadline,
                minSamplingRate,
                maxSamplingRate,
                maxChannels,
                acceptTruncated);
    }

    /** The same with another limit of the decoding time. */
    public DecodingLimits withDeadline(Duration time) {
        return new DecodingLimits(
                maxBytes,
                maxDuration,
                time,
                minSamplingRate,
                maxSamplingRate,
                maxChannels,
                acceptTruncated);
    }

    /** The same, accepting truncated files or not. */
    public DecodingLimits withAcceptTruncated(boolean accept) {
        return new DecodingLimits(
                maxBytes,
                maxDuration,
                deadline,
                minSamplingRate,
                maxSamplingRate,
                maxChannels,
                accept);
    }

    private static void positive(String name, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + " must be positive, but is " + value);
        }
    }
}
