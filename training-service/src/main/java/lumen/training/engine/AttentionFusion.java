package lumen.training.engine;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds {@code Softmax(Q Kᵀ s + mask) V}, with or without scale, mask and dropout of the weights,
 * and makes one node of it with the inputs Q, Kᵀ, V, scale, mask and dropout ratio (empty names
 * where there is none).
 *
 * <p>Kᵀ is taken as the graph has it: exporters often transpose it together with the heads.
 */
final class AttentionFusion {
    /** Attribute of the fused node: the scores are divided by the scale, not multiplied. */
    static final String DIVIDED = "divided";

    /** Attribute of the fused node: along which axis the scores are normalised. */
    static final String AXIS = "axis";

    private static final int SOFTMAX_OF_ONE_AXIS = 13;

    private final GraphView graph;
    private final long operatorSet;

    AttentionFusion(GraphView graph, long operatorSet) {
        this.graph = graph;
        this.operatorSet = operatorSet;
    }

    void fuse(NodeProto softmax) {
        Attributes attributes = new Attributes(softmax, operatorSet);
        if (operatorSet < SOFTMAX_OF_ONE_AXIS && !attributes.has(AXIS)) {
            return;
        }
        List<NodeProto> group = new ArrayList<>(List.of(softmax));
        String ratio = "";
        String weights = softmax.getOutput(0);
        Optional<NodeProto> dropout = graph.onlyUser(weights, "Dropout");
        if (dropout.isPresent()) {
            if (dropout.get().getInputCount() < 2 || hasSecondOutput(dropout.get())) {
                return;
            }
            ratio = dropout.get().getInput(1);
            weights = dropout.get().getOutput(0);
            group.add(dropout.get());
        }
        String attended = weights;
        Optional<NodeProto> product =
                graph.onlyUser(weights, "MatMul").filter(node -> node.getInput(0).equals(attended));
        if (product.isEmpty()) {
            return;
        }
        Scores scores = scores(softmax.getInput(0));
        if (scores == null) {
            return;
        }
        group.addAll(scores.nodes);
        graph.replace(
                product.get(),
                GraphFusion.node(
                                FusedOperator.ATTENTION,
                                scores.product.getInput(0),
                                scores.product.getInput(1),
                                product.get().getInput(1),
                                scores.scale,
                                scores.mask,
                                ratio)
                        .addAttribute(integer(DIVIDED, scores.divided ? 1 : 0))
                        .addAttribute(integer(AXIS, attributes.integer(AXIS, -1))),
                group);
    }

    private static AttributeProto.Builder integer(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value);
    }

    private static boolean hasSecondOutput(NodeProto node) {
        return node.getOutputCount() > 1 && !node.getOutput(1).isEmpty();
    }

    private record Scores(
            NodeProto product, String scale, boolean divided, String mask, List<NodeProto> nodes) {}

    /** What the scores are made of; null when it is something else. */
    private Scores scores(String value) {
        Optional<NodeProto> sum = graph.producer(value, "Add");
        if (sum.isPresent()) {
            for (int place = 0; place < 2; place++) {
                Scores inner = unmasked(sum.get().getInput(place), sum.get().getInput(1 - place));
                if (inner != null) {
                    inner.nodes.add(sum.get());
                    return inner;
                }
            }
            return null;
        }
        return unmasked(value, "");
    }

    private Scores unmasked(String value, String mask) {
        Optional<NodeProto> plain = graph.producer(value, "MatMul");
        if (plain.isPresent()) {
            return new Scores(plain.get(), "", false, mask, new ArrayList<>(List.of(plain.get())));
        }
        Optional<NodeProto> quotient = graph.producer(value, "Div");
        Optional<NodeProto> scaled = quotient.or(() -> graph.producer(value, "Mul"));
        if (scaled.isEmpty()) {
            return null;
        }
        return graph.producer(scaled.get().getInput(0), "MatMul")
                .map(
                        product ->
                                new Scores(
                                        product,
                                        scaled.get().getInput(1),
                                        quotient.isPresent(),
                                        mask,
                                        new ArrayList<>(List.of(product, scaled.get()))))
                .orElse(null);
    }
}
