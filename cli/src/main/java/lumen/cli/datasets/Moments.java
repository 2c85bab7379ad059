package lumen.cli.datasets;

/**
 * Mean and standard deviation of many values, added in pieces whose moments are joined without loss
 * of digits (Chan, Golub and LeVeque, 1979).
 */
final class Moments {
    private long count;
    private double mean;
    private double squares;

    /** Adds values. */
    void add(float[] values, int from, int to) {
        Moments piece = new Moments();
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += values[i];
        }
        piece.count = (long) to - from;
        piece.mean = sum / piece.count;
        for (int i = from; i < to; i++) {
            double distance = values[i] - piece.mean;
            piece.squares += distance * distance;
        }
        add(piece);
    }

    /** Adds all values of others. */
    void add(Moments other) {
        if (other.count == 0) {
            return;
        }
        long both = count + other.count;
        double distance = other.mean - mean;
        squares += other.squares + distance * distance * ((double) count * other.count / both);
        mean += distance * other.count / both;
        count = both;
    }

    /** NaN when there are no values. */
    double mean() {
        return count == 0 ? Double.NaN : mean;
    }

    /** Of the values themselves, not of what they were drawn from; NaN when there are none. */
    double standardDeviation() {
        return Math.sqrt(squares / count);
    }
}
