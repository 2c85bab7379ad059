package lumen.audio.augmentation;

import java.util.random.RandomGenerator;

/**
 * Brings the greatest sample to a level, as the normalisation of files does, or below it. Silence
 * stays silence.
 *
 * @param level of the greatest sample in dB of full scale
 */
public record PeakLevel(Range level) implements SignalAugmentation {
    static final Argument<Range> LEVEL =
            Argument.range(
                    "peak_level",
                    -12,
                    0,
                    -120,
                    20,
                    "level of the greatest sample in dB of full scale");

    /** Checks the range. */
    public PeakLevel {
        LEVEL.check(level);
    }

    static PeakLevel from(Arguments arguments) {
        return new PeakLevel(arguments.get(LEVEL));
    }

    @Override
    public float[] apply(float[] samples, int samplingRate, RandomGenerator random) {
        float peak = 0;
        for (float sample : samples) {
            peak = Math.max(peak, Math.abs(sample));
        }
        double wanted = Decibels.amplitude(level.draw(random));
        if (peak > 0) {
            Decibels.scale(samples, wanted / peak);
        }
        return samples;
    }
}
