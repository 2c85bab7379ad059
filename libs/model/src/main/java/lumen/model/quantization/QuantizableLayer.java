package lumen.model.quantization;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A convolution or a linear layer that can be computed in integers.
 *
 * @param weight its weight
 * @param transposed whether the graph turns the weight before it is used
 * @param bias its bias; null without one, or where it is added by an operator of its own
 * @param result the value that is rounded to eight bits after the layer: its own, or that of the
 *     rectifier after it; null where the result stays float32
 */
record QuantizableLayer(
        NodeProto node, TensorProto weight, boolean transposed, TensorProto bias, String result) {

    /**
     * The layers of a graph by the value that they make, in the graph's order.
     *
     * @param output the graph's output: the layer that makes the logits stays as it is
     */
    static Map<String, QuantizableLayer> of(GraphProto graph, String output) {
        Map<String, TensorProto> weights = new HashMap<>();
        graph.getInitializerList().forEach(weight -> weights.put(weight.getName(), weight));
        Map<String, NodeProto> makers = new HashMap<>();
        Map<String, List<NodeProto>> users = new HashMap<>();
        for (NodeProto node : graph.getNodeList()) {
            node.getOutputList().forEach(value -> makers.put(value, node));
            node.getInputList()
                    .forEach(
                            value ->
                                    users.computeIfAbsent(value, any -> new ArrayList<>())
                                            .add(node));
        }
        String logits = output;
        while (makers.get(logits) != null && makers.get(logits).getOpType().equals("Identity")) {
            logits = makers.get(logits).getInput(0);
        }
        Map<String, QuantizableLayer> layers = new LinkedHashMap<>();
        for (NodeProto node : graph.getNodeList()) {
            QuantizableLayer layer = of(node, weights, makers, users);
            if (layer != null && !node.getOutput(0).equals(logits)) {
                layers.put(node.getOutput(0), layer);
            }
        }
        return layers;
    }

    private static QuantizableLayer of(
            NodeProto node,
            Map<String, TensorProto> weights,
            Map<String, NodeProto> makers,
            Map<String, List<NodeProto>> users) {
        if (node.getInputCount() < 2) {
            return null;
        }
        String matrix = node.getInput(1);
        TensorProto bias = node.getInputCount() > 2 ? weights.get(node.getInput(2)) : null;
        boolean biasKnown = node.getInputCount() < 3 || bias != null;
        switch (node.getOpType()) {
            case "Conv" -> {
                return weights.containsKey(matrix) && biasKnown
                        ? new QuantizableLayer(
                                node, weights.get(matrix), false, bias, rectified(node, users))
                        : null;
            }
            case "Gemm" -> {
                return weights.containsKey(matrix) && biasKnown && isPlain(node)
                        ? new QuantizableLayer(node, weights.get(matrix), false, bias, null)
                        : null;
            }
            case "MatMul" -> {
                NodeProto maker = makers.get(matrix);
                boolean transposed =
                        maker != null
                                && maker.getOpType().equals("Transpose")
                                && weights.containsKey(maker.getInput(0));
                TensorProto weight = weights.get(transposed ? maker.getInput(0) : matrix);
                return weight != null && weight.getDimsCount() == 2
                        ? new QuantizableLayer(node, weight, transposed, null, null)
                        : null;
            }
            default -> {
                return null;
            }
        }
    }

    /** A rectifier that alone uses the layer is free: its result is rounded instead. */
    private static String rectified(NodeProto node, Map<String, List<NodeProto>> users) {
        List<NodeProto> next = users.getOrDefault(node.getOutput(0), List.of());
        return next.size() == 1 && next.getFirst().getOpType().equals("Relu")
                ? next.getFirst().getOutput(0)
                : node.getOutput(0);
    }

    private static boolean isPlain(NodeProto gemm) {
        for (AttributeProto attribute : gemm.getAttributeList()) {
            boolean plain =
                    switch (attribute.getName()) {
                        case "alpha", "beta" -> attribute.getF() == 1;
                        case "transA" -> attribute.getI() == 0;
                        default -> true;
                    };
            if (!plain) {
                return false;
            }
        }
        return true;
    }

    /** The value that the layer works on. */
    String input() {
        return node.getInput(0);
    }

    /** Whether the outputs are the first axis of the weight as it is stored. */
    boolean outputsFirst() {
        return switch (node.getOpType()) {
            case "Conv" -> true;
            case "Gemm" ->
                    node.getAttributeList().stream()
                            .anyMatch(a -> a.getName().equals("transB") && a.getI() != 0);
            default -> transposed;
        };
    }

    /** How many outputs it has. */
    int outputs() {
        return Math.toIntExact(
                outputsFirst() ? weight.getDims(0) : weight.getDims(weight.getDimsCount() - 1));
    }
}
