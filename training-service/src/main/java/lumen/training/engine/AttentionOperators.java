package lumen.training.engine;

import java.util.Map;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Scaled dot-product attention (Vaswani et al., 2017): ONNX's operator, and the fused group. */
final class AttentionOperators {
    private AttentionOperators() {}

    static void register(Map<String, OperatorFactory> factories) {
        factories.put("Attention", (node, attributes) -> attention(attributes));
        factories.put(FusedOperator.ATTENTION, (node, attributes) -> fused(attributes));
    }

    private static Operator attention(Attributes attributes) {
        boolean causal = attributes.flag("is_causal", false);
        long queryHeads = attributes.integer("q_num_heads", 0);
        long keyHeads = attributes.integer("kv_num_heads", 0);
        if (queryHeads != keyHeads
                || attributes.real("softcap", 0) != 0
                || attributes.has("qk_matmul_output_mode")) {
            throw new EngineException("Attention with grouped heads, softcap or scores as output");
        }
        boolean scaled = attributes.has("scale");
        double scale = attributes.real("scale", 1);
        return (inputs, mode) -> {
            if (Operators.optional(inputs, 4) != null) {
                throw new EngineException("Attention with a cache");
            }
            boolean flat = inputs[0].dim() == 3;
            Tensor result =
                    torch.scaled_dot_product_attention(
                            flat ? heads(inputs[0], queryHeads) : inputs[0],
                            flat ? heads(inputs[1], keyHeads) : inputs[1],
                            flat ? heads(inputs[2], keyHeads) : inputs[2],
                            TensorData.optional(Operators.optional(inputs, 3)),
                            0,
                            causal,
                            scaled ? new DoubleOptional(scale) : new DoubleOptional(),
                            false);
            return new Tensor[] {flat ? result.transpose(1, 2).flatten(2, -1) : result};
        };
    }

    /** {@code [examples, time, heads size]} as {@code [examples, heads, time, size]}. */
    private static Tensor heads(Tensor values, long heads) {
        return values.reshape(values.size(0), values.size(1), heads, -1).transpose(1, 2);
    }

    private static Operator fused(Attributes attributes) {
        boolean divided = attributes.flag(AttentionFusion.DIVIDED, false);
        long axis = attributes.integer(AttentionFusion.AXIS, -1);
        return (inputs, mode) -> {
            Tensor scale = inputs[3];
            double ratio = mode == Mode.TRAINING && inputs[5] != null ? inputs[5].item_float() : 0;
            boolean isUsual =
                    (scale == null || scale.numel() == 1)
                            && (axis == -1 || axis == inputs[0].dim() - 1);
            if (!isUsual) {
                return new Tensor[] {stepByStep(inputs, divided, axis, ratio)};
            }
            double factor = scale == null ? 1 : scale.item_float();
            Tensor query = inputs[0];
            Tensor key = inputs[1].transpose(-2, -1);
            Tensor value = inputs[2];
            // The fast kernels want four axes.
            boolean flat = query.dim() == 3;
            Tensor result =
                    torch.scaled_dot_product_attention(
                            flat ? query.unsqueeze(0) : query,
                            flat ? key.unsqueeze(0) : key,
                            flat ? value.unsqueeze(0) : value,
                            TensorData.optional(inputs[4]),
                            ratio,
                            false,
                            new DoubleOptional(divided ? 1 / factor : factor),
                            false);
            return new Tensor[] {flat ? result.squeeze(0) : result};
        };
    }

    /** A scale that is no single number, or weights along another axis: as the graph has it. */
    private static Tensor stepByStep(Tensor[] inputs, boolean divided, long axis, double ratio) {
        Tensor scores = inputs[0].matmul(inputs[1]);
        if (inputs[3] != null) {
            scores = divided ? scores.div(inputs[3]) : scores.mul(inputs[3]);
        }
        if (inputs[4] != null) {
            scores = scores.add(inputs[4]);
        }
        Tensor weights = torch.softmax(scores, axis);
        return (ratio > 0 ? torch.dropout(weights, ratio, true) : weights).matmul(inputs[2]);
    }
}
