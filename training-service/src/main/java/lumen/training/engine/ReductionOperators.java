package lumen.training.engine;

import java.util.Map;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Reductions along axes, given as an attribute (older opsets) or as the second input. */
final class ReductionOperators {
    private ReductionOperators() {}

    @FunctionalInterface
    private interface Reduction {
        Tensor apply(Tensor values, long[] axes, boolean keepAxes);
    }

    static void register(Map<String, OperatorFactory> factories) {
        reduction(factories, "ReduceMean", ReductionOperators::mean);
        reduction(factories, "ReduceSum", ReductionOperators::sum);
        reduction(factories, "ReduceMax", torch::amax);
        reduction(
                factories,
                "ReduceL2",
                (values, axes, keep) -> sum(values.mul(values), axes, keep).sqrt());
    }

    private static Tensor mean(Tensor values, long[] axes, boolean keepAxes) {
        return values.mean(axes, keepAxes, new ScalarTypeOptional());
    }

    private static Tensor sum(Tensor values, long[] axes, boolean keepAxes) {
        return values.sum(axes, keepAxes, new ScalarTypeOptional());
    }

    private static void reduction(
            Map<String, OperatorFactory> factories, String name, Reduction reduction) {
        factories.put(name, (node, attributes) -> operator(attributes, reduction));
    }

    private static Operator operator(Attributes attributes, Reduction reduction) {
        boolean keepAxes = attributes.flag("keepdims", true);
        boolean emptyMeansNone = attributes.flag("noop_with_empty_axes", false);
        long[] fixed = attributes.integers("axes");
        return (inputs, mode) -> {
            boolean given = inputs.length > 1 && inputs[1] != null;
            long[] axes = given ? TensorData.longs(inputs[1]) : fixed;
            if (axes.length == 0 && emptyMeansNone) {
                return new Tensor[] {inputs[0].alias()};
            }
            if (axes.length == 0) {
                axes = Axes.upTo((int) inputs[0].dim());
            }
            return new Tensor[] {reduction.apply(inputs[0], axes, keepAxes)};
        };
    }
}
