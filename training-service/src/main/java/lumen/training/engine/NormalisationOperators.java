package lumen.training.engine;

import static lumen.training.engine.TensorData.optional;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.Arrays;
import java.util.Map;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Batch, layer, instance and group normalisation, and by a norm. */
final class NormalisationOperators {
    /** Since this version a group normalisation has a scale for each channel. */
    private static final int SCALE_PER_CHANNEL = 21;

    private NormalisationOperators() {}

    static void register(Map<String, OperatorFactory> factories) {
        factories.put("BatchNormalization", NormalisationOperators::batch);
        factories.put("LayerNormalization", NormalisationOperators::layer);
        factories.put("InstanceNormalization", (node, attributes) -> instance(attributes));
        factories.put("GroupNormalization", (node, attributes) -> group(attributes));
        factories.put("RMSNormalization", (node, attributes) -> rootMeanSquare(attributes));
        factories.put("LpNormalization", (node, attributes) -> byNorm(attributes));
    }

    /**
     * When training, the batch's own statistics are used and inputs 3 and 4, the running mean and
     * variance, are updated in place. ONNX's momentum is the share that stays, libtorch's the share
     * that is replaced. A node with {@code training_mode} normalises by the batch when served, too,
     * and gives the updated statistics as outputs.
     */
    private static Operator batch(NodeProto node, Attributes attributes) {
        double epsilon = attributes.real("epsilon", 1e-5f);
        double replaced = 1 - (double) attributes.real("momentum", 0.9f);
        boolean alwaysByBatch = attributes.flag("training_mode", false);
        if (!alwaysByBatch && node.getOutputCount() > 1) {
            throw new EngineException("BatchNormalization with more than one output");
        }
        return (inputs, mode) -> {
            boolean training = mode == Mode.TRAINING && inputs[1].requires_grad();
            boolean byBatch = training || alwaysByBatch;
            // Statistics are only changed by training.
            Tensor mean = byBatch && !training ? inputs[3].clone() : inputs[3];
            Tensor variance = byBatch && !training ? inputs[4].clone() : inputs[4];
            Tensor result =
                    torch.batch_norm(
                            inputs[0],
                            optional(inputs[1]),
                            optional(inputs[2]),
                            optional(mean),
                            optional(variance),
                            byBatch,
                            replaced,
                            epsilon,
                            false);
            return alwaysByBatch
                    ? new Tensor[] {result, mean.detach(), variance.detach()}
                    : new Tensor[] {result};
        };
    }

    private static Operator layer(NodeProto node, Attributes attributes) {
        if (node.getOutputCount() > 1) {
            throw new EngineException("LayerNormalization with mean and deviation as outputs");
        }
        double epsilon = attributes.real("epsilon", 1e-5f);
        long axis = attributes.integer("axis", -1);
        return (inputs, mode) ->
                new Tensor[] {
                    torch.layer_norm(
                            inputs[0],
                            from(inputs[0], axis),
                            optional(inputs[1]),
                            optional(Operators.optional(inputs, 2)),
                            epsilon,
                            false)
                };
    }

    /** The sizes of the axes from {@code axis} on. */
    private static long[] from(Tensor values, long axis) {
        long[] shape = values.shape();
        return Arrays.copyOfRange(shape, Axes.fromFront(axis, shape.length), shape.length);
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
        boolean perChannel = attributes.operatorSet() >= SCALE_PER_CHANNEL;
        return (inputs, mode) -> {
            long each = inputs[0].size(1) / groups;
            Tensor scale = perChannel ? inputs[1] : inputs[1].repeat_interleave(each);
            Tensor offset = perChannel ? inputs[2] : inputs[2].repeat_interleave(each);
            return new Tensor[] {
                torch.group_norm(
                        inputs[0], groups, optional(scale), optional(offset), epsilon, true)
            };
        };
    }

    private static Operator rootMeanSquare(Attributes attributes) {
        double epsilon = attributes.real("epsilon", 1e-5f);
        long axis = attributes.integer("axis", -1);
        return (inputs, mode) ->
                new Tensor[] {
                    torch.rms_norm(
                            inputs[0],
                            from(inputs[0], axis),
                            optional(inputs[1]),
                            new DoubleOptional(epsilon))
                };
    }

    private static Operator byNorm(Attributes attributes) {
        long axis = attributes.integer("axis", -1);
        double order = attributes.integer("p", 2);
        return (inputs, mode) -> {
            Tensor norm =
                    torch.norm(
                            inputs[0],
                            new ScalarOptional(new Scalar(order)),
                            new long[] {axis},
                            true);
            return new Tensor[] {inputs[0].div(norm)};
        };
    }
}
