package lumen.training.engine;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import lumen.model.graph.Parameters;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.MemoryFormat;

/**
 * An ONNX graph compiled for training: executes node by node through libtorch, records what
 * autograd needs, and gives the graph back with the weights it has learnt.
 *
 * <p>Not thread-safe: one thread trains one graph.
 */
public final class TrainableGraph implements AutoCloseable {
    private static final int IMAGE_AXES = 4;

    /** The model without the weights, which the tensors hold. */
    private final ModelProto skeleton;

    private final Execution execution;
    private final FixedValues fixed;
    private final Program program;
    private final Map<String, Tensor> parameters = new LinkedHashMap<>();
    private final Map<String, Tensor> statistics = new LinkedHashMap<>();
    private final Set<String> normalisationParameters = new LinkedHashSet<>();
    private final List<String> inputs = new ArrayList<>();
    private final List<String> outputs = new ArrayList<>();

    /** Compiles a model for {@link Execution#PLAIN}. */
    public TrainableGraph(ModelProto model) {
        this(model, Execution.PLAIN);
    }

    /**
     * Compiles a model; a graph that another tool exported is prepared by {@link ImportedGraph}.
     *
     * @throws EngineException naming the operators, element types or attributes that cannot be
     *     trained
     */
    public TrainableGraph(ModelProto model, Execution execution) {
        ModelProto prepared = ImportedGraph.of(model);
        long operatorSet = ImportedGraph.operatorSet(prepared);
        GraphProto graph = prepared.getGraph();
        List<NodeProto> nodes = FunctionInlining.nodes(prepared);
        OperatorCatalogue.require(nodes);
        this.execution = execution;
        graph.getInputList().forEach(input -> inputs.add(input.getName()));
        graph.getOutputList().forEach(output -> outputs.add(output.getName()));
        fixed = new FixedValues(Set.copyOf(Parameters.trainable(graph)), execution);
        try {
            readInitialisers(graph, nodes);
            skeleton = withoutWeights(prepared);
            program = compile(nodes, operatorSet);
        } catch (RuntimeException failure) {
            fixed.close();
            throw failure;
        }
    }

    private void readInitialisers(GraphProto graph, List<NodeProto> nodes) {
        Set<String> trained = Set.copyOf(Parameters.trainable(graph));
        Set<String> running = Parameters.runningStatistics(nodes);
        for (TensorProto initialiser : graph.getInitializerList()) {
            String name = initialiser.getName();
            Tensor tensor = fixed.add(initialiser);
            if (trained.contains(name)) {
                parameters.put(name, tensor);
            } else if (running.contains(name)) {
                statistics.put(name, tensor);
            }
        }
        for (NodeProto node : nodes) {
            if (node.getOpType().equals("BatchNormalization")) {
                node.getInputList().stream()
                        .filter(parameters::containsKey)
                        .forEach(normalisationParameters::add);
            }
        }
    }

    private Program compile(List<NodeProto> all, long operatorSet) {
        List<NodeProto> nodes = new ArrayList<>();
        for (NodeProto node : all) {
            if (node.getOpType().equals("Constant")) {
                fixed.add(node);
            } else {
                nodes.add(node);
            }
        }
        Set<String> kept = new HashSet<>(fixed.tensors().keySet());
        kept.addAll(inputs);
        kept.addAll(outputs);
        GraphView view = new GraphView(nodes, Set.copyOf(outputs), fixed);
        return new Program(
                GraphFusion.fuse(nodes, view, operatorSet),
                kept,
                operatorSet,
                execution.precision());
    }

    /** The trained tensors by name, in the graph's order; shared with the graph, not copies. */
    public Map<String, Tensor> parameters() {
        return Collections.unmodifiableMap(parameters);
    }

    /** Running means and variances of batch normalisation by name; shared with the graph. */
    public Map<String, Tensor> statistics() {
        return Collections.unmodifiableMap(statistics);
    }

