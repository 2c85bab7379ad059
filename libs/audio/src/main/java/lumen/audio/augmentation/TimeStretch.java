package lumen.audio.augmentation;

import java.util.random.RandomGenerator;
import lumen.audio.augmentation.stretch.PhaseVocoder;

/**
 * Makes a signal longer or shorter without changing its pitch.
 *
 * @param rate how much faster it goes on; above 1 it gets shorter
 */
public record TimeStretch(Range rate) implements SignalAugmentation {
    static final Argument<Range> RATE =
            Argument.range(
                    "stretch_factors",
                    0.8,
                    1.25,
                    0.25,
                    4,
                    "how much faster the signal goes on; above 1 it gets shorter");

    /** Checks the range. */
    public TimeStretch {
        RATE.check(rate);
    }

    static TimeStretch from(Arguments arguments) {
        return new TimeStretch(arguments.get(RATE));
    }

    /** Gives {@code round(samples.length / rate)} samples. */
    @Override
    public float[] apply(float[] samples, int samplingRate, RandomGenerator random) {
        double drawn = rate.draw(random);
        return drawn == 1 ? samples : PhaseVocoder.forRate(samplingRate).stretch(samples, drawn);
    }
}
