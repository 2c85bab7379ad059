package lumen.benchmarks.training;

/** How far two series of numbers are apart. */
final class Comparison {
    private Comparison() {}

    /** The largest difference of two numbers at the same place. */
    static double largest(float[] ours, float[] theirs) {
        requireSameLength(ours, theirs);
        double largest = 0;
        for (int index = 0; index < ours.length; index++) {
            largest = Math.max(largest, Math.abs((double) ours[index] - theirs[index]));
        }
        return largest;
    }

    /** The Euclidean norm of the difference, divided by that of theirs. */
    static double relative(float[] ours, float[] theirs) {
        requireSameLength(ours, theirs);
        double difference = 0;
        double size = 0;
        for (int index = 0; index < ours.length; index++) {
            difference += Math.pow((double) ours[index] - theirs[index], 2);
            size += Math.pow(theirs[index], 2);
        }
        return Math.sqrt(difference / size);
    }

    private static void requireSameLength(float[] ours, float[] theirs) {
        if (ours.length != theirs.length) {
            throw new IllegalStateException(
                    "%d numbers against %d".formatted(ours.length, theirs.length));
        }
    }
}
