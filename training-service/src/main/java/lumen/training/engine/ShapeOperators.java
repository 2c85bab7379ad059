package lumen.training.engine;

import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.Arrays;
import java.util.Map;
import org.bytedeco.pytorch.AbstractTensor;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Operators that change or produce shapes and leave the values alone. */
final class ShapeOperators {
    private ShapeOperators() {}

    static void register(Map<String, OperatorFactory> factories) {
        factories.put("Flatten", (node, attributes) -> flatten(attributes));
        factories.put("Reshape", (node, attributes) -> ShapeOperators::reshape);
        factories.put("Transpose", (node, attributes) -> transpose(attributes));
        factories.put("Squeeze", (node, attributes) -> squeeze(attributes));
        factories.put("Unsqueeze", (node, attributes) -> unsqueeze(attributes));
        factories.put("Expand", (node, attributes) -> ShapeOperators::expand);
        factories.put("Shape", (node, attributes) -> shape(attributes));
        factories.put("ConstantOfShape", (node, attributes) -> constantOfShape(attributes));
        factories.put("Range", (node, attributes) -> ShapeOperators::range);
    }

    private static Operator flatten(Attributes attributes) {
        long axis = attributes.integer("axis", 1);
        return (inputs, mode) -> {
            long[] shape = inputs[0].shape();
            long rows = 1;
            for (int index = 0; index < Axes.fromFront(axis, shape.length); index++) {
                rows *= shape[index];
            }
            return new Tensor[] {inputs[0].reshape(rows, -1)};
        };
    }

    /** A size of 0 means: as the input's axis of the same place. */
    private static Tensor[] reshape(Tensor[] inputs, Mode mode) {
        long[] shape = TensorData.longs(inputs[1]);
        for (int axis = 0; axis < shape.length; axis++) {
            if (shape[axis] == 0) {
                shape[axis] = inputs[0].size(axis);
            }
        }
        return new Tensor[] {inputs[0].reshape(shape)};
    }

    private static Operator transpose(Attributes attributes) {
        long[] order = attributes.integers("perm");
        return (inputs, mode) -> {
            long[] axes = order;
            if (axes.length == 0) {
                int rank = (int) inputs[0].dim();
                axes = new long[rank];
                Arrays.setAll(axes, index -> rank - 1 - index);
            }
            return new Tensor[] {inputs[0].permute(axes)};
        };
    }

    private static Operator squeeze(Attributes attributes) {
        long[] fixed = attributes.integers("axes");
        return (inputs, mode) -> {
            boolean given = inputs.length > 1 && inputs[1] != null;
            long[] axes = given ? TensorData.longs(inputs[1]) : fixed;
            return new Tensor[] {axes.length == 0 ? inputs[0].squeeze() : inputs[0].squeeze(axes)};
        };
    }

    private static Operator unsqueeze(Attributes attributes) {
        long[] fixed = attributes.integers("axes");
        return (inputs, mode) -> {
            boolean given = inputs.length > 1 && inputs[1] != null;
            long[] axes = given ? TensorData.longs(inputs[1]) : fixed.clone();
            int rank = (int) inputs[0].dim() + axes.length;
            for (int index = 0; index < axes.length; index++) {
                axes[index] = Axes.fromFront(axes[index], rank);
            }
            Arrays.sort(axes);
            Tensor result = inputs[0];
            for (long axis : axes) {
                result = result.unsqueeze(axis);
            }
            return new Tensor[] {result};
        };
    }

    /** ONNX broadcasts both ways: a wanted size of 1 keeps the input's size. */
    private static Tensor[] expand(Tensor[] inputs, Mode mode) {
        long[] wanted = TensorData.longs(inputs[1]);
        long[] shape = inputs[0].shape();
        int rank = Math.max(wanted.length, shape.length);
        long[] result = new long[rank];
        for (int axis = 0; axis < rank; axis++) {
            int wantedAxis = axis - (rank - wanted.length);
            int shapeAxis = axis - (rank - shape.length);
            long size = shapeAxis < 0 ? 1 : shape[shapeAxis];
            result[axis] = wantedAxis < 0 || wanted[wantedAxis] == 1 ? size : wanted[wantedAxis];
        }
        return new Tensor[] {inputs[0].expand(result)};
    }

    private static Operator shape(Attributes attributes) {
        long start = attributes.integer("start", 0);
        long end = attributes.integer("end", Integer.MAX_VALUE);
        return (inputs, mode) -> {
            long[] shape = inputs[0].shape();
            int from = Axes.fromFront(start, shape.length);
            int to = Math.min(Axes.fromFront(end, shape.length), shape.length);
            long[] part = Arrays.copyOfRange(shape, from, to);
            return new Tensor[] {AbstractTensor.create(part, part.length)};
        };
    }

    private static Operator constantOfShape(Attributes attributes) {
        TensorProto value =
                attributes
                        .tensor("value")
                        .orElse(
                                TensorProto.newBuilder()
                                        .setDataType(TensorProto.DataType.FLOAT_VALUE)
                                        .addFloatData(0)
                                        .addDims(1)
                                        .build());
        return (inputs, mode) ->
                new Tensor[] {
                    TensorData.read(value)
                            .reshape(1)
                            .expand(TensorData.longs(inputs[0]))
                            .contiguous()
                };
    }

    private static Tensor[] range(Tensor[] inputs, Mode mode) {
        return new Tensor[] {
            torch.arange(
                    new Scalar(inputs[0].item_long()),
                    new Scalar(inputs[1].item_long()),
                    new Scalar(inputs[2].item_long()),
                    new TensorOptions(ScalarType.Long))
        };
    }
}
