package lumen.model.cost;

import java.util.Arrays;

/** Operators whose outputs are computed from windows of {@code [N, C, ...]} tensors. */
final class WindowRules {
    private WindowRules() {}

    static Size convolution(NodeInputs node) {
        long[] weight = node.get(1).shape();
        return windows(node, Arrays.copyOfRange(weight, 2, weight.length), weight[0]);
    }

    static Size pooling(NodeInputs node) {
        long[] kernel =
                node.integers("kernel_shape")
                        .orElseThrow(() -> new UnknownSizeException("no kernel_shape"));
        return windows(node, kernel, node.get(0).shape()[1]);
    }

    private static Size windows(NodeInputs node, long[] kernel, long channels) {
        long[] shape = node.get(0).shape().clone();
        shape[1] = channels;
        int axes = kernel.length;
        long[] strides = node.integers("strides").orElse(repeated(1, axes));
        long[] dilations = node.integers("dilations").orElse(repeated(1, axes));
        long[] pads = node.integers("pads").orElse(repeated(0, 2 * axes));
        String automatic = node.text("auto_pad", "NOTSET");
        boolean ceiling = node.integer("ceil_mode", 0) != 0;
        for (int axis = 0; axis < axes; axis++) {
            long size = shape[2 + axis];
            if (automatic.startsWith("SAME")) {
                shape[2 + axis] = Math.ceilDiv(size, strides[axis]);
                continue;
            }
            long room =
                    size
                            + pads[axis]
                            + pads[axes + axis]
                            - dilations[axis] * (kernel[axis] - 1)
                            - 1;
            shape[2 + axis] =
                    1
                            + (ceiling
                                    ? Math.ceilDiv(room, strides[axis])
                                    : Math.floorDiv(room, strides[axis]));
            if (shape[2 + axis] < 1) {
                throw new UnknownSizeException("the input is smaller than a window");
            }
        }
        return Size.of(shape);
    }

    static Size transposedConvolution(NodeInputs node) {
        long[] weight = node.get(1).shape();
        int axes = weight.length - 2;
        long[] shape = node.get(0).shape().clone();
        shape[1] = weight[1] * node.integer("group", 1);
        long[] strides = node.integers("strides").orElse(repeated(1, axes));
        long[] dilations = node.integers("dilations").orElse(repeated(1, axes));
        long[] pads = node.integers("pads").orElse(repeated(0, 2 * axes));
        long[] more = node.integers("output_padding").orElse(repeated(0, axes));
        for (int axis = 0; axis < axes; axis++) {
            shape[2 + axis] =
                    strides[axis] * (shape[2 + axis] - 1)
                            + more[axis]
                            + (weight[2 + axis] - 1) * dilations[axis]
                            + 1
                            - pads[axis]
                            - pads[axes + axis];
        }
        return Size.of(shape);
    }

    static Size global(Size image) {
        long[] shape = image.shape().clone();
        Arrays.fill(shape, 2, shape.length, 1);
        return Size.of(shape);
    }

    /** By sizes; scales are numbers that are not followed here. */
    static Size resize(NodeInputs node) {
        if (!node.has(3)) {
            throw new UnknownSizeException("Resize by scales");
        }
        return Size.of(node.get(3).requireValues());
    }

    private static long[] repeated(long value, int times) {
        long[] values = new long[times];
        Arrays.fill(values, value);
        return values;
    }
}
