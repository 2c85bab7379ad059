package lumen.training.engine;

import static lumen.training.engine.TensorData.optional;

import java.util.Arrays;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Batch, layer, instance and group normalisation. */
final class NormalisationOperators {
    private NormalisationOperators() {}

    static void register(Map<String, OperatorFactory> factories) {
        factories.put("BatchNormalization", (node, attributes) -> batch(attributes));
        factories.put("LayerNormalization", (node, attributes) -> layer(attributes));
        factories.put("InstanceNormalization", (node, attributes) -> instance(attributes));
        factories.put("GroupNormalization", (node, attributes) -> group(attributes));
    }

    /**
     * When training, the batch's own statistics are used and inputs 3 and 4, the running mean and
     * variance, are updated in place. ONNX's momentum is the share that stays, libtorch's the share
     * that is replaced.
     */
    private static Operator batch(Attributes attributes) {
        double epsilon = attributes.real("epsilon", 1e-5f);
        double replaced = 1 - (double) attributes.real("momentum", 0.9f);
        return (inputs, mode) ->
                new Tensor[] {
                    torch.batch_norm(
                            inputs[0],
                            optional(inputs[1]),
                            optional(inputs[2]),
                            optional(inputs[3]),
                            optional(inputs[4]),
                            mode == Mode.TRAINING,
                            replaced,
                            epsilon,
                            false)
                };
    }

    private static Operator layer(Attributes attributes) {
        double epsilon = attributes.real("epsilon", 1e-5f);
        long axis = attributes.integer("axis", -1);
        return (inputs, mode) -> {
            long[] shape = inputs[0].shape();
            int first = Axes.fromFront(axis, shape.length);
            long[] normalised = Arrays.copyOfRange(shape, first, shape.length);
            Tensor bias = inputs.length > 2 ? inputs[2] : null;
            return new Tensor[] {
                torch.layer_norm(
                        inputs[0], normalised, optional(inputs[1]), optional(bias), epsilon, false)
            };
        };
    }

    private static Operator instance(Attributes attributes) {
        double epsilon = attributes.real("epsilon", 1e-5f);
        return (inputs, mode) ->
                new Tensor[] {
                    torch.instance_norm(
                            inputs[0],
                            optional(inputs[1]),
                            optional(inputs[2]),
                            optional(null),
                            optional(null),
                            true,
                            0.1,
                            epsilon,
                            false)
                };
    }

    private static Operator group(Attributes attributes) {
        double epsilon = attributes.real("epsilon", 1e-5f);
        long groups = attributes.integer("num_groups", 1);
        return (inputs, mode) ->
                new Tensor[] {
                    torch.group_norm(
                            inputs[0],
                            groups,
                            optional(inputs[1]),
                            optional(inputs[2]),
                            epsilon,
                            true)
                };
    }
}
