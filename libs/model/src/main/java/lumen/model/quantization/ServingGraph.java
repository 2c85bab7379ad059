package lumen.model.quantization;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lumen.model.graph.Tensors;

/**
 * What of a graph is needed for serving only: dropout and stochastic depth are left out, and batch
 * normalisations become part of the convolutions before them, {@code γ/√(σ²+ε) · (Wx − μ) + β}.
 */
final class ServingGraph {
    private static final Set<String> FOR_TRAINING = Set.of("Dropout", "StochasticDepth");
    private static final float DEFAULT_EPSILON = 1e-5f;

    private final GraphProto source;
    private final Map<String, TensorProto> weights = new HashMap<>();
    private final Map<String, Integer> uses = new HashMap<>();
    private final Map<String, NodeProto> convolutions = new HashMap<>();
    private final Map<String, String> replaced = new HashMap<>();

    private ServingGraph(GraphProto source) {
        this.source = source;
        source.getInitializerList().forEach(weight -> weights.put(weight.getName(), weight));
        source.getNodeList()
                .forEach(
                        node -> node.getInputList().forEach(in -> uses.merge(in, 1, Integer::sum)));
        source.getOutputList().forEach(output -> uses.merge(output.getName(), 1, Integer::sum));
    }

    /** The model as it is served. */
    static ModelProto of(ModelProto model) {
        return model.toBuilder().setGraph(new ServingGraph(model.getGraph()).simplified()).build();
    }

    private GraphProto simplified() {
        List<NodeProto> nodes = new ArrayList<>();
        for (NodeProto original : source.getNodeList()) {
            NodeProto node = withReplacedInputs(original);
            if (FOR_TRAINING.contains(node.getOpType())) {
                replaced.put(node.getOutput(0), node.getInput(0));
            } else if (isFoldable(node)) {
                nodes.remove(convolutions.get(node.getInput(0)));
                nodes.add(folded(convolutions.get(node.getInput(0)), node));
            } else {
                nodes.add(node);
                if (node.getOpType().equals("Conv") && weights.containsKey(node.getInput(1))) {
                    convolutions.put(node.getOutput(0), node);
                }
            }
        }
        Set<String> used = new HashSet<>();
        nodes.forEach(node -> used.addAll(node.getInputList()));
        GraphProto.Builder graph =
                source.toBuilder().clearNode().addAllNode(nodes).clearInitializer();
        weights.values().stream()
                .filter(weight -> used.contains(weight.getName()))
                .sorted(Comparator.comparing(TensorProto::getName))
                .forEach(graph::addInitializer);
        return graph.build();
    }

    private NodeProto withReplacedInputs(NodeProto node) {
        if (node.getInputList().stream().noneMatch(replaced::containsKey)) {
            return node;
        }
        NodeProto.Builder changed = node.toBuilder();
        for (int i = 0; i < node.getInputCount(); i++) {
            changed.setInput(i, replaced.getOrDefault(node.getInput(i), node.getInput(i)));
        }
        return changed.build();
    }

    /** Whether this normalises what one convolution gives to nobody else. */
    private boolean isFoldable(NodeProto node) {
        return node.getOpType().equals("BatchNormalization")
                && convolutions.containsKey(node.getInput(0))
                && uses.get(node.getInput(0)) == 1
                && node.getInputList().stream().skip(1).allMatch(weights::containsKey);
    }

    private NodeProto folded(NodeProto convolution, NodeProto normalization) {
        float[] scale = values(normalization.getInput(1));
        float[] shift = values(normalization.getInput(2));
        float[] mean = values(normalization.getInput(3));
        float[] variance = values(normalization.getInput(4));
        TensorProto weight = weights.get(convolution.getInput(1));
        float[] kernel = values(weight.getName());
        boolean biased = convolution.getInputCount() > 2;
        float[] bias = biased ? values(convolution.getInput(2)) : new float[scale.length];
        int perOutput = kernel.length / scale.length;
        float epsilon = epsilon(normalization);
        for (int output = 0; output < scale.length; output++) {
            double factor = scale[output] / Math.sqrt((double) variance[output] + epsilon);
            for (int i = 0; i < perOutput; i++) {
                kernel[output * perOutput + i] *= (float) factor;
            }
            bias[output] = (float) (shift[output] + (bias[output] - mean[output]) * factor);
        }
        String name = normalization.getOutput(0);
        TensorProto foldedKernel =
                Tensors.of(
                        name + ".folded_weight",
                        weight.getDimsList().stream().mapToLong(Long::longValue).toArray(),
                        kernel);
        TensorProto foldedBias = Tensors.of(name + ".folded_bias", new long[] {bias.length}, bias);
        weights.put(foldedKernel.getName(), foldedKernel);
        weights.put(foldedBias.getName(), foldedBias);
        NodeProto result =
                convolution.toBuilder()
                        .clearInput()
                        .addInput(convolution.getInput(0))
                        .addInput(foldedKernel.getName())
                        .addInput(foldedBias.getName())
                        .clearOutput()
                        .addOutput(name)
                        .build();
        convolutions.put(name, result);
        return result;
    }

    private static float epsilon(NodeProto normalization) {
        return normalization.getAttributeList().stream()
                .filter(attribute -> attribute.getName().equals("epsilon"))
                .map(AttributeProto::getF)
                .findFirst()
                .orElse(DEFAULT_EPSILON);
    }

    private float[] values(String name) {
        FloatBuffer buffer = Tensors.floats(weights.get(name));
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        return values;
    }
}
