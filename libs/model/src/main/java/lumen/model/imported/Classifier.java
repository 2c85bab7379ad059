package lumen.model.imported;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import lumen.model.file.ModelFormatException;
import lumen.model.graph.Tensors;

/**
 * The end of an exported graph: which value the logits are, and the last linear layer, which is
 * made anew when it tells other classes than are wanted.
 */
final class Classifier {
    private static final Set<String> ACTIVATIONS = Set.of("Sigmoid", "Softmax", "LogSoftmax");

    private final GraphProto graph;
    private final GraphUses uses;
    private final Map<String, TensorProto> weights = new HashMap<>();

    Classifier(GraphProto graph) {
        this.graph = graph;
        uses = new GraphUses(graph.getNodeList());
        graph.getInitializerList().forEach(weight -> weights.put(weight.getName(), weight));
    }

    /**
     * A graph that ends in as many logits as there are labels.
     *
     * @param graph the graph; its outputs are still the exported ones
     * @param logits the value that the logits are
     * @param compared the last value that is the same as in the exported graph: the logits, or what
     *     a new last layer works on
     */
    record Fitted(GraphProto graph, String logits, String compared) {}

    /**
     * Fits the graph's end to the labels.
     *
     * @param output the output that tells the classes; empty for the only one
     * @param seed decides the values of a new last layer
     * @param notes what was done is added
     * @throws ModelFormatException if there is no such output, or it cannot be fitted
     */
    Fitted fit(int labels, Optional<String> output, long seed, List<String> notes)
            throws ModelFormatException {
        ValueInfoProto chosen = choose(output);
        String logits = withoutActivation(chosen.getName(), notes);
        Optional<Linear> last = linear(logits);
        long classes = last.map(Linear::outputs).orElseGet(() -> declaredClasses(chosen));
        if (classes == labels) {
            return new Fitted(graph, logits, logits);
        }
        if (last.isEmpty() && classes < 0) {
            throw new ModelFormatException(
                    "The graph does not tell how many classes it has, and its last layer is not"
                            + " linear");
        }
        Linear linear =
                last.orElseThrow(
                        () ->
                                new ModelFormatException(
                                        "The graph tells %d classes, not %d, and has no last layer to make anew"
                                                .formatted(classes, labels)));
        notes.add(
                "the last layer, %s, is fresh: %d labels instead of %d"
                        .formatted(linear.weight().getName(), labels, classes));
        return new Fitted(replaced(linear, labels, seed), logits, linear.features());
    }

    private ValueInfoProto choose(Optional<String> name) throws ModelFormatException {
        List<String> names = graph.getOutputList().stream().map(ValueInfoProto::getName).toList();
        if (name.isEmpty() && names.size() == 1) {
            return graph.getOutput(0);
        }
        if (name.isEmpty()) {
            throw new ModelFormatException(
                    "The graph has the outputs "
                            + names
                            + "; say with --output which tells the"
                            + " classes");
        }
        int index = names.indexOf(name.get());
        if (index < 0) {
            throw new ModelFormatException(
                    "The graph has no output " + name.get() + "; it has " + names);
        }
        return graph.getOutput(index);
    }

    private String withoutActivation(String output, List<String> notes)
            throws ModelFormatException {
        String value = output;
        for (NodeProto maker = uses.maker(value); maker != null; maker = uses.maker(value)) {
            if (ACTIVATIONS.contains(maker.getOpType())) {
                notes.add(maker.getOpType() + " at the end was left out: models give logits");
            } else if (!maker.getOpType().equals("Identity")) {
                return value;
            }
            if (maker.getInputCount() == 0) {
                throw new ModelFormatException(
                        "The graph's %s that makes %s has no input"
                                .formatted(maker.getOpType(), value));
            }
            value = maker.getInput(0);
        }
        return value;
    }

    private static long declaredClasses(ValueInfoProto output) {
        var shape = output.getType().getTensorType().getShape();
        return shape.getDimCount() == 2 && shape.getDim(1).hasDimValue()
                ? shape.getDim(1).getDimValue()
                : -1;
    }

    /**
     * A linear layer with its weight in the graph.
     *
     * @param features what it works on
     * @param outputAxis the axis of the weight that its outputs are
     */
    private record Linear(
            String features, TensorProto weight, Optional<TensorProto> bias, int outputAxis) {
        long outputs() {
            return weight.getDims(outputAxis);
        }

        long inputs() {
            return weight.getDims(1 - outputAxis);
        }
    }

    private Optional<Linear> linear(String value) {
        NodeProto maker = uses.maker(value);
        if (maker == null) {
            return Optional.empty();
        }
        return switch (maker.getOpType()) {
            case "Gemm" -> {
                boolean turned =
                        maker.getAttributeList().stream()
                                .anyMatch(a -> a.getName().equals("transB") && a.getI() != 0);
                String bias = maker.getInputCount() > 2 ? maker.getInput(2) : "";
                yield linear(maker.getInput(0), maker.getInput(1), bias, turned);
            }
            case "MatMul" -> linear(maker.getInput(0), maker.getInput(1), "", false);
            case "Add" -> {
                int product = isProduct(maker.getInput(0)) ? 0 : 1;
                NodeProto matrix = uses.maker(maker.getInput(product));
                yield matrix == null || !matrix.getOpType().equals("MatMul")
                        ? Optional.empty()
                        : linear(
                                matrix.getInput(0),
                                matrix.getInput(1),
                                maker.getInput(1 - product),
                                false);
            }
            default -> Optional.empty();
        };
    }

    private boolean isProduct(String value) {
        NodeProto maker = uses.maker(value);
        return maker != null && maker.getOpType().equals("MatMul");
    }

    private Optional<Linear> linear(String features, String matrix, String bias, boolean turned) {
        NodeProto maker = uses.maker(matrix);
        boolean transposed = maker != null && maker.getOpType().equals("Transpose");
        TensorProto weight = weights.get(transposed ? maker.getInput(0) : matrix);
        TensorProto addend = weights.get(bias);
        if (weight == null
                || weight.getDimsCount() != 2
                || uses.users(weight.getName()).size() != 1
                || (!bias.isEmpty() && (addend == null || addend.getDimsCount() != 1))) {
            return Optional.empty();
        }
        return Optional.of(
                new Linear(
                        features,
                        weight,
                        Optional.ofNullable(addend),
                        turned ^ transposed ? 0 : 1));
    }

    /** The graph with a last layer as PyTorch begins one: uniform within ±1/√inputs. */
    private GraphProto replaced(Linear linear, int labels, long seed) {
        Random random = new Random(seed);
        double bound = 1 / Math.sqrt((double) linear.inputs());
        long[] shape = new long[2];
        shape[linear.outputAxis()] = labels;
        shape[1 - linear.outputAxis()] = linear.inputs();
        String bias = linear.bias().map(TensorProto::getName).orElse("");
        List<TensorProto> initializers = new ArrayList<>();
        for (TensorProto tensor : graph.getInitializerList()) {
            if (tensor.getName().equals(linear.weight().getName())) {
                initializers.add(uniform(tensor.getName(), shape, bound, random));
            } else if (tensor.getName().equals(bias)) {
                initializers.add(uniform(tensor.getName(), new long[] {labels}, bound, random));
            } else {
                initializers.add(tensor);
            }
        }
        return graph.toBuilder().clearInitializer().addAllInitializer(initializers).build();
    }

    private static TensorProto uniform(String name, long[] shape, double bound, Random random) {
        float[] values = new float[Math.toIntExact(Tensors.count(shape))];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (bound * (2 * random.nextDouble() - 1));
        }
        return Tensors.of(name, shape, values);
    }
}
