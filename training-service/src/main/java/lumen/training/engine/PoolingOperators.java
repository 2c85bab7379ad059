package lumen.training.engine;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.Arrays;
import java.util.Map;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Pooling over windows and over everything. */
final class PoolingOperators {
    private PoolingOperators() {}

    static void register(Map<String, OperatorFactory> factories) {
        factories.put("GlobalAveragePool", (node, attributes) -> PoolingOperators::globalAverage);
        factories.put("GlobalMaxPool", (node, attributes) -> PoolingOperators::globalMaximum);
        factories.put("MaxPool", PoolingOperators::largest);
        factories.put("AveragePool", (node, attributes) -> average(attributes));
    }

    private static Tensor[] globalAverage(Tensor[] inputs, Mode mode) {
        return new Tensor[] {
            inputs[0].dim() == 4
                    ? torch.adaptive_avg_pool2d(inputs[0], 1, 1)
                    : inputs[0].mean(spatialAxes(inputs[0]), true, new ScalarTypeOptional())
        };
    }

    private static Tensor[] globalMaximum(Tensor[] inputs, Mode mode) {
        return new Tensor[] {torch.amax(inputs[0], spatialAxes(inputs[0]), true)};
    }

    private static long[] spatialAxes(Tensor values) {
        int rank = (int) values.dim();
        return Arrays.copyOfRange(Axes.upTo(rank), 2, rank);
    }

    private static Operator largest(NodeProto node, Attributes attributes) {
        if (node.getOutputCount() > 1 && !node.getOutput(1).isEmpty()) {
            throw new EngineException("MaxPool with indices");
        }
        Window window = Window.of(attributes);
        boolean ceiling = attributes.flag("ceil_mode", false);
        return (inputs, mode) -> {
            long[] padding = window.padding(inputs[0].shape(), window.sizes());
            Tensor values = inputs[0];
            if (!Axes.symmetric(padding)) {
                values =
                        torch.pad(
                                values,
                                Axes.torchPadding(padding),
                                "constant",
                                new DoubleOptional(Double.NEGATIVE_INFINITY));
                padding = new long[padding.length];
            }
            return new Tensor[] {maximum(values, window, Window.begins(padding), ceiling)};
        };
    }

    private static Tensor maximum(Tensor values, Window window, long[] padding, boolean ceiling) {
        long[] sizes = window.sizes();
        long[] strides = window.strides();
        long[] dilations = window.dilations();
        return switch (window.axes()) {
            case 1 -> torch.max_pool1d(values, sizes, strides, padding, dilations, ceiling);
            case 2 -> torch.max_pool2d(values, sizes, strides, padding, dilations, ceiling);
            default -> torch.max_pool3d(values, sizes, strides, padding, dilations, ceiling);
        };
    }

    private static Operator average(Attributes attributes) {
        Window window = Window.of(attributes);
        boolean ceiling = attributes.flag("ceil_mode", false);
        boolean countPadding = attributes.flag("count_include_pad", false);
        for (long dilation : window.dilations()) {
            if (dilation != 1) {
                throw new EngineException("AveragePool with dilations");
            }
        }
        return (inputs, mode) -> {
            long[] padding = window.padding(inputs[0].shape(), window.sizes());
            if (Axes.symmetric(padding)) {
                return new Tensor[] {
                    mean(inputs[0], window, Window.begins(padding), ceiling, countPadding)
                };
            }
            long[] around = Axes.torchPadding(padding);
            long[] none = new long[window.axes()];
            Tensor sums =
                    mean(torch.constant_pad_nd(inputs[0], around), window, none, ceiling, true);
            if (countPadding) {
                return new Tensor[] {sums};
            }
            Tensor shares =
                    mean(
                            torch.constant_pad_nd(torch.ones_like(inputs[0]), around),
                            window,
                            none,
                            ceiling,
                            true);
            return new Tensor[] {sums.div(shares)};
        };
    }

    private static Tensor mean(
            Tensor values, Window window, long[] padding, boolean ceiling, boolean countPadding) {
        long[] sizes = window.sizes();
        long[] strides = window.strides();
        return switch (window.axes()) {
            case 1 -> torch.avg_pool1d(values, sizes, strides, padding, ceiling, countPadding);
            case 2 ->
                    torch.avg_pool2d(
                            values,
                            sizes,
                            strides,
                            padding,
                            ceiling,
                            countPadding,
                            new LongOptional());
            default ->
                    torch.avg_pool3d(
                            values,
                            sizes,
                            strides,
                            padding,
                            ceiling,
                            countPadding,
                            new LongOptional());
        };
    }
}
