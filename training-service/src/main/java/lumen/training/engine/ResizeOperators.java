package lumen.training.engine;

import java.util.Map;
import org.bytedeco.pytorch.AbstractTensor;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Resizing by the nearest neighbour, linearly or by cubic interpolation, axis by axis. */
final class ResizeOperators {
    private ResizeOperators() {}

    static void register(Map<String, OperatorFactory> factories) {
        factories.put("Resize", (node, attributes) -> resize(attributes));
    }

    private static Operator resize(Attributes attributes) {
        Interpolation interpolation = Interpolation.of(attributes);
        attributes.requireDefault("antialias", 0);
        if (!attributes.text("keep_aspect_ratio_policy", "stretch").equals("stretch")) {
            throw new EngineException("Resize that keeps the aspect ratio");
        }
        long[] named = attributes.integers("axes");
        return (inputs, mode) -> {
            Tensor result = inputs[0].alias();
            int rank = (int) result.dim();
            long[] axes = named.length == 0 ? Axes.upTo(rank) : named;
            Tensor scales = Operators.optional(inputs, 2);
            Tensor sizes = Operators.optional(inputs, 3);
            float[] factors =
                    scales != null && scales.numel() > 0 ? TensorData.floats(scales) : null;
            long[] wanted = factors == null ? TensorData.longs(sizes) : null;
            for (int index = 0; index < axes.length; index++) {
                int axis = Axes.fromFront(axes[index], rank);
                long size = result.size(axis);
                long target =
                        factors == null ? wanted[index] : (long) Math.floor(size * factors[index]);
                float scale = factors == null ? (float) target / size : factors[index];
                if (target != size || scale != 1) {
                    result = along(result, axis, interpolation.weights(size, target, scale));
                }
            }
            return new Tensor[] {result};
        };
    }

    /** Multiplies one axis by a matrix {@code [target][size]}. */
    private static Tensor along(Tensor values, int axis, float[][] weights) {
        int rank = (int) values.dim();
        float[] flat = new float[weights.length * weights[0].length];
        for (int row = 0; row < weights.length; row++) {
            System.arraycopy(weights[row], 0, flat, row * weights[0].length, weights[0].length);
        }
        Tensor matrix =
                AbstractTensor.create(flat, weights.length, weights[0].length)
                        .to(values.device(), values.scalar_type());
        // A matrix on the left works on the last but one axis, one on the right on the last.
        if (axis == rank - 2) {
            return matrix.matmul(values);
        }
        Tensor last = values.transpose(axis, rank - 1L);
        return torch.matmul(last, matrix.t()).transpose(axis, rank - 1L);
    }
}
