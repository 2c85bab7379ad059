package lumen.training.engine;

import java.util.Map;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** Convolution and transposed convolution over one to three axes. */
final class ConvolutionOperators {
    private ConvolutionOperators() {}

    static void register(Map<String, OperatorFactory> factories) {
        factories.put("Conv", (node, attributes) -> convolution(attributes));
        factories.put("ConvTranspose", (node, attributes) -> transposed(attributes));
    }

    private static Operator convolution(Attributes attributes) {
        Window window = Window.of(attributes);
        long groups = attributes.integer("group", 1);
        return (inputs, mode) -> {
            Tensor signal = inputs[0];
            long[] padding = window.padding(signal.shape(), inputs[1].shape());
            if (!Axes.symmetric(padding)) {
                // libtorch pads both ends alike.
                signal = torch.constant_pad_nd(signal, Axes.torchPadding(padding));
                padding = new long[padding.length];
            }
            return new Tensor[] {convolve(signal, inputs, window, Window.begins(padding), groups)};
        };
    }

    private static Tensor convolve(
            Tensor signal, Tensor[] inputs, Window window, long[] padding, long groups) {
        Tensor weight = inputs[1];
        TensorOptional bias = TensorData.optional(Operators.optional(inputs, 2));
        long[] strides = window.strides();
        long[] dilations = window.dilations();
        return switch (window.axes()) {
            case 1 -> torch.conv1d(signal, weight, bias, strides, padding, dilations, groups);
            case 2 -> torch.conv2d(signal, weight, bias, strides, padding, dilations, groups);
            default -> torch.conv3d(signal, weight, bias, strides, padding, dilations, groups);
        };
    }

    private static Operator transposed(Attributes attributes) {
        Window window = Window.of(attributes);
        if (!window.auto().equals("NOTSET") || attributes.has("output_shape")) {
            throw new EngineException("ConvTranspose with auto_pad or output_shape");
        }
        int axes = window.axes();
        long[] more = attributes.integers("output_padding", axes, 0);
        long groups = attributes.integer("group", 1);
        boolean symmetric = Axes.symmetric(window.pads());
        long[] padding = symmetric ? Window.begins(window.pads()) : new long[axes];
        return (inputs, mode) -> {
            Tensor weight = inputs[1];
            TensorOptional bias = TensorData.optional(Operators.optional(inputs, 2));
            long[] strides = window.strides();
            long[] dilations = window.dilations();
            Tensor result =
                    switch (axes) {
                        case 1 ->
                                torch.conv_transpose1d(
                                        inputs[0], weight, bias, strides, padding, more, groups,
                                        dilations);
                        case 2 ->
                                torch.conv_transpose2d(
                                        inputs[0], weight, bias, strides, padding, more, groups,
                                        dilations);
                        default ->
                                torch.conv_transpose3d(
                                        inputs[0], weight, bias, strides, padding, more, groups,
                                        dilations);
                    };
            return new Tensor[] {symmetric ? result : cropped(result, window.pads())};
        };
    }

    /** Padding of a transposed convolution takes away what it would add otherwise. */
    private static Tensor cropped(Tensor values, long[] pads) {
        int axes = pads.length / 2;
        Tensor result = values;
        for (int index = 0; index < axes; index++) {
            int axis = (int) values.dim() - axes + index;
            long end = values.size(axis) - pads[index + axes];
            result = result.slice(axis, new LongOptional(pads[index]), new LongOptional(end), 1);
        }
        return result;
    }
}
