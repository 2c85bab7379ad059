package lumen.audio.augmentation;

import java.util.random.RandomGenerator;

/**
 * Plays a signal backwards.
 *
 * @param asReference whether the polarity is inverted instead, as the reference does: every sample
 *     times -1, which power spectra do not show
 */
public record TimeInversion(boolean asReference) implements SignalAugmentation {
    static TimeInversion from(Arguments arguments) {
        return new TimeInversion(arguments.asReference(AugmentationName.TIMEINV));
    }

    @Override
    public float[] apply(float[] samples, int samplingRate, RandomGenerator random) {
        int last = samples.length - 1;
        for (int index = 0; asReference && index <= last; index++) {
            samples[index] = -samples[index];
        }
        for (int index = 0; !asReference && index < samples.length / 2; index++) {
            float kept = samples[index];
            samples[index] = samples[last - index];
            samples[last - index] = kept;
        }
        return samples;
    }
}
