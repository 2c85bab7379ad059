package lumen.training.engine;

import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.Arrays;
import java.util.Map;
import org.bytedeco.pytorch.AbstractTensor;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

/** Operators that change or produce shapes and leave the values alone. */
final class ShapeOperators {
    private ShapeOperators() {}

    static void register(Map<String, OperatorFactory> factories) {
        factories.put("Flatten", (node, attributes) -> flatten(attributes));
        factories.put("Reshape", (node, attributes) -> reshape(attributes));
        factories.put("Transpose", (node, attributes) -> transpose(attributes));
        factories.put("Squeeze", (node, attributes) -> squeeze(attributes));
        factories.put("Unsqueeze", (node, attributes) -> unsqueeze(attributes));
        factories.put("Expand", (node, attributes) -> ShapeOperators::expand);
        factories.put("Shape", (node, attributes) -> shape(attributes));
        factories.put("ConstantOfShape", (node, attributes) -> constantOfShape(attributes));
        factories.put("Range", (node, attributes) -> ShapeOperators::range);
        factories.put("Size", (node, attributes) -> ShapeOperators::size);
        factories.put("Tile", (node, attributes) -> ShapeOperators::tile);
        factories.put("Trilu", (node, attributes) -> triangle(attributes));
        factories.put("DepthToSpace", (node, attributes) -> depthToSpace(attributes));
        factories.put("SpaceToDepth", (node, attributes) -> spaceToDepth(attributes));
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

    /** A size of 0 means: as the input's axis of the same place, unless allowzero is set. */
    private static Operator reshape(Attributes attributes) {
        boolean zeroMeansZero = attributes.flag("allowzero", false);
        return (inputs, mode) -> {
            long[] shape = TensorData.longs(inputs[1]);
            for (int axis = 0; axis < shape.length; axis++) {
                if (shape[axis] == 0 && !zeroMeansZero) {
                    shape[axis] = inputs[0].size(axis);
                }
            }
            return new Tensor[] {inputs[0].reshape(shape)};
        };
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
            Tensor given = Operators.optional(inputs, 1);
            long[] axes = given != null ? TensorData.longs(given) : fixed;
            return new Tensor[] {axes.length == 0 ? inputs[0].squeeze() : inputs[0].squeeze(axes)};
        };
    }

    private static Operator unsqueeze(Attributes attributes) {
        long[] fixed = attributes.integers("axes");
        return (inputs, mode) -> {
            Tensor given = Operators.optional(inputs, 1);
            long[] axes = given != null ? TensorData.longs(given) : fixed.clone();
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
        if (inputs[0].is_floating_point()) {
            return new Tensor[] {
                torch.arange(inputs[0].item(), inputs[1].item(), inputs[2].item())
            };
        }
        return new Tensor[] {
            torch.arange(
                    new Scalar(TensorData.longs(inputs[0])[0]),
                    new Scalar(TensorData.longs(inputs[1])[0]),
                    new Scalar(TensorData.longs(inputs[2])[0]),
                    new TensorOptions(inputs[0].scalar_type()))
        };
    }

    private static Tensor[] size(Tensor[] inputs, Mode mode) {
        return new Tensor[] {
            AbstractTensor.create(new long[] {inputs[0].numel()}, 1).reshape(new long[0])
        };
    }

    private static Tensor[] tile(Tensor[] inputs, Mode mode) {
        return new Tensor[] {inputs[0].repeat(TensorData.longs(inputs[1]))};
    }

    private static Operator triangle(Attributes attributes) {
        boolean upper = attributes.flag("upper", true);
        return (inputs, mode) -> {
            Tensor given = Operators.optional(inputs, 1);
            long diagonal = given == null ? 0 : TensorData.longs(given)[0];
            return new Tensor[] {
                upper ? torch.triu(inputs[0], diagonal) : torch.tril(inputs[0], diagonal)
            };
        };
    }

    private static Operator depthToSpace(Attributes attributes) {
        long block = attributes.integer("blocksize", 1);
        boolean blocksFirst = attributes.text("mode", "DCR").equals("DCR");
        return (inputs, mode) -> {
            long[] shape = inputs[0].shape();
            long channels = shape[1] / (block * block);
            Tensor parts =
                    blocksFirst
                            ? inputs[0]
                                    .reshape(shape[0], block, block, channels, shape[2], shape[3])
                                    .permute(0, 3, 4, 1, 5, 2)
                            : inputs[0]
                                    .reshape(shape[0], channels, block, block, shape[2], shape[3])
                                    .permute(0, 1, 4, 2, 5, 3);
            return new Tensor[] {
                parts.reshape(shape[0], channels, shape[2] * block, shape[3] * block)
            };
        };
    }

    private static Operator spaceToDepth(Attributes attributes) {
        long block = attributes.integer("blocksize", 1);
        return (inputs, mode) -> {
            long[] shape = inputs[0].shape();
            long rows = shape[2] / block;
            long columns = shape[3] / block;
            return new Tensor[] {
                inputs[0]
                        .reshape(shape[0], shape[1], rows, block, columns, block)
                        .permute(0, 3, 5, 1, 2, 4)
                        .reshape(shape[0], shape[1] * block * block, rows, columns)
            };
        };
    }
}
