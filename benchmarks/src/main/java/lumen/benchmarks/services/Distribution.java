package lumen.benchmarks.services;

import java.util.Arrays;
import java.util.Locale;

/**
 * Measured times.
 *
 * @param sorted nanoseconds, in ascending order, at least one
 */
record Distribution(long[] sorted) {
    static Distribution of(long[] nanoseconds) {
        long[] sorted = nanoseconds.clone();
        Arrays.sort(sorted);
        return new Distribution(sorted);
    }

    /**
     * The time that a share of the measurements does not exceed, by the nearest rank.
     *
     * @param share from 0 to 1
     */
    double milliseconds(double share) {
        int rank = (int) Math.ceil(share * sorted.length);
        return sorted[Math.clamp(rank - 1, 0, sorted.length - 1)] / 1e6;
    }

    /** A row of a table: least, p50, p90, p99, most. */
    String row() {
        return String.format(
                Locale.ROOT,
                "%.0f | **%.0f** | %.0f | **%.0f** | %.0f",
                milliseconds(0),
                milliseconds(0.5),
                milliseconds(0.9),
                milliseconds(0.99),
                milliseconds(1));
    }
}
