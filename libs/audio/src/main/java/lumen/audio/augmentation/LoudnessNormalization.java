package lumen.audio.augmentation;

import java.util.random.RandomGenerator;
import lumen.audio.augmentation.filter.LoudnessMeter;

/**
 * Brings a signal to a loudness by a constant gain; peaks may exceed full scale, silence stays
 * silence.
 *
 * @param loudness in LUFS
 */
public record LoudnessNormalization(double loudness) implements SignalAugmentation {
    static final Argument<Double> LOUDNESS =
            Argument.number("norm_loudness", -12.0, -70, 0, "loudness of the result in LUFS");

    /** Checks the loudness. */
    public LoudnessNormalization {
        LOUDNESS.check(loudness);
    }

    static LoudnessNormalization from(Arguments arguments) {
        return new LoudnessNormalization(arguments.get(LOUDNESS));
    }

    @Override
    public float[] apply(float[] samples, int samplingRate, RandomGenerator random) {
        double present = LoudnessMeter.measure(samples, samplingRate);
        if (Double.isFinite(present)) {
            Decibels.scale(samples, Decibels.amplitude(loudness - present));
        }
        return samples;
    }
}
