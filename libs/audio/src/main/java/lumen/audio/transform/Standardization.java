package lumen.audio.transform;

/** Brings values to mean 0 and variance 1. */
public final class Standardization {
    /** What is added to a variance, so that silence can be divided by it. */
    public static final double LEAST_VARIANCE = 1e-7;

    private Standardization() {}

    /**
     * Replaces values by {@code (x - mean) / √(variance + least)} with their own mean and variance,
     * summed in double precision.
     */
    public static void byOwn(float[] values, int offset, int count, double least) {
        double mean = sum(values, offset, count) / count;
        double variance = squares(values, offset, count, mean) / count;
        double deviation = Math.sqrt(variance + least);
        by(values, offset, count, (float) mean, (float) deviation);
    }

    /** Replaces values by {@code (x - mean) / deviation}. */
    public static void by(float[] values, int offset, int count, float mean, float deviation) {
        for (int i = offset; i < offset + count; i++) {
            values[i] = (values[i] - mean) / deviation;
        }
    }

    /** Four sums, so that an addition need not wait for the one before it. */
    private static double sum(float[] values, int offset, int count) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int end = offset + count;
        int i = offset;
        for (; i + 3 < end; i += 4) {
            a += values[i];
            b += values[i + 1];
            c += values[i + 2];
            d += values[i + 3];
        }
        for (; i < end; i++) {
            a += values[i];
        }
        return a + b + (c + d);
    }

    private static double squares(float[] values, int offset, int count, double mean) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int end = offset + count;
        int i = offset;
        for (; i + 3 < end; i += 4) {
            double first = values[i] - mean;
            double second = values[i + 1] - mean;
            double third = values[i + 2] - mean;
            double fourth = values[i + 3] - mean;
            a += first * first;
            b += second * second;
            c += third * third;
            d += fourth * fourth;
        }
        for (; i < end; i++) {
            double rest = values[i] - mean;
            a += rest * rest;
        }
        return a + b + (c + d);
    }
}
