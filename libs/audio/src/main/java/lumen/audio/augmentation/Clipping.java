package lumen.audio.augmentation;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Cuts off the peaks of a signal, as an input that was set too loud does.
 *
 * @param share greatest share of the samples that are cut
 */
public record Clipping(double share) implements SignalAugmentation {
    static final Argument<Double> SHARE =
            Argument.number(
                    "clipping_max_percentage",
                    0.1,
                    0,
                    0.9,
                    "greatest share of the samples that are cut off");

    /** Checks the share. */
    public Clipping {
        SHARE.check(share);
    }

    static Clipping from(Arguments arguments) {
        return new Clipping(arguments.get(SHARE));
    }

    @Override
    public float[] apply(float[] samples, int samplingRate, RandomGenerator random) {
        double drawn = share * random.nextDouble();
        if (samples.length == 0) {
            return samples;
        }
        float[] magnitudes = new float[samples.length];
        for (int index = 0; index < samples.length; index++) {
            magnitudes[index] = Math.abs(samples[index]);
        }
        Arrays.sort(magnitudes);
        float limit = magnitudes[samples.length - 1 - (int) (drawn * samples.length)];
        for (int index = 0; index < samples.length; index++) {
            samples[index] = Math.clamp(samples[index], -limit, limit);
        }
        return samples;
    }
}
