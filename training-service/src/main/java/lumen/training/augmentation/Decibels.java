package lumen.training.augmentation;

import java.util.random.RandomGenerator;

/** Levels in decibels and the random draws that augmentations share. */
final class Decibels {
    private Decibels() {}

    /** The amplitude ratio of a level difference. */
    static double amplitude(double decibels) {
        return Math.pow(10, decibels / 20);
    }

    /** The power ratio of a level difference. */
    static double power(double decibels) {
        return Math.pow(10, decibels / 10);
    }

    /** A value drawn uniformly between two others; equal bounds give that value. */
    static double between(RandomGenerator random, double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    /** A positive value whose logarithm is uniform between those of the bounds. */
    static double logarithmic(RandomGenerator random, double low, double high) {
        return low * Math.pow(high / low, random.nextDouble());
    }
}
