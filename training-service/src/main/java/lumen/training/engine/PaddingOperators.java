package lumen.training.engine;

import java.util.Arrays;
import java.util.Map;
import org.bytedeco.pytorch.AbstractTensor;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Padding with a value, with reflections, with the border or round in a circle. */
final class PaddingOperators {
    private PaddingOperators() {}

    static void register(Map<String, OperatorFactory> factories) {
        factories.put("Pad", (node, attributes) -> pad(attributes));
    }

    private static Operator pad(Attributes attributes) {
        String border = attributes.text("mode", "constant");
        return (inputs, mode) -> {
            long[] pads = allAxes(inputs);
            if (border.equals("constant")) {
                Tensor given = Operators.optional(inputs, 2);
                Scalar value = given != null ? given.item() : new Scalar(0f);
                return new Tensor[] {
                    torch.constant_pad_nd(inputs[0], Axes.torchPadding(pads), value)
                };
            }
            int rank = pads.length / 2;
            Tensor result = inputs[0].alias();
            for (int axis = 0; axis < rank; axis++) {
                if (pads[axis] != 0 || pads[axis + rank] != 0) {
                    long[] places =
                            places(result.size(axis), pads[axis], pads[axis + rank], border);
                    Tensor indices =
                            AbstractTensor.create(places, places.length)
                                    .to(result.device(), ScalarType.Long);
                    result = result.index_select(axis, indices);
                }
            }
            return new Tensor[] {result};
        };
    }

    /** The padding of every axis, whichever axes the node names. */
    private static long[] allAxes(Tensor[] inputs) {
        long[] pads = TensorData.longs(inputs[1]);
        Tensor named = Operators.optional(inputs, 3);
        if (named == null) {
            return pads;
        }
        int rank = (int) inputs[0].dim();
        long[] axes = TensorData.longs(named);
        long[] result = new long[2 * rank];
        for (int index = 0; index < axes.length; index++) {
            int axis = Axes.fromFront(axes[index], rank);
            result[axis] = pads[index];
            result[axis + rank] = pads[index + axes.length];
        }
        return result;
    }

    /** Where each element of a padded axis comes from. */
    private static long[] places(long size, long before, long after, String border) {
        long[] places = new long[Math.toIntExact(before + size + after)];
        Arrays.setAll(
                places,
                index -> {
                    long place = index - before;
                    return switch (border) {
                        case "edge" -> Math.clamp(place, 0, size - 1);
                        case "wrap" -> Math.floorMod(place, size);
                        case "reflect" -> {
                            long period = Math.max(1, 2 * (size - 1));
                            long within = Math.floorMod(place, period);
                            yield Math.min(within, period - within);
                        }
                        default -> throw new EngineException("Pad with mode " + border);
                    };
                });
        return places;
    }
}
