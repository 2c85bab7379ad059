package lumen.training.engine;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Replaces groups of nodes by one operator of libtorch that computes the same, faster and with
 * fewer intermediate tensors for the backward pass. The model file keeps the original nodes.
 *
 * <table>
 * <caption>Known groups</caption>
 * <tr><td>{@code x Sigmoid(x)}</td><td>SiLU</td></tr>
 * <tr><td>{@code x HardSigmoid(x)}, slope 1/6</td><td>hard swish</td></tr>
 * <tr><td>{@code x (1 + Erf(x / √2)) / 2}</td><td>GELU</td></tr>
 * <tr><td>{@code MatMul(x, Transpose(W)) + b}</td><td>linear layer</td></tr>
 * <tr><td>mean, difference, variance, quotient, scale and offset</td><td>layer normalisation</td></tr>
 * <tr><td>{@code Softmax(Q Kᵀ s + mask) V}</td><td>attention, see {@link AttentionFusion}</td></tr>
 * </table>
 */
final class GraphFusion {
    private final GraphView graph;

    private GraphFusion(GraphView graph) {
        this.graph = graph;
    }

    /** The nodes to execute, in order. */
    static List<NodeProto> fuse(List<NodeProto> nodes, GraphView graph, long operatorSet) {
        GraphFusion fusion = new GraphFusion(graph);
        AttentionFusion attention = new AttentionFusion(graph, operatorSet);
        for (NodeProto node : nodes) {
            switch (node.getOpType()) {
                case "Sigmoid" -> fusion.silu(node);
                case "HardSigmoid" -> fusion.hardSwish(node);
                case "Erf" -> fusion.gelu(node);
                case "MatMul" -> fusion.linear(node);
                case "Sqrt" -> fusion.layerNormalisation(node);
                case "Softmax" -> attention.fuse(node);
                default -> {
                    // every other operator runs as it is
                }
            }
        }
        return graph.remaining();
    }

    private void silu(NodeProto sigmoid) {
        String input = sigmoid.getInput(0);
        graph.onlyUser(sigmoid.getOutput(0), "Mul")
                .filter(product -> product.getInputList().contains(input))
                .ifPresent(
                        product ->
                                graph.replace(
                                        product,
                                        node(FusedOperator.SILU, input),
                                        List.of(sigmoid)));
    }

    private void hardSwish(NodeProto sigmoid) {
        Attributes attributes = new Attributes(sigmoid, 0);
        boolean isUsual =
                Math.abs(attributes.real("alpha", 0.2f) - 1f / 6) < 1e-6
                        && attributes.real("beta", 0.5f) == 0.5f;
        String input = sigmoid.getInput(0);
        graph.onlyUser(sigmoid.getOutput(0), "Mul")
                .filter(product -> isUsual && product.getInputList().contains(input))
                .ifPresent(
                        product ->
                                graph.replace(product, node("HardSwish", input), List.of(sigmoid)));
    }

    /** The half may stand at the end, {@code (x · (1 + erf)) / 2}, or at x. */
    private void gelu(NodeProto erf) {
        Optional<NodeProto> divided = graph.producer(erf.getInput(0), "Div");
        Optional<NodeProto> multiplied = graph.producer(erf.getInput(0), "Mul");
        boolean isRootOfTwo =
                divided.map(node -> isScalar(node.getInput(1), Math.sqrt(2)))
                        .or(() -> multiplied.map(node -> hasScalar(node, Math.sqrt(0.5))))
                        .orElse(false);
        if (!isRootOfTwo) {
            return;
        }
        NodeProto scaled = divided.orElseGet(multiplied::orElseThrow);
        String input =
                isScalar(scaled.getInput(0), Math.sqrt(0.5))
                        ? scaled.getInput(1)
                        : scaled.getInput(0);
        Optional<NodeProto> sum =
                graph.onlyUser(erf.getOutput(0), "Add").filter(node -> hasScalar(node, 1));
        Optional<NodeProto> product = sum.flatMap(node -> graph.onlyUser(node.getOutput(0), "Mul"));
        if (product.isEmpty()) {
            return;
        }
        List<NodeProto> inner = List.of(scaled, erf, sum.orElseThrow());
        String other = GraphView.otherInput(product.get(), sum.get().getOutput(0));
        if (other.equals(input)) {
            graph.onlyUser(product.get().getOutput(0), "Mul")
                    .filter(half -> hasScalar(half, 0.5))
                    .ifPresent(
                            half -> {
                                graph.replace(half, node(FusedOperator.GELU, input), inner);
                                graph.drop(product.get());
                            });
        } else {
            graph.producer(other, "Mul")
                    .filter(half -> hasScalar(half, 0.5) && half.getInputList().contains(input))
                    .ifPresent(
                            half -> {
                                graph.replace(
                                        product.get(), node(FusedOperator.GELU, input), inner);
                                graph.drop(half);
                            });
        }
    }

