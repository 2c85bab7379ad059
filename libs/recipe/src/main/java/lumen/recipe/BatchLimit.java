package lumen.recipe;

/**
 * How many of the batches of an epoch are used.
 *
 * @param value below 1 a share of them, from 1 a number of them
 */
public record BatchLimit(double value) {
    /** All batches. */
    public static final BatchLimit ALL = new BatchLimit(Double.POSITIVE_INFINITY);

    /** How many of so many batches are used: at least one of them. */
    public int of(int batches) {
        double used = value < 1 ? Math.floor(batches * value) : value;
        return (int) Math.min(batches, Math.max(1, used));
    }
}
