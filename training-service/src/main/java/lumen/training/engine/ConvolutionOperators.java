package lumen.training.engine;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.Arrays;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Convolution in one and two dimensions, with groups, dilation and uneven padding. */
final class ConvolutionOperators {
    private ConvolutionOperators() {}

    static void register(Map<String, OperatorFactory> factories) {
        factories.put("Conv", ConvolutionOperators::convolution);
    }

    private static Operator convolution(NodeProto node, Attributes attributes) {
        int axes = spatialAxes(attributes);
        if (!attributes.text("auto_pad", "NOTSET").equals("NOTSET")) {
            throw new EngineException("Conv with auto_pad; write explicit pads");
        }
        long[] strides = attributes.integers("strides", axes, 1);
        long[] dilations = attributes.integers("dilations", axes, 1);
        long[] pads = attributes.integers("pads", 2 * axes, 0);
        long groups = attributes.integer("group", 1);
        if (Axes.symmetric(pads)) {
            long[] padding = Arrays.copyOf(pads, axes);
            return (inputs, mode) -> apply(inputs[0], inputs, strides, padding, dilations, groups);
        }
        long[] before = Axes.torchPadding(pads);
        long[] none = new long[axes];
        return (inputs, mode) -> {
            Tensor padded = torch.constant_pad_nd(inputs[0], before);
            return apply(padded, inputs, strides, none, dilations, groups);
        };
    }

    private static int spatialAxes(Attributes attributes) {
        for (String name : new String[] {"kernel_shape", "strides", "dilations"}) {
            if (attributes.has(name)) {
                int axes = attributes.integers(name).length;
                if (axes != 1 && axes != 2) {
                    throw new EngineException("Conv over " + axes + " axes; 1 or 2 can be trained");
                }
                return axes;
            }
        }
        throw new EngineException("Conv without kernel_shape, strides or dilations");
    }

    private static Tensor[] apply(
            Tensor signal,
            Tensor[] inputs,
            long[] strides,
            long[] padding,
            long[] dilations,
            long groups) {
        Tensor weight = inputs[1];
        var bias = TensorData.optional(inputs.length > 2 ? inputs[2] : null);
        Tensor result =
                strides.length == 1
                        ? torch.conv1d(signal, weight, bias, strides, padding, dilations, groups)
                        : torch.conv2d(signal, weight, bias, strides, padding, dilations, groups);
        return new Tensor[] {result};
    }
}
