package lumen.model.imported;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import lumen.model.architecture.Architecture;
import lumen.model.file.ModelFormatException;
import lumen.model.graph.Parameters;

/**
 * Makes a graph that another tool exported into one that lumen trains and serves: input {@code
 * features} {@code [N, bands, frames]}, output {@code logits} {@code [N, labels]}, initialisers
 * only for what training may change and for running statistics, everything else constants.
 */
public final class GraphImport {
    private static final long OLDEST_OPERATORS = 11;
    private static final long NEWEST_OPERATORS = 23;

    private GraphImport() {}

    /**
     * What an exported graph does not say.
     *
     * @param labels how many logits the model gives
     * @param bands rows of a window of features
     * @param frames columns of a window of features
     * @param mean what the graph wants subtracted from features
     * @param standardDeviation what the graph wants features divided by; positive
     * @param output which of the graph's outputs tells the classes; empty for the only one
     * @param seed decides the values of a last layer that is made anew
     */
    public record Request(
            int labels,
            int bands,
            int frames,
            double mean,
            double standardDeviation,
            Optional<String> output,
            long seed) {
        public Request {
            if (labels < 1 || bands < 1 || frames < 1 || !(standardDeviation > 0)) {
                throw new IllegalArgumentException("sizes must be at least 1: " + labels);
            }
        }
    }

    /**
     * An imported model.
     *
     * @param model the graph, without metadata
     * @param layout how features become what the source takes
     * @param sourceInput the source's input
     * @param sourceValue a value of the source that the model computes too
     * @param value the same value in the model
     * @param parameters how many tensors training may change
     * @param notes what was done to the graph, in words
     */
    public record Imported(
            ModelProto model,
            InputLayout layout,
            String sourceInput,
            String sourceValue,
            String value,
            int parameters,
            List<String> notes) {
        public Imported {
            notes = List.copyOf(notes);
        }
    }

    /**
     * Imports a graph.
     *
     * @param source the exported model
     * @throws ModelFormatException if it cannot be made into a model of lumen, with the reason
     */
    public static Imported of(ModelProto source, Request request) throws ModelFormatException {
        requireOperators(source);
        List<String> notes = new ArrayList<>();
        GraphProto separated = TiedWeights.separated(source.getGraph(), notes);
        ValueInfoProto input = onlyInput(separated);
        InputLayout layout = InputLayout.of(input, request.bands(), request.frames());
        Classifier.Fitted fitted =
                new Classifier(separated)
                        .fit(request.labels(), request.output(), request.seed(), notes);
        Renaming renaming = new Renaming(Set.of(Architecture.INPUT, Architecture.OUTPUT));
        GraphProto graph = renaming.applyTo(fitted.graph());
        GraphProto complete =
                assemble(
                        graph,
                        renaming.of(input.getName()),
                        renaming.of(fitted.logits()),
                        layout,
                        request);
        int parameters = Parameters.trainable(complete).size();
        notes.add(parameters + " of its tensors can be trained");
        return new Imported(
                source.toBuilder()
                        .clearMetadataProps()
                        .clearTrainingInfo()
                        .setGraph(complete)
                        .build(),
                layout,
                input.getName(),
                fitted.compared(),
                renaming.of(fitted.compared()),
                parameters,
                notes);
    }

    private static void requireOperators(ModelProto source) throws ModelFormatException {
        for (OperatorSetIdProto set : source.getOpsetImportList()) {
            boolean own = set.getDomain().isEmpty() || set.getDomain().equals("ai.onnx");
            if (own
                    && (set.getVersion() < OLDEST_OPERATORS
                            || set.getVersion() > NEWEST_OPERATORS)) {
                throw new ModelFormatException(
                        "The graph is written in version %d of ONNX's operators; known are %d to %d"
                                .formatted(set.getVersion(), OLDEST_OPERATORS, NEWEST_OPERATORS));
            }
        }
    }

    private static ValueInfoProto onlyInput(GraphProto graph) throws ModelFormatException {
        Set<String> weights =
                graph.getInitializerList().stream()
                        .map(TensorProto::getName)
                        .collect(Collectors.toSet());
        List<ValueInfoProto> inputs =
                graph.getInputList().stream()
                        .filter(input -> !weights.contains(input.getName()))
                        .toList();
        if (inputs.size() != 1) {
            throw new ModelFormatException(
                    "The graph takes "
                            + inputs.stream().map(ValueInfoProto::getName).toList()
                            + "; a model takes one input");
        }
        TypeProto.Tensor type = inputs.getFirst().getType().getTensorType();
        if (type.getElemType() != TensorProto.DataType.FLOAT_VALUE) {
            throw new ModelFormatException("The graph's input is not float32");
        }
        return inputs.getFirst();
    }

    private static GraphProto assemble(
            GraphProto graph, String input, String logits, InputLayout layout, Request request) {
        List<NodeProto> computed = GraphUses.needed(graph.getNodeList(), Set.of(logits));
        GraphUses uses = new GraphUses(computed);
        ParameterChoice choice = new ParameterChoice(uses);
        Set<String> statistics = Parameters.runningStatistics(computed);
        Set<String> used = new HashSet<>();
        computed.forEach(node -> used.addAll(GraphUses.usedBy(node)));
        GraphProto.Builder complete = GraphProto.newBuilder().setName("imported");
        for (TensorProto tensor : graph.getInitializerList()) {
            if (!used.contains(tensor.getName())) {
                continue;
            }
            if (choice.isParameter(tensor) || statistics.contains(tensor.getName())) {
                complete.addInitializer(tensor);
            } else {
                complete.addNode(ConstantTensors.node(tensor));
            }
        }
        complete.addAllNode(
                InputAdapter.write(layout, input, request.mean(), request.standardDeviation()));
        computed.forEach(
                node -> complete.addNode(ConstantTensors.withTensor(ServingMode.of(node))));
        return complete.addNode(
                        NodeProto.newBuilder()
                                .setOpType("Identity")
                                .setName(Architecture.OUTPUT)
                                .addInput(logits)
                                .addOutput(Architecture.OUTPUT))
                .addInput(
                        declaration(
                                Architecture.INPUT,
                                symbol("N"),
                                size(request.bands()),
                                layout.anyFrames() ? symbol("frames") : size(request.frames())))
                .addOutput(declaration(Architecture.OUTPUT, symbol("N"), size(request.labels())))
                .build();
    }

    private static TensorShapeProto.Dimension symbol(String name) {
        return TensorShapeProto.Dimension.newBuilder().setDimParam(name).build();
    }

    private static TensorShapeProto.Dimension size(long size) {
        return TensorShapeProto.Dimension.newBuilder().setDimValue(size).build();
    }

    private static ValueInfoProto declaration(
            String name, TensorShapeProto.Dimension... dimensions) {
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(
                        TypeProto.newBuilder()
                                .setTensorType(
                                        TypeProto.Tensor.newBuilder()
                                                .setElemType(TensorProto.DataType.FLOAT_VALUE)
                                                .setShape(
                                                        TensorShapeProto.newBuilder()
                                                                .addAllDim(List.of(dimensions)))))
                .build();
    }
}