    /** Parameters and statistics together: everything that training changes. */
    public Map<String, Tensor> tensors() {
        Map<String, Tensor> tensors = new LinkedHashMap<>(parameters);
        tensors.putAll(statistics);
        return tensors;
    }

    /** Names of the scales and offsets of batch normalisations. */
    public Set<String> normalisationParameters() {
        return Collections.unmodifiableSet(normalisationParameters);
    }

    /** How many numbers are trained. */
    public long parameterCount() {
        return parameters.values().stream().mapToLong(Tensor::numel).sum();
    }

    /**
     * Decides which parameters learn from now on. A batch normalisation whose scale does not learn
     * keeps its running statistics, too, and normalises by them.
     */
    public void train(Predicate<String> learns) {
        parameters.forEach((name, tensor) -> tensor.set_requires_grad(learns.test(name)));
    }

    /**
     * Executes the graph.
     *
     * @param mode whether to train or to compute as served
     * @param values one tensor per graph input, in order; they stay the caller's
     * @return the graph's first output; it belongs to the pointer scope around the call
     * @throws EngineException naming the node that failed
     */
    public Tensor forward(Mode mode, Tensor... values) {
        if (values.length != inputs.size()) {
            throw new EngineException(
                    "the graph has %d inputs, given were %d"
                            .formatted(inputs.size(), values.length));
        }
        PointerScope around = PointerScope.getInnerScope();
        Tensor result;
        try (PointerScope _ = new PointerScope()) {
            Map<String, Tensor> given = new HashMap<>(fixed.tensors());
            for (int index = 0; index < values.length; index++) {
                given.put(inputs.get(index), placed(values[index]));
            }
            result = program.run(mode, given, outputs.getFirst());
        }
        if (around != null) {
            around.attach(result);
            result.releaseReference();
        }
        return result;
    }

    private Tensor placed(Tensor value) {
        Tensor here =
                execution.device() == ComputeDevice.CPU
                        ? value
                        : value.to(execution.device().device(), value.scalar_type());
        return execution.channelsLast() && here.dim() == IMAGE_AXES
                ? here.contiguous(MemoryFormat.ChannelsLast)
                : here;
    }

    /** The model with the present weights and statistics; everything else is unchanged. */
    public ModelProto withWeights() {
        return withWeights(Map.of());
    }

    /**
     * The model with other weights, such as averages.
     *
     * @param weights float tensors by initialiser name; the present ones stand for all others
     */
    public ModelProto withWeights(Map<String, Tensor> weights) {
        Map<String, Tensor> all = tensors();
        all.putAll(weights);
        return withWeights(skeleton, all);
    }

    static ModelProto withWeights(ModelProto model, Map<String, Tensor> weights) {
        ModelProto.Builder result = model.toBuilder();
        GraphProto.Builder graph = result.getGraphBuilder();
        for (int index = 0; index < graph.getInitializerCount(); index++) {
            TensorProto initialiser = graph.getInitializer(index);
            Tensor weight = weights.get(initialiser.getName());
            if (weight != null) {
                graph.setInitializer(
                        index,
                        initialiser.toBuilder()
                                .clearFloatData()
                                .setRawData(TensorData.bytes(weight)));
            }
        }
        return result.build();
    }

    /** Weights are large, and the tensors have them already. */
    private ModelProto withoutWeights(ModelProto model) {
        ModelProto.Builder result = model.toBuilder();
        GraphProto.Builder graph = result.getGraphBuilder();
        Map<String, Tensor> held = tensors();
        for (int index = 0; index < graph.getInitializerCount(); index++) {
            TensorProto initialiser = graph.getInitializer(index);
            if (held.containsKey(initialiser.getName())) {
                graph.setInitializer(
                        index, initialiser.toBuilder().clearFloatData().clearRawData());
            }
        }
        return result.build();
    }

    @Override
    public void close() {
        fixed.close();
    }
}
