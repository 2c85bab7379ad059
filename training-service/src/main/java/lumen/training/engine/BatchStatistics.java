package lumen.training.engine;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The running statistics of batch normalisation: how quickly they follow the batches, and measuring
 * them anew for weights that were not trained but averaged.
 */
public final class BatchStatistics {
    private BatchStatistics() {}

    /**
     * The model with another momentum in all batch normalisations; what it computes when served
     * does not depend on it.
     *
     * @param momentum share of the running statistics that a batch replaces, above 0 and at most 1:
     *     PyTorch's momentum, one minus ONNX's
     */
    public static ModelProto withMomentum(ModelProto model, double momentum) {
        if (!(momentum > 0 && momentum <= 1)) {
            throw new IllegalArgumentException("momentum must be in (0, 1], was " + momentum);
        }
        ModelProto.Builder result = model.toBuilder();
        GraphProto.Builder graph = result.getGraphBuilder();
        for (int index = 0; index < graph.getNodeCount(); index++) {
            if (graph.getNode(index).getOpType().equals("BatchNormalization")) {
                graph.setNode(index, withMomentum(graph.getNode(index), momentum));
            }
        }
        return result.build();
    }

    /**
     * The model with the statistics that its own weights give. Averaged weights need this: averages
     * of statistics do not belong to averages of weights, and a deep network multiplies the error.
     *
     * @param model any weights
     * @param batches inputs to measure on, at least one batch, {@code [examples, sizes...]} each
     * @param sizes sizes of one example, such as mel bands and frames
     */
    public static ModelProto measured(
            ModelProto model, Collection<float[]> batches, long... sizes) {
        // Momentum 1 leaves the statistics of the last batch alone, which are then averaged
        // exactly.
        try (TrainableGraph graph =
                        new TrainableGraph(withMomentum(model, 1), Execution.CHANNELS_LAST);
                PointerScope _ = new PointerScope();
                NoGradGuard _ = new NoGradGuard()) {
            Map<String, Tensor> means = new LinkedHashMap<>();
            graph.statistics().forEach((name, tensor) -> means.put(name, torch.zeros_like(tensor)));
            Scalar share = new Scalar(1.0 / batches.size());
            for (float[] batch : batches) {
                try (PointerScope _ = new PointerScope()) {
                    graph.forward(Mode.TRAINING, TensorData.of(batch, shape(batch, sizes)));
                    graph.statistics()
                            .forEach((name, tensor) -> means.get(name).add_(tensor.mul(share)));
                }
            }
            return TrainableGraph.withWeights(model, means);
        }
    }

    private static long[] shape(float[] batch, long[] sizes) {
        long[] shape = new long[sizes.length + 1];
        System.arraycopy(sizes, 0, shape, 1, sizes.length);
        shape[0] = batch.length;
        for (long size : sizes) {
            shape[0] /= size;
        }
        return shape;
    }

    private static NodeProto withMomentum(NodeProto node, double momentum) {
        NodeProto.Builder result = node.toBuilder().clearAttribute();
        for (AttributeProto attribute : node.getAttributeList()) {
            if (!attribute.getName().equals("momentum")) {
                result.addAttribute(attribute);
            }
        }
        return result.addAttribute(
                        AttributeProto.newBuilder()
                                .setName("momentum")
                                .setType(AttributeProto.AttributeType.FLOAT)
                                .setF((float) (1 - momentum)))
                .build();
    }
}
