package lumen.audio.augmentation;

import java.util.random.RandomGenerator;

/**
 * Makes a signal louder or softer.
 *
 * @param gain in dB
 */
public record RandomGain(Range gain) implements SignalAugmentation {
    static final Argument<Range> GAIN =
            Argument.range("random_gain", -18, 6, -120, 60, "change of level in dB");

    /** Checks the range. */
    public RandomGain {
        GAIN.check(gain);
    }

    static RandomGain from(Arguments arguments) {
        return new RandomGain(arguments.get(GAIN));
    }

    @Override
    public float[] apply(float[] samples, int samplingRate, RandomGenerator random) {
        Decibels.scale(samples, Decibels.amplitude(gain.draw(random)));
        return samples;
    }
}
