package lumen.training.engine;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.Arrays;
import java.util.Map;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
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
        factories.put("Pad", (node, attributes) -> pad(attributes));
    }

    private static Operator concatenate(Attributes attributes) {
        long axis = attributes.integer("axis", 0);
        return (inputs, mode) -> new Tensor[] {torch.cat(new TensorVector(inputs), axis)};
    }

    private static Tensor[] slice(Tensor[] inputs, Mode mode) {
        long[] begins = TensorData.longs(inputs[1]);
        long[] ends = TensorData.longs(inputs[2]);
        boolean axesGiven = inputs.length > 3 && inputs[3] != null;
        boolean stepsGiven = inputs.length > 4 && inputs[4] != null;
        long[] axes = axesGiven ? TensorData.longs(inputs[3]) : Axes.upTo(begins.length);
        long[] steps = stepsGiven ? TensorData.longs(inputs[4]) : Axes.filled(begins.length, 1);
        Tensor result = inputs[0].alias();
        for (int index = 0; index < begins.length; index++) {
            if (steps[index] < 1) {
                throw new EngineException("Slice with a negative step");
            }
            result =
                    result.slice(
                            axes[index],
                            new LongOptional(begins[index]),
                            new LongOptional(ends[index]),
                            steps[index]);
        }
        return new Tensor[] {result};
    }

    private static Operator split(NodeProto node, Attributes attributes) {
        long axis = attributes.integer("axis", 0);
        long[] fixed = attributes.integers("split");
        int parts = node.getOutputCount();
        return (inputs, mode) -> {
            boolean given = inputs.length > 1 && inputs[1] != null;
            long[] sizes = given ? TensorData.longs(inputs[1]) : fixed;
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
            Tensor flat = inputs[1].reshape(-1);
            Tensor fromEnd = flat.add(new Scalar(values.size(axis)));
            Tensor indices = torch.where(flat.lt(new Scalar(0)), fromEnd, flat);
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

    private static Operator pad(Attributes attributes) {
        if (!attributes.text("mode", "constant").equals("constant")) {
            throw new EngineException("Pad with a mode other than constant");
        }
        return (inputs, mode) -> {
            if (inputs.length > 3 && inputs[3] != null) {
                throw new EngineException("Pad with an axes input");
            }
            long[] padding = Axes.torchPadding(TensorData.longs(inputs[1]));
            boolean given = inputs.length > 2 && inputs[2] != null;
            Scalar value = given ? inputs[2].item() : new Scalar(0f);
            return new Tensor[] {torch.constant_pad_nd(inputs[0], padding, value)};
        };
    }
}
