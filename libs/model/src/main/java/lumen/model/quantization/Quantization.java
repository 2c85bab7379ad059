package lumen.model.quantization;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Static quantisation of a model: convolutions and linear layers are computed with weights of int8,
 * a scale for each output, and activations of uint8, whose ranges are observed beforehand on real
 * windows (Jacob et al. 2018, "Quantization and training of neural networks for efficient
 * integer-arithmetic-only inference"). Everything else, and the layer that makes the logits, stays
 * float32. The result can be served but not trained.
 *
 * <pre>{@code
 * Quantization quantization = Quantization.of(model);
 * // Run quantization.observing() on some windows; its outputs are lowest and highest values.
 * ModelProto small = quantization.apply(ranges);
 * }</pre>
 */
public final class Quantization {
    private static final long OLDEST_OPERATORS = 13;
    private static final String LOWEST = "lumen.lowest.";
    private static final String HIGHEST = "lumen.highest.";

    private final ModelProto model;
    private final Map<String, QuantizableLayer> layers;
    private final Set<String> observed = new LinkedHashSet<>();

    private Quantization(ModelProto model) {
        this.model = model;
        GraphProto graph = model.getGraph();
        layers = QuantizableLayer.of(graph, graph.getOutput(0).getName());
        for (QuantizableLayer layer : layers.values()) {
            observed.add(layer.input());
            if (layer.result() != null) {
                observed.add(layer.result());
            }
        }
    }

    /**
     * Prepares a model.
     *
     * @param model a graph of float32 with one output
     * @throws IllegalArgumentException if it has no layer that can be quantised, or is written in
     *     operators too old to have a scale for each output
     */
    public static Quantization of(ModelProto model) {
        for (OperatorSetIdProto set : model.getOpsetImportList()) {
            if (set.getDomain().isEmpty() && set.getVersion() < OLDEST_OPERATORS) {
                throw new IllegalArgumentException(
                        "the model is written in version %d of ONNX's operators; %d is needed"
                                .formatted(set.getVersion(), OLDEST_OPERATORS));
            }
        }
        Quantization quantization =
                new Quantization(NormalizationInParts.in(ServingGraph.of(model)));
        if (quantization.layers.isEmpty()) {
            throw new IllegalArgumentException(
                    "the model has no convolution or linear layer that could be quantised");
        }
        return quantization;
    }

    /** How many layers are computed in integers. */
    public int layers() {
        return layers.size();
    }

    /** The model with two more outputs for each activation: its lowest and its highest value. */
    public ModelProto observing() {
        GraphProto.Builder graph = model.getGraph().toBuilder();
        for (String value : observed) {
            addReduction(graph, "ReduceMin", value, LOWEST + value);
            addReduction(graph, "ReduceMax", value, HIGHEST + value);
        }
        return model.toBuilder().setGraph(graph).build();
    }

    private static void addReduction(
            GraphProto.Builder graph, String operator, String value, String result) {
        graph.addNode(
                NodeProto.newBuilder()
                        .setOpType(operator)
                        .setName(result)
                        .addInput(value)
                        .addOutput(result)
                        .addAttribute(QuantizedGraph.integer("keepdims", 0)));
        graph.addOutput(ValueInfoProto.newBuilder().setName(result));
    }

    /** The names of the outputs that {@link #observing} adds. */
    public List<String> observations() {
        return observed.stream()
                .flatMap(value -> List.of(LOWEST + value, HIGHEST + value).stream())
                .toList();
    }

    /**
     * The ranges that one run has shown.
     *
     * @param outputs the values of {@link #observations} by name
     */
    public Map<String, ValueRange> ranges(Map<String, Float> outputs) {
        Map<String, ValueRange> ranges = new HashMap<>();
        for (String value : observed) {
            ranges.put(
                    value,
                    new ValueRange(outputs.get(LOWEST + value), outputs.get(HIGHEST + value)));
        }
        return ranges;
    }

    /**
     * The quantised model.
     *
     * @param ranges what each activation was seen to take, over all runs
     * @throws IllegalArgumentException if an activation was not observed
     */
    public ModelProto apply(Map<String, ValueRange> ranges) {
        if (!ranges.keySet().containsAll(observed)) {
            throw new IllegalArgumentException("not every activation was observed");
        }
        return model.toBuilder()
                .setGraph(new QuantizedGraph(model.getGraph(), layers, ranges).build())
                .build();
    }
}
