package lumen.audio.augmentation;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Silences one stretch of a signal.
 *
 * @param share greatest share of the signal that is silenced
 */
public record TimeMask(double share) implements SignalAugmentation {
    static final Argument<Double> SHARE =
            Argument.number(
                    "time_mask_max_percentage",
                    0.3,
                    0,
                    1,
                    "greatest share of the signal that is silenced");

    /** Checks the share. */
    public TimeMask {
        SHARE.check(share);
    }

    static TimeMask from(Arguments arguments) {
        return new TimeMask(arguments.get(SHARE));
    }

    @Override
    public float[] apply(float[] samples, int samplingRate, RandomGenerator random) {
        int length = (int) (samples.length * share * random.nextDouble());
        int start = (int) ((samples.length - length) * random.nextDouble());
        Arrays.fill(samples, start, start + length, 0);
        return samples;
    }
}
