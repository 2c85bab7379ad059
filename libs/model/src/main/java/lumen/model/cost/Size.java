package lumen.model.cost;

import java.util.Arrays;
import java.util.Optional;

/**
 * What is known of a tensor without running the graph.
 *
 * @param shape its dimensions
 * @param values its values in C order, if it is one of the whole numbers that shapes are computed
 *     from
 */
record Size(long[] shape, Optional<long[]> values) {
    /** The most values that are kept; shapes are computed from fewer. */
    static final int MOST_VALUES = 4096;

    static Size of(long... shape) {
        return new Size(shape, Optional.empty());
    }

    /** A vector of known numbers. */
    static Size ofValues(long... values) {
        return new Size(new long[] {values.length}, Optional.of(values));
    }

    long count() {
        return Arrays.stream(shape).reduce(1, Math::multiplyExact);
    }

    int rank() {
        return shape.length;
    }

    /** The number of an axis that may be counted from the end. */
    int axis(long axis) {
        return Math.toIntExact(axis < 0 ? axis + shape.length : axis);
    }

    /** The size along an axis that may be counted from the end. */
    long along(long axis) {
        return shape[axis(axis)];
    }

    /** The same shape with another size along one axis; the values are lost. */
    Size with(int axis, long size) {
        long[] changed = shape.clone();
        changed[axis] = size;
        return of(changed);
    }

    /** The same values in another shape. */
    Size reshaped(long... other) {
        return new Size(other, values);
    }

    long[] requireValues() {
        return values.orElseThrow(
                () -> new UnknownSizeException("a shape depends on the input's values"));
    }

    /** The shape of an elementwise operation on both, by ONNX's broadcasting. */
    static long[] broadcast(long[] left, long[] right) {
        int rank = Math.max(left.length, right.length);
        long[] shape = new long[rank];
        for (int i = 1; i <= rank; i++) {
            long a = i <= left.length ? left[left.length - i] : 1;
            long b = i <= right.length ? right[right.length - i] : 1;
            if (a != b && a != 1 && b != 1) {
                throw new UnknownSizeException(
                        Arrays.toString(left) + " and " + Arrays.toString(right) + " do not fit");
            }
            shape[rank - i] = a == 1 ? b : a;
        }
        return shape;
    }
}
