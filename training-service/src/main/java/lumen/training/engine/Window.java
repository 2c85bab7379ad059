package lumen.training.engine;

import java.util.Arrays;

/**
 * The sliding window of a convolution or pooling.
 *
 * @param sizes size of the window along each spatial axis; empty when the weight decides
 * @param strides step along each axis
 * @param dilations distance of the window's elements along each axis
 * @param pads ONNX padding, all begins and then all ends; null when {@code auto} decides
 * @param auto ONNX {@code auto_pad}
 */
record Window(long[] sizes, long[] strides, long[] dilations, long[] pads, String auto) {
    /** Reads the attributes of a node over one to three spatial axes. */
    static Window of(Attributes attributes) {
        int axes = 0;
        for (String name : new String[] {"kernel_shape", "strides", "dilations"}) {
            axes = Math.max(axes, attributes.integers(name).length);
        }
        axes = Math.max(axes, attributes.integers("pads").length / 2);
        if (axes < 1 || axes > 3) {
            throw new EngineException("a window over " + axes + " axes; 1 to 3 can be trained");
        }
        String auto = attributes.text("auto_pad", "NOTSET");
        return new Window(
                attributes.integers("kernel_shape"),
                attributes.integers("strides", axes, 1),
                attributes.integers("dilations", axes, 1),
                attributes.integers("pads", 2 * axes, 0),
                auto);
    }

    int axes() {
        return strides.length;
    }

    /**
     * The padding for a signal, all begins and then all ends.
     *
     * @param signal shape of the signal, examples and channels first
     * @param window shape whose last axes are the window's
     */
    long[] padding(long[] signal, long[] window) {
        if (auto.equals("NOTSET")) {
            return pads;
        }
        int axes = axes();
        long[] result = new long[2 * axes];
        if (auto.equals("VALID")) {
            return result;
        }
        for (int axis = 0; axis < axes; axis++) {
            long size = signal[signal.length - axes + axis];
            long reach = dilations[axis] * (window[window.length - axes + axis] - 1) + 1;
            long steps = (size + strides[axis] - 1) / strides[axis];
            long total = Math.max(0, (steps - 1) * strides[axis] + reach - size);
            long less = total / 2;
            result[axis] = auto.equals("SAME_LOWER") ? total - less : less;
            result[axis + axes] = total - result[axis];
        }
        return result;
    }

    /** The begins of a padding. */
    static long[] begins(long[] padding) {
        return Arrays.copyOf(padding, padding.length / 2);
    }
}