    private void linear(NodeProto product) {
        Optional<NodeProto> transpose =
                graph.producer(product.getInput(1), "Transpose")
                        .filter(node -> graph.values().parameterRank(node.getInput(0)) == 2);
        Optional<NodeProto> sum = graph.onlyUser(product.getOutput(0), "Add");
        if (transpose.isEmpty() || sum.isEmpty()) {
            return;
        }
        String bias = GraphView.otherInput(sum.get(), product.getOutput(0));
        if (graph.values().parameterRank(bias) == 1) {
            graph.replace(
                    sum.get(),
                    node(
                            FusedOperator.LINEAR,
                            product.getInput(0),
                            transpose.get().getInput(0),
                            bias),
                    List.of(transpose.get(), product));
        }
    }

    /** As exporters write it before version 17 of the operators. */
    private void layerNormalisation(NodeProto root) {
        Optional<NodeProto> sum = graph.producer(root.getInput(0), "Add");
        Optional<String> epsilon =
                sum.map(node -> node.getInput(1))
                        .filter(name -> graph.values().scalar(name).isPresent());
        Optional<NodeProto> variance =
                sum.flatMap(node -> graph.producer(node.getInput(0), "ReduceMean"))
                        .filter(this::isOverLastAxis);
        Optional<NodeProto> square =
                variance.flatMap(node -> graph.producer(node.getInput(0), "Pow"))
                        .filter(node -> isScalar(node.getInput(1), 2));
        Optional<NodeProto> difference =
                square.flatMap(node -> graph.anyProducer(node.getInput(0), "Sub"));
        Optional<NodeProto> mean =
                difference
                        .flatMap(node -> graph.producer(node.getInput(1), "ReduceMean"))
                        .filter(this::isOverLastAxis)
                        .filter(node -> node.getInput(0).equals(difference.get().getInput(0)));
        Optional<NodeProto> quotient = graph.onlyUser(root.getOutput(0), "Div");
        Optional<NodeProto> scaled =
                quotient.flatMap(node -> graph.onlyUser(node.getOutput(0), "Mul"));
        Optional<NodeProto> moved =
                scaled.flatMap(node -> graph.onlyUser(node.getOutput(0), "Add"));
        if (epsilon.isEmpty() || mean.isEmpty() || moved.isEmpty()) {
            return;
        }
        String centred = difference.get().getOutput(0);
        String scale = GraphView.otherInput(scaled.get(), quotient.get().getOutput(0));
        String offset = GraphView.otherInput(moved.get(), scaled.get().getOutput(0));
        if (quotient.get().getInput(0).equals(centred)
                && graph.isUsedOnlyBy(centred, square.get(), quotient.get())
                && graph.values().parameterRank(scale) == 1
                && graph.values().parameterRank(offset) == 1) {
            float value = (float) graph.values().scalar(epsilon.get()).orElseThrow();
            graph.replace(
                    moved.get(),
                    node("LayerNormalization", difference.get().getInput(0), scale, offset)
                            .addAttribute(
                                    AttributeProto.newBuilder()
                                            .setName("epsilon")
                                            .setType(AttributeProto.AttributeType.FLOAT)
                                            .setF(value)),
                    List.of(
                            mean.get(),
                            difference.get(),
                            square.get(),
                            variance.get(),
                            sum.get(),
                            root,
                            quotient.get(),
                            scaled.get()));
        }
    }

    private boolean isOverLastAxis(NodeProto reduction) {
        long[] axes =
                reduction.getInputCount() > 1
                        ? graph.values().integers(reduction.getInput(1)).orElse(new long[0])
                        : new Attributes(reduction, 0).integers("axes");
        return Arrays.equals(axes, new long[] {-1})
                && new Attributes(reduction, 0).flag("keepdims", true);
    }

    private boolean hasScalar(NodeProto node, double value) {
        return isScalar(node.getInput(0), value) || isScalar(node.getInput(1), value);
    }

    private boolean isScalar(String name, double value) {
        OptionalDouble scalar = graph.values().scalar(name);
        return scalar.isPresent() && Math.abs(scalar.getAsDouble() - value) < 1e-6 * value;
    }

    static NodeProto.Builder node(String type, String... inputs) {
        return NodeProto.newBuilder().setOpType(type).addAllInput(List.of(inputs));
    }
}
