package lumen.audio.augmentation;

import java.util.random.RandomGenerator;

/**
 * Levels in decibels and the random draws that augmentations share, the same bits on every machine.
 */
final class Decibels {
    private Decibels() {}

    /** The amplitude ratio of a level difference. */
    static double amplitude(double decibels) {
        return StrictMath.pow(10, decibels / 20);
    }

    /** The power ratio of a level difference. */
    static double power(double decibels) {
        return StrictMath.pow(10, decibels / 10);
    }

    /** A value drawn uniformly between two others; equal bounds give that value. */
    static double between(RandomGenerator random, double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    /** A positive value whose logarithm is uniform between those of the bounds. */
    static double logarithmic(RandomGenerator random, double low, double high) {
        return low * StrictMath.pow(high / low, random.nextDouble());
    }

    /** The root of the mean square; 0 of no samples. */
    static double level(float[] samples) {
        double sum = 0;
        for (float sample : samples) {
            sum += (double) sample * sample;
        }
        return samples.length == 0 ? 0 : Math.sqrt(sum / samples.length);
    }

    /** Multiplies all samples by a factor. */
    static void scale(float[] samples, double factor) {
        float single = (float) factor;
        for (int index = 0; index < samples.length; index++) {
            samples[index] *= single;
        }
    }
}
