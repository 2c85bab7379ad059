package lumen.audio.augmentation;

import java.util.random.RandomGenerator;

/**
 * Silences single places of a spectrogram, each independently of the others.
 *
 * @param share the chance of a place to be silenced
 * @param asReference whether the chance is drawn from 0 to 0.3 for each sample instead, as the
 *     reference does whatever it is told
 */
public record RandomPixels(double share, boolean asReference) implements SpectrogramAugmentation {
    static final Argument<Double> SHARE =
            Argument.number("hide_random_pixels_p", 0.25, 0, 1, "chance of a place to be hidden");

    private static final double REFERENCE_SHARE = 0.3;

    /** Checks the share. */
    public RandomPixels {
        SHARE.check(share);
    }

    static RandomPixels from(Arguments arguments) {
        return new RandomPixels(
                arguments.get(SHARE), arguments.asReference(AugmentationName.RANDOM_PIXELS));
    }

    @Override
    public void apply(Spectrogram spectrogram, RandomGenerator random) {
        double hidden = asReference ? REFERENCE_SHARE * random.nextDouble() : share;
        float[] values = spectrogram.values();
        for (int index = 0; index < values.length; index++) {
            if (random.nextDouble() < hidden) {
                values[index] = spectrogram.silence();
            }
        }
    }
}
