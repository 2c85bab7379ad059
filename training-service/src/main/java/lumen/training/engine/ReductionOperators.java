package lumen.training.engine;

import java.util.Arrays;
import java.util.Map;
import org.bytedeco.pytorch.LongOptional;
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

    @FunctionalInterface
    private interface Place {
        Tensor apply(Tensor values, LongOptional axis, boolean keepAxis);
    }

    static void register(Map<String, OperatorFactory> factories) {
        reduction(factories, "ReduceMean", ReductionOperators::mean);
        reduction(factories, "ReduceSum", ReductionOperators::sum);
        reduction(factories, "ReduceMax", torch::amax);
        reduction(factories, "ReduceMin", torch::amin);
        reduction(factories, "ReduceProd", ReductionOperators::product);
        reduction(factories, "ReduceL1", (x, axes, keep) -> sum(torch.abs(x), axes, keep));
        reduction(factories, "ReduceL2", (x, axes, keep) -> sum(x.mul(x), axes, keep).sqrt());
        reduction(factories, "ReduceSumSquare", (x, axes, keep) -> sum(x.mul(x), axes, keep));
        reduction(factories, "ReduceLogSum", (x, axes, keep) -> torch.log(sum(x, axes, keep)));
        reduction(factories, "ReduceLogSumExp", torch::logsumexp);
        factories.put("ArgMax", (node, attributes) -> place(attributes, torch::argmax));
        factories.put("ArgMin", (node, attributes) -> place(attributes, torch::argmin));
        factories.put("CumSum", (node, attributes) -> cumulativeSum(attributes));
        factories.put("TopK", (node, attributes) -> largest(attributes));
    }

    private static Tensor mean(Tensor values, long[] axes, boolean keepAxes) {
        return values.mean(axes, keepAxes, new ScalarTypeOptional());
    }

    private static Tensor sum(Tensor values, long[] axes, boolean keepAxes) {
        return values.sum(axes, keepAxes, new ScalarTypeOptional());
    }

    /** libtorch multiplies along one axis at a time. */
    private static Tensor product(Tensor values, long[] axes, boolean keepAxes) {
        int rank = (int) values.dim();
        long[] descending =
                Arrays.stream(axes).map(axis -> -Axes.fromFront(axis, rank)).sorted().toArray();
        Tensor result = values;
        for (long negative : descending) {
            result = torch.prod(result, -negative, keepAxes, new ScalarTypeOptional());
        }
        return result;
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
            Tensor given = Operators.optional(inputs, 1);
            long[] axes = given != null ? TensorData.longs(given) : fixed;
            if (axes.length == 0 && emptyMeansNone) {
                return new Tensor[] {inputs[0].alias()};
            }
            if (axes.length == 0) {
                axes = Axes.upTo((int) inputs[0].dim());
            }
            return new Tensor[] {reduction.apply(inputs[0], axes, keepAxes)};
        };
    }

    private static Operator place(Attributes attributes, Place place) {
        long axis = attributes.integer("axis", 0);
        boolean keepAxis = attributes.flag("keepdims", true);
        attributes.requireDefault("select_last_index", 0);
        return (inputs, mode) ->
                new Tensor[] {place.apply(inputs[0], new LongOptional(axis), keepAxis)};
    }

    private static Operator cumulativeSum(Attributes attributes) {
        boolean exclusive = attributes.flag("exclusive", false);
        boolean reverse = attributes.flag("reverse", false);
        return (inputs, mode) -> {
            long axis = TensorData.longs(inputs[1])[0];
            Tensor values = reverse ? torch.flip(inputs[0], axis) : inputs[0];
            Tensor sums = torch.cumsum(values, axis);
            if (exclusive) {
                sums = sums.sub(values);
            }
            return new Tensor[] {reverse ? torch.flip(sums, axis) : sums};
        };
    }

    private static Operator largest(Attributes attributes) {
        long axis = attributes.integer("axis", -1);
        boolean greatest = attributes.flag("largest", true);
        boolean sorted = attributes.flag("sorted", true);
        return (inputs, mode) -> {
            long count = TensorData.longs(inputs[1])[0];
            var found = torch.topk(inputs[0], count, axis, greatest, sorted);
            return new Tensor[] {found.get0().alias(), found.get1().alias()};
        };
    }
}
