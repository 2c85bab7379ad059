package lumen.training.engine;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    private final ModelProto model;
    private final Map<String, Integer> slots = new HashMap<>();
    private final Map<Integer, Tensor> fixed = new HashMap<>();
    private final Map<String, Tensor> parameters = new LinkedHashMap<>();
    private final Map<String, Tensor> statistics = new LinkedHashMap<>();
    private final List<Step> steps = new ArrayList<>();
    private final List<String> inputs = new ArrayList<>();
    private final List<String> outputs = new ArrayList<>();

    /** One node: where its values come from, where they go, and which die with it. */
    private record Step(String title, int[] from, int[] to, int[] dead, Operator operator) {}

    /**
     * Compiles a model.
     *
     * @throws EngineException naming the operators, element types or attributes that cannot be
     *     trained
     */
    public TrainableGraph(ModelProto model) {
        this.model = model;
        GraphProto graph = model.getGraph();
        OperatorCatalogue.require(
                graph.getNodeList().stream()
                        .filter(node -> !node.getOpType().equals("Constant"))
                        .toList());
        readInitialisers(graph);
        graph.getInputList().stream()
                .map(input -> input.getName())
                .filter(name -> !fixed.containsKey(slot(name)))
                .forEach(inputs::add);
        graph.getOutputList().forEach(output -> outputs.add(output.getName()));
        compile(graph.getNodeList());
    }

    private void readInitialisers(GraphProto graph) {
        Set<String> trained = Set.copyOf(Parameters.trainable(graph));
        Set<String> running = Parameters.runningStatistics(graph.getNodeList());
        try (PointerScope _ = new PointerScope()) {
            for (TensorProto initialiser : graph.getInitializerList()) {
                Tensor tensor = TensorData.read(initialiser).retainReference();
                fixed.put(slot(initialiser.getName()), tensor);
                if (trained.contains(initialiser.getName())) {
                    tensor.set_requires_grad(true);
                    parameters.put(initialiser.getName(), tensor);
                } else if (running.contains(initialiser.getName())) {
                    statistics.put(initialiser.getName(), tensor);
                }
            }
        }
    }

    private void compile(List<NodeProto> all) {
        List<NodeProto> nodes =
                new GraphFusion(
                                new HashSet<>(outputs),
                                name -> hasRank(name, 2),
                                name -> hasRank(name, 1))
                        .fuse(withoutConstants(all));
        Map<Integer, Integer> lastUse = new HashMap<>();
        for (int index = 0; index < nodes.size(); index++) {
            for (String input : nodes.get(index).getInputList()) {
                lastUse.put(slot(input), index);
            }
            for (String output : nodes.get(index).getOutputList()) {
                lastUse.putIfAbsent(slot(output), index);
            }
        }
        Set<Integer> kept = new HashSet<>(fixed.keySet());
        kept.add(slot(""));
        inputs.forEach(name -> kept.add(slot(name)));
        outputs.forEach(name -> kept.add(slot(name)));
        Map<Integer, List<Integer>> deaths = new HashMap<>();
        lastUse.forEach(
                (value, index) -> {
                    if (!kept.contains(value)) {
                        deaths.computeIfAbsent(index, step -> new ArrayList<>()).add(value);
                    }
                });
        for (int index = 0; index < nodes.size(); index++) {
            NodeProto node = nodes.get(index);
            steps.add(
                    new Step(
                            "%s %s".formatted(node.getOpType(), node.getName()),
                            node.getInputList().stream().mapToInt(this::slot).toArray(),
                            node.getOutputList().stream().mapToInt(this::slot).toArray(),
                            deaths.getOrDefault(index, List.of()).stream()
                                    .mapToInt(Integer::intValue)
                                    .toArray(),
                            OperatorCatalogue.create(node)));
        }
    }

    private List<NodeProto> withoutConstants(List<NodeProto> nodes) {
        List<NodeProto> rest = new ArrayList<>();
        try (PointerScope _ = new PointerScope()) {
            for (NodeProto node : nodes) {
                if (!node.getOpType().equals("Constant")) {
                    rest.add(node);
                    continue;
                }
                TensorProto value =
                        new Attributes(node)
                                .tensor("value")
                                .orElseThrow(
                                        () ->
                                                new EngineException(
                                                        "Constant %s without a tensor value"
                                                                .formatted(node.getName())));
                fixed.put(slot(node.getOutput(0)), TensorData.read(value).retainReference());
            }
        }
        return rest;
    }

    private boolean hasRank(String name, int rank) {
        Tensor parameter = parameters.get(name);
        return parameter != null && parameter.dim() == rank;
    }

    private int slot(String name) {
        return slots.computeIfAbsent(name, unknown -> slots.size());
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

    /** How many numbers are trained. */
    public long parameterCount() {
        return parameters.values().stream().mapToLong(Tensor::numel).sum();
    }

    /**
     * Lays convolution weights out channels last, which libtorch's convolutions on a CPU prefer;
     * values and results stay the same.
     */
    public TrainableGraph channelsLast() {
        try (PointerScope _ = new PointerScope()) {
            for (Tensor parameter : parameters.values()) {
                if (parameter.dim() == 4) {
                    parameter.set_data(parameter.contiguous(MemoryFormat.ChannelsLast));
                }
            }
        }
        return this;
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
        Tensor[] live = new Tensor[slots.size()];
        fixed.forEach((place, tensor) -> live[place] = tensor);
        for (int index = 0; index < values.length; index++) {
            live[slot(inputs.get(index))] = values[index];
        }
        Tensor result = null;
        try {
            for (Step step : steps) {
                execute(step, mode, live);
            }
            result = live[slot(outputs.getFirst())];
        } finally {
            closeAllBut(result, values, live);
        }
        PointerScope around = PointerScope.getInnerScope();
        if (around != null) {
            around.attach(result);
            result.releaseReference();
        }
        return result;
    }

    private static void execute(Step step, Mode mode, Tensor[] live) {
        Tensor[] arguments = new Tensor[step.from().length];
        for (int index = 0; index < arguments.length; index++) {
            arguments[index] = live[step.from()[index]];
        }
        Tensor[] results;
        try (PointerScope _ = new PointerScope()) {
            results = step.operator().run(arguments, mode);
            for (Tensor result : results) {
                result.retainReference();
            }
        } catch (EngineException failure) {
            throw failure;
        } catch (RuntimeException failure) {
            throw new EngineException(
                    "%s: %s".formatted(step.title(), firstLine(failure.getMessage())), failure);
        }
        for (int index = 0; index < results.length; index++) {
            if (index < step.to().length) {
                live[step.to()[index]] = results[index];
            } else {
                results[index].close();
            }
        }
        for (int place : step.dead()) {
            if (live[place] != null) {
                live[place].close();
                live[place] = null;
            }
        }
    }

    /** Closes what a step left behind; without a result, when a node has failed, everything. */
    private void closeAllBut(Tensor result, Tensor[] values, Tensor[] live) {
        Set<Tensor> kept = Collections.newSetFromMap(new IdentityHashMap<>());
        kept.addAll(fixed.values());
        kept.addAll(List.of(values));
        if (result != null) {
            kept.add(result);
        }
        for (Tensor tensor : live) {
            if (tensor != null && !kept.contains(tensor)) {
                tensor.close();
            }
        }
    }

    private static String firstLine(String message) {
        return message == null ? "no message" : message.lines().findFirst().orElse("");
    }

    /** The model with the present weights and statistics; everything else is unchanged. */
    public ModelProto withWeights() {
        return withWeights(tensors());
    }

    /**
     * The model with other weights, such as averages.
     *
     * @param weights float tensors by initialiser name; initialisers without one stay as they were
     */
    public ModelProto withWeights(Map<String, Tensor> weights) {
        return withWeights(model, weights);
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

    @Override
    public void close() {
        fixed.values().forEach(Tensor::close);
    }
}
