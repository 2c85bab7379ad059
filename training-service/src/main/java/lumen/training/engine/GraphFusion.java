package lumen.training.engine;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Replaces groups of nodes by one operator of libtorch that computes the same and keeps fewer
 * intermediate tensors for the backward pass.
 *
 * <p>Known groups: {@code x * Sigmoid(x)}, and {@code MatMul(x, Transpose(W)) + b} where W is a
 * two-dimensional and b a one-dimensional parameter. The model file keeps the original nodes.
 */
final class GraphFusion {
    static final String SILU = "lumen.fused.Silu";
    static final String LINEAR = "lumen.fused.Linear";

    private final Predicate<String> isMatrix;
    private final Predicate<String> isVector;
    private final Map<String, List<NodeProto>> users = new HashMap<>();
    private final Map<String, NodeProto> producers = new HashMap<>();
    private final Set<NodeProto> dropped = Collections.newSetFromMap(new IdentityHashMap<>());
    private final IdentityHashMap<NodeProto, NodeProto> replaced = new IdentityHashMap<>();
    private final Set<String> outputs;

    /**
     * Prepares the fusion of a graph's nodes.
     *
     * @param outputs the graph's outputs, which must survive
     * @param isMatrix tells whether a name is a two-dimensional parameter
     * @param isVector tells whether a name is a one-dimensional parameter
     */
    GraphFusion(Set<String> outputs, Predicate<String> isMatrix, Predicate<String> isVector) {
        this.outputs = outputs;
        this.isMatrix = isMatrix;
        this.isVector = isVector;
    }

    /** The nodes to execute, in order. */
    List<NodeProto> fuse(List<NodeProto> nodes) {
        for (NodeProto node : nodes) {
            node.getInputList()
                    .forEach(
                            input ->
                                    users.computeIfAbsent(input, name -> new ArrayList<>())
                                            .add(node));
            node.getOutputList().forEach(output -> producers.put(output, node));
        }
        for (NodeProto node : nodes) {
            switch (node.getOpType()) {
                case "Sigmoid" -> fuseSilu(node);
                case "MatMul" -> fuseLinear(node);
                default -> {
                    // every other operator runs as it is
                }
            }
        }
        return nodes.stream()
                .filter(node -> !dropped.contains(node))
                .map(node -> replaced.getOrDefault(node, node))
                .toList();
    }

    private void fuseSilu(NodeProto sigmoid) {
        NodeProto product = onlyUser(sigmoid.getOutput(0), "Mul");
        if (product == null || !product.getInputList().contains(sigmoid.getInput(0))) {
            return;
        }
        dropped.add(sigmoid);
        replaced.put(product, fused(product, SILU).addInput(sigmoid.getInput(0)).build());
    }

    private void fuseLinear(NodeProto product) {
        NodeProto transpose = producers.get(product.getInput(1));
        if (transpose == null
                || !transpose.getOpType().equals("Transpose")
                || !isMatrix.test(transpose.getInput(0))
                || onlyUser(transpose.getOutput(0), "MatMul") == null) {
            return;
        }
        NodeProto sum = onlyUser(product.getOutput(0), "Add");
        if (sum == null) {
            return;
        }
        String bias =
                sum.getInput(0).equals(product.getOutput(0)) ? sum.getInput(1) : sum.getInput(0);
        if (!isVector.test(bias)) {
            return;
        }
        dropped.add(transpose);
        dropped.add(product);
        replaced.put(
                sum,
                fused(sum, LINEAR)
                        .addInput(product.getInput(0))
                        .addInput(transpose.getInput(0))
                        .addInput(bias)
                        .build());
    }

    private NodeProto onlyUser(String value, String type) {
        List<NodeProto> using = users.getOrDefault(value, List.of());
        boolean one = using.size() == 1 && !outputs.contains(value);
        return one && using.getFirst().getOpType().equals(type) ? using.getFirst() : null;
    }

    private static NodeProto.Builder fused(NodeProto last, String type) {
        return NodeProto.newBuilder()
                .setOpType(type)
                .setName(last.getName())
                .addOutput(last.getOutput(0));
    }
}
