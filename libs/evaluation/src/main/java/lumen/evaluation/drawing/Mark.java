package lumen.evaluation.drawing;

/**
 * A piece of a drawing. Lengths are in pixels at normal size, y grows downwards, colours are {@code
 * 0xRRGGBB}, opacity is from 0 to 1.
 */
public sealed interface Mark {
    /** On which side of its point a text stands. */
    enum Anchor {
        START,
        MIDDLE,
        END
    }

    /** How bold a text is. */
    enum Weight {
        REGULAR,
        MEDIUM
    }

    /** A filled rectangle, with round corners where the radius is above 0. */
    record Box(
            double x,
            double y,
            double width,
            double height,
            double radius,
            int colour,
            double opacity)
            implements Mark {}

    /** A line through points. */
    record Line(double[] x, double[] y, int colour, double width, boolean dashed) implements Mark {}

    /** A filled area between points. */
    record Area(double[] x, double[] y, int colour, double opacity) implements Mark {}

    /** A filled circle. */
    record Dot(double x, double y, double radius, int colour) implements Mark {}

    /**
     * A line of text.
     *
     * @param x where it starts, has its middle or ends
     * @param y its baseline
     * @param size of the letters, in pixels
     * @param turn by how many degrees it is turned clockwise about its point
     */
    record Text(
            double x,
            double y,
            String text,
            double size,
            Weight weight,
            Anchor anchor,
            int colour,
            double turn)
            implements Mark {}
}
