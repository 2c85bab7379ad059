package lumen.training.engine;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.Arrays;
import java.util.Map;
import org.bytedeco.pytorch.AbstractTensor;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorOptionalList;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** Taking parts of a tensor and putting parts together. */
final class SelectionOperators {
    private SelectionOperators() {}

    static void register(Map<String, OperatorFactory> factories) {
        factories.put("Concat", (node, attributes) -> concatenate(attributes));
        factories.put("Slice", (node, attributes) -> SelectionOperators::slice);
        factories.put("Split", SelectionOperators::split);
        factories.put("Gather", (node, attributes) -> gather(attributes));
        factories.put("GatherElements", (node, attributes) -> gatherElements(attributes));
        factories.put("GatherND", (node, attributes) -> gatherPoints(attributes));
        factories.put("ScatterElements", (node, attributes) -> scatterElements(attributes));
        factories.put("ScatterND", (node, attributes) -> scatterPoints(attributes));
    }

    private static Operator concatenate(Attributes attributes) {
        long axis = attributes.integer("axis", 0);
        return (inputs, mode) -> new Tensor[] {torch.cat(new TensorVector(inputs), axis)};
    }

    private static Tensor[] slice(Tensor[] inputs, Mode mode) {
        long[] begins = TensorData.longs(inputs[1]);
        long[] ends = TensorData.longs(inputs[2]);
        Tensor axesGiven = Operators.optional(inputs, 3);
        Tensor stepsGiven = Operators.optional(inputs, 4);
        long[] axes = axesGiven != null ? TensorData.longs(axesGiven) : Axes.upTo(begins.length);
        long[] steps =
                stepsGiven != null ? TensorData.longs(stepsGiven) : Axes.filled(begins.length, 1);
        Tensor result = inputs[0].alias();
        for (int index = 0; index < begins.length; index++) {
            result =
                    steps[index] > 0
                            ? result.slice(
                                    axes[index],
                                    new LongOptional(begins[index]),
                                    new LongOptional(ends[index]),
                                    steps[index])
                            : backwards(
                                    result, axes[index], begins[index], ends[index], steps[index]);
        }
        return new Tensor[] {result};
    }

    /** libtorch has no slices that run backwards. */
    private static Tensor backwards(Tensor values, long axis, long begin, long end, long step) {
        long size = values.size(axis);
        long first = Math.clamp(begin < 0 ? begin + size : begin, -1, size - 1);
        long last = Math.clamp(end < 0 ? end + size : end, -1, size);
        int count = (int) Math.max(0, (first - last - step - 1) / -step);
        long[] places = new long[count];
        Arrays.setAll(places, index -> first + step * index);
        return values.index_select(axis, AbstractTensor.create(places, places.length));
    }

    private static Operator split(NodeProto node, Attributes attributes) {
        long axis = attributes.integer("axis", 0);
        long[] fixed = attributes.integers("split");
        int parts = node.getOutputCount();
        return (inputs, mode) -> {
            Tensor given = Operators.optional(inputs, 1);
            long[] sizes = given != null ? TensorData.longs(given) : fixed;
            if (sizes.length == 0) {
                sizes = evenly(inputs[0].size(axis), parts);
            }
            TensorVector pieces = torch.split_with_sizes(inputs[0], sizes, axis);
            Tensor[] result = new Tensor[(int) pieces.size()];
            Arrays.setAll(result, index -> pieces.get(index).alias());
            return result;
        };
    }

    /** As ONNX: all parts alike but the last, which may be smaller. */
    private static long[] evenly(long total, int parts) {
        long each = (total + parts - 1) / parts;
        long[] sizes = new long[parts];
        Arrays.setAll(sizes, index -> Math.max(0, Math.min(each, total - each * index)));
        return sizes;
    }

    private static Operator gather(Attributes attributes) {
        long axis = attributes.integer("axis", 0);
        return (inputs, mode) -> {
            Tensor values = inputs[0];
            long[] indexShape = inputs[1].shape();
            Tensor indices = fromFront(inputs[1].reshape(-1), values.size(axis), values);
            long[] shape = values.shape();
            int place = Axes.fromFront(axis, shape.length);
            long[] result = new long[shape.length - 1 + indexShape.length];
            System.arraycopy(shape, 0, result, 0, place);
            System.arraycopy(indexShape, 0, result, place, indexShape.length);
            System.arraycopy(
                    shape, place + 1, result, place + indexShape.length, shape.length - place - 1);
            return new Tensor[] {values.index_select(axis, indices).reshape(result)};
        };
    }

    /** Indices counted from the front, where the values are. */
    private static Tensor fromFront(Tensor indices, long size, Tensor values) {
        Tensor fromEnd = indices.add(new Scalar(size));
        return torch.where(indices.lt(new Scalar(0)), fromEnd, indices)
                .to(values.device(), torch.ScalarType.Long);
    }

    private static Operator gatherElements(Attributes attributes) {
        long axis = attributes.integer("axis", 0);
        return (inputs, mode) -> {
            Tensor indices = fromFront(inputs[1], inputs[0].size(axis), inputs[0]);
            return new Tensor[] {torch.gather(inputs[0], axis, indices)};
        };
    }

    private static Operator gatherPoints(Attributes attributes) {
        attributes.requireDefault("batch_dims", 0);
        return (inputs, mode) ->
                new Tensor[] {torch.index(inputs[0], points(inputs[0], inputs[1]))};
    }

    /** The last axis of ONNX's indices holds one index for each of the first axes. */
    private static TensorOptionalList points(Tensor values, Tensor indices) {
        TensorVector parts = torch.unbind(indices, -1);
        TensorOptionalList list = new TensorOptionalList();
        for (int axis = 0; axis < parts.size(); axis++) {
            Tensor part = fromFront(parts.get(axis), values.size(axis), values);
            list.push_back(new TensorOptional(part));
        }
        return list;
    }

    private static Operator scatterElements(Attributes attributes) {
        long axis = attributes.integer("axis", 0);
        boolean adds = adds(attributes);
        return (inputs, mode) -> {
            Tensor indices = fromFront(inputs[1], inputs[0].size(axis), inputs[0]);
            return new Tensor[] {
                adds
                        ? torch.scatter_add(inputs[0], axis, indices, inputs[2])
                        : torch.scatter(inputs[0], axis, indices, inputs[2])
            };
        };
    }

    private static Operator scatterPoints(Attributes attributes) {
        boolean adds = adds(attributes);
        return (inputs, mode) ->
                new Tensor[] {
                    torch.index_put(inputs[0], points(inputs[0], inputs[1]), inputs[2], adds)
                };
    }

    private static boolean adds(Attributes attributes) {
        String reduction = attributes.text("reduction", "none");
        return switch (reduction) {
            case "none" -> false;
            case "add" -> true;
            default -> throw new EngineException("reduction " + reduction);
        };
    }
}
