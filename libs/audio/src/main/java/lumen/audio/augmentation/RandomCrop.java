package lumen.audio.augmentation;

import java.util.random.RandomGenerator;

/**
 * Cuts a stretch of a certain length from anywhere in a signal. A signal that is shorter is read
 * round and round, from anywhere.
 *
 * @param seconds length of the stretch
 */
public record RandomCrop(double seconds) implements SignalAugmentation {
    static final Argument<Double> SECONDS =
            Argument.number("random_crop_seconds", 3.0, 0.01, 600, "length of the stretch in s");

    /** Checks the length. */
    public RandomCrop {
        SECONDS.check(seconds);
    }

    static RandomCrop from(Arguments arguments) {
        return new RandomCrop(arguments.get(SECONDS));
    }

    /**
     * Cuts a stretch out.
     *
     * @return {@code round(seconds * samplingRate)} samples; none of no samples
     */
    @Override
    public float[] apply(float[] samples, int samplingRate, RandomGenerator random) {
        int length = samples.length == 0 ? 0 : (int) Math.round(seconds * samplingRate);
        int spare = samples.length - length;
        int next =
                samples.length == 0 ? 0 : random.nextInt(spare >= 0 ? spare + 1 : samples.length);
        float[] stretch = new float[length];
        for (int filled = 0; filled < length; next = 0) {
            int count = Math.min(length - filled, samples.length - next);
            System.arraycopy(samples, next, stretch, filled, count);
            filled += count;
        }
        return stretch;
    }
}
