package lumen.training.engine;

import java.util.Arrays;

/** Arithmetic on axes, shapes and paddings that the operators share. */
final class Axes {
    private Axes() {}

    static long[] filled(int length, long value) {
        long[] result = new long[length];
        Arrays.fill(result, value);
        return result;
    }

    /** 0, 1, ... length - 1. */
    static long[] upTo(int length) {
        long[] result = new long[length];
        Arrays.setAll(result, index -> index);
        return result;
    }

    static long product(long[] sizes) {
        long product = 1;
        for (long size : sizes) {
            product *= size;
        }
        return product;
    }

    /** An axis counted from the front, for a tensor of {@code rank} axes. */
    static int fromFront(long axis, int rank) {
        return (int) (axis < 0 ? axis + rank : axis);
    }

    /**
     * True when padding before and after is the same on every axis; layout as ONNX {@code pads}.
     */
    static boolean symmetric(long[] pads) {
        int axes = pads.length / 2;
        return Arrays.equals(pads, 0, axes, pads, axes, pads.length);
    }

    /**
     * ONNX {@code pads} (all begins, then all ends) in the order of libtorch: begin and end of the
     * last axis, of the last but one, and so on.
     */
    static long[] torchPadding(long[] pads) {
        int axes = pads.length / 2;
        long[] result = new long[pads.length];
        for (int axis = 0; axis < axes; axis++) {
            int place = 2 * (axes - 1 - axis);
            result[place] = pads[axis];
            result[place + 1] = pads[axis + axes];
        }
        return result;
    }

    /** {@code order} with its last two axes exchanged, for {@code rank} axes. */
    static long[] lastTwoExchanged(int rank) {
        long[] order = upTo(rank);
        order[rank - 1] = rank - 2L;
        order[rank - 2] = rank - 1L;
        return order;
    }
}
