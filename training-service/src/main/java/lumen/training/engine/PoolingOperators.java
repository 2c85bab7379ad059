package lumen.training.engine;

import java.util.Arrays;
import java.util.Map;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Pooling over windows and over everything. */
final class PoolingOperators {
    private PoolingOperators() {}

    static void register(Map<String, OperatorFactory> factories) {
        factories.put("GlobalAveragePool", (node, attributes) -> PoolingOperators::globalAverage);
        factories.put("MaxPool", (node, attributes) -> largest(attributes));
        factories.put("AveragePool", (node, attributes) -> average(attributes));
    }

    private static Tensor[] globalAverage(Tensor[] inputs, Mode mode) {
        long[] axes =
                Arrays.copyOfRange(Axes.upTo((int) inputs[0].dim()), 2, (int) inputs[0].dim());
        return new Tensor[] {
            axes.length == 2
                    ? torch.adaptive_avg_pool2d(inputs[0], 1, 1)
                    : inputs[0].mean(axes, true, new org.bytedeco.pytorch.ScalarTypeOptional())
        };
    }

    private static Operator largest(Attributes attributes) {
        long[] window = window(attributes, "MaxPool");
        long[] strides = attributes.integers("strides", window.length, 1);
        long[] padding = padding(attributes, window.length);
        long[] dilations = attributes.integers("dilations", window.length, 1);
        boolean ceiling = attributes.flag("ceil_mode", false);
        return (inputs, mode) ->
                new Tensor[] {
                    torch.max_pool2d(inputs[0], window, strides, padding, dilations, ceiling)
                };
    }

    private static Operator average(Attributes attributes) {
        long[] window = window(attributes, "AveragePool");
        long[] strides = attributes.integers("strides", window.length, 1);
        long[] padding = padding(attributes, window.length);
        boolean ceiling = attributes.flag("ceil_mode", false);
        boolean countPadding = attributes.flag("count_include_pad", false);
        return (inputs, mode) ->
                new Tensor[] {
                    torch.avg_pool2d(
                            inputs[0],
                            window,
                            strides,
                            padding,
                            ceiling,
                            countPadding,
                            new LongOptional())
                };
    }

    private static long[] window(Attributes attributes, String name) {
        long[] window = attributes.integers("kernel_shape");
        if (window.length != 2) {
            throw new EngineException(name + " over " + window.length + " axes; 2 can be trained");
        }
        return window;
    }

    private static long[] padding(Attributes attributes, int axes) {
        long[] pads = attributes.integers("pads", 2 * axes, 0);
        if (!Axes.symmetric(pads)) {
            throw new EngineException("pooling with uneven padding");
        }
        return Arrays.copyOf(pads, axes);
    }
}
