package lumen.training.record;

import java.util.Optional;

/**
 * How values are spread: counts in buckets of equal width between the least and the greatest.
 *
 * @param least the least value
 * @param greatest the greatest value
 * @param sum sum of the values
 * @param squares sum of their squares
 * @param limits {@code [buckets]}, upper ends of the buckets, rising; the last is the greatest
 *     value
 * @param counts {@code [buckets]}, how many values are in each
 */
record ValueHistogram(
        double least,
        double greatest,
        double sum,
        double squares,
        double[] limits,
        double[] counts) {
    private static final int BUCKETS = 30;

    /**
     * Counts values; those that are not finite are left out.
     *
     * @return empty when there is no finite value
     */
    static Optional<ValueHistogram> of(float[] values) {
        double least = Double.POSITIVE_INFINITY;
        double greatest = Double.NEGATIVE_INFINITY;
        double sum = 0;
        double squares = 0;
        for (float value : values) {
            if (Float.isFinite(value)) {
                least = Math.min(least, value);
                greatest = Math.max(greatest, value);
                sum += value;
                squares += (double) value * value;
            }
        }
        if (least > greatest) {
            return Optional.empty();
        }
        int buckets = least == greatest ? 1 : BUCKETS;
        double width = (greatest - least) / buckets;
        double[] limits = new double[buckets];
        for (int bucket = 0; bucket < buckets; bucket++) {
            limits[bucket] = bucket == buckets - 1 ? greatest : least + width * (bucket + 1);
        }
        double[] counts = new double[buckets];
        for (float value : values) {
            if (Float.isFinite(value)) {
                counts[width == 0 ? 0 : Math.min(buckets - 1, (int) ((value - least) / width))]++;
            }
        }
        return Optional.of(new ValueHistogram(least, greatest, sum, squares, limits, counts));
    }

    /** How many values were counted. */
    double size() {
        double size = 0;
        for (double count : counts) {
            size += count;
        }
        return size;
    }
}
