package lumen.recipe;

import com.fasterxml.jackson.databind.node.DoubleNode;

/**
 * Which numbers are allowed.
 *
 * @param low least number
 * @param lowAllowed whether it is allowed itself
 * @param high greatest number; may be infinite
 * @param highAllowed whether it is allowed itself
 */
record Bounds(double low, boolean lowAllowed, double high, boolean highAllowed) {
    /** Both bounds are allowed. */
    static Bounds from(double low, double high) {
        return new Bounds(low, true, high, true);
    }

    /** The lower bound is not allowed. */
    static Bounds above(double low, double high) {
        return new Bounds(low, false, high, true);
    }

    /** The upper bound is not allowed. */
    static Bounds below(double low, double high) {
        return new Bounds(low, true, high, false);
    }

    boolean allow(double value) {
        return Double.isFinite(value)
                && (lowAllowed ? value >= low : value > low)
                && (highAllowed ? value <= high : value < high);
    }

    String words() {
        String lower = (lowAllowed ? "from " : "above ") + text(low);
        if (high == Double.POSITIVE_INFINITY) {
            return low == Double.NEGATIVE_INFINITY ? "finite" : lower;
        }
        return lower + (highAllowed ? " to " : " to below ") + text(high);
    }

    private static String text(double value) {
        return value == Math.rint(value)
                ? Long.toString((long) value)
                : DoubleNode.valueOf(value).asText();
    }
}
