package lumen.audio.augmentation;

import java.util.random.RandomGenerator;

/**
 * The bounds between which a parameter is drawn for each sample; equal bounds fix it.
 *
 * @param low lower bound
 * @param high upper bound, not below the lower
 */
public record Range(double low, double high) {
    /** Checks the order. */
    public Range {
        if (!(low <= high)) {
            throw new IllegalArgumentException("no range: from " + low + " to " + high);
        }
    }

    /** One value. */
    public static Range of(double value) {
        return new Range(value, value);
    }

    /** A value drawn uniformly. */
    double draw(RandomGenerator random) {
        return Decibels.between(random, low, high);
    }

    /** A value drawn so that its logarithm is uniform; the bounds must be positive. */
    double drawLogarithmic(RandomGenerator random) {
        return Decibels.logarithmic(random, low, high);
    }
}
