package lumen.model.quantization;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import lumen.model.graph.Tensors;

/**
 * Writes a graph in which rounding to integers and back stands around each layer that is computed
 * in integers ({@code QuantizeLinear} and {@code DequantizeLinear}); ONNX Runtime makes one integer
 * operator of each such group. Scales and integers are constants: none of them can be trained.
 */
final class QuantizedGraph {
    /** Half of what int32 holds, so that rounding cannot go beyond it. */
    private static final float LARGEST_BIAS = 1 << 30;

    private final GraphProto source;
    private final Map<String, QuantizableLayer> layers;
    private final Map<String, ValueRange> ranges;
    private final Set<String> roundedResults;
    private final Map<String, String> rounded = new HashMap<>();
    private final Set<String> written = new HashSet<>();
    private final GraphProto.Builder graph;

    QuantizedGraph(
            GraphProto source,
            Map<String, QuantizableLayer> layers,
            Map<String, ValueRange> ranges) {
        this.source = source;
        this.layers = layers;
        this.ranges = ranges;
        roundedResults =
                layers.values().stream()
                        .map(QuantizableLayer::result)
                        .filter(result -> result != null)
                        .collect(Collectors.toSet());
        graph = source.toBuilder().clearNode().clearInitializer();
    }

    GraphProto build() {
        for (NodeProto node : source.getNodeList()) {
            QuantizableLayer layer = layers.get(node.getOutput(0));
            NodeProto next = layer == null ? node : integer(layer);
            String result = node.getOutput(0);
            if (roundedResults.contains(result)) {
                String exact = result + ".exact";
                graph.addNode(next.toBuilder().setOutput(0, exact));
                round(exact, result, ranges.get(result));
                rounded.put(result, result);
            } else {
                graph.addNode(next);
            }
        }
        removeUnusedNodes();
        Set<String> used =
                graph.getNodeList().stream()
                        .flatMap(node -> node.getInputList().stream())
                        .collect(Collectors.toSet());
        source.getInitializerList().stream()
                .filter(weight -> used.contains(weight.getName()))
                .forEach(graph::addInitializer);
        return graph.build();
    }

    /** Weights that were turned by the graph are stored turned; nothing turns them any more. */
    private void removeUnusedNodes() {
        Set<String> wanted =
                graph.getOutputList().stream()
                        .map(output -> output.getName())
                        .collect(Collectors.toSet());
        List<NodeProto> all = List.copyOf(graph.getNodeList());
        Set<NodeProto> needed = Collections.newSetFromMap(new IdentityHashMap<>());
        for (NodeProto node : all.reversed()) {
            if (node.getOutputList().stream().anyMatch(wanted::contains)) {
                needed.add(node);
                wanted.addAll(node.getInputList());
            }
        }
        graph.clearNode();
        all.stream().filter(needed::contains).forEach(graph::addNode);
    }

    private NodeProto integer(QuantizableLayer layer) {
        NodeProto node = layer.node();
        String input = rounded(layer.input());
        float inputScale = ranges.get(layer.input()).scale();
        QuantizedWeight weight =
                QuantizedWeight.of(
                        values(layer.weight()),
                        layer.outputs(),
                        layer.outputsFirst(),
                        scalesForBias(layer, inputScale));
        NodeProto.Builder result =
                node.toBuilder().setInput(0, input).setInput(1, weight(layer, weight));
        if (layer.bias() != null) {
            result.setInput(2, bias(layer.bias(), weight.scales(), inputScale));
        }
        return result.build();
    }

    /**
     * The scales below which an output's bias would be too large for int32: an output whose weights
     * are all but zero, as batch normalisations leave them, may be nothing but its bias.
     */
    private static float[] scalesForBias(QuantizableLayer layer, float inputScale) {
        float[] scales = new float[layer.outputs()];
        if (layer.bias() != null) {
            float[] bias = values(layer.bias());
            for (int output = 0; output < Math.min(scales.length, bias.length); output++) {
                scales[output] = Math.abs(bias[output]) / (inputScale * LARGEST_BIAS);
            }
        }
        return scales;
    }

    private String rounded(String value) {
        String known = rounded.get(value);
        if (known == null) {
            known = value + ".rounded";
            round(value, known, ranges.get(value));
            rounded.put(value, known);
        }
        return known;
    }

    /** Rounds a value to eight bits and back. */
    private void round(String value, String result, ValueRange range) {
        String scale = result + ".scale";
        String zero = result + ".zero";
        String integers = result + ".uint8";
        constant(Tensors.of(scale, new long[0], new float[] {range.scale()}));
        constant(
                bytes(
                        zero,
                        TensorProto.DataType.UINT8_VALUE,
                        new byte[] {range.zeroPoint()},
                        List.of()));
        add("QuantizeLinear", integers, value, scale, zero);
        add("DequantizeLinear", result, integers, scale, zero);
    }

    private String weight(QuantizableLayer layer, QuantizedWeight weight) {
        TensorProto original = layer.weight();
        boolean turn = layer.transposed();
        List<Long> shape =
                turn ? List.of(original.getDims(1), original.getDims(0)) : original.getDimsList();
        byte[] values = turn ? turned(weight.values(), layer.outputs()) : weight.values();
        long axis = layer.outputsFirst() && !turn ? 0 : shape.size() - 1L;
        String name = original.getName() + (turn ? ".turned" : "");
        return integers(
                name,
                bytes(name + ".integers", TensorProto.DataType.INT8_VALUE, values, shape),
                weight.scales(),
                axis);
    }

    private static byte[] turned(byte[] values, int rows) {
        int columns = values.length / rows;
        byte[] turned = new byte[values.length];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                turned[column * rows + row] = values[row * columns + column];
            }
        }
        return turned;
    }

    /** A bias in int32, in units of what the sums of products are counted in. */
    private String bias(TensorProto bias, float[] weightScales, float inputScale) {
        float[] values = values(bias);
        float[] scales = new float[values.length];
        ByteBuffer integers =
                ByteBuffer.allocate(values.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < values.length; i++) {
            scales[i] = weightScales[i] * inputScale;
            integers.putInt(Math.round(values[i] / scales[i]));
        }
        // The same bias after inputs of another scale would be other integers.
        String name =
                bias.getName() + ".of_" + Integer.toHexString(Float.floatToIntBits(inputScale));
        return integers(
                name,
                bytes(
                        name + ".integers",
                        TensorProto.DataType.INT32_VALUE,
                        integers.array(),
                        bias.getDimsList()),
                scales,
                0);
    }

    private String integers(String name, TensorProto integers, float[] scales, long axis) {
        String result = name + ".dequantized";
        if (written.add(result)) {
            String scale = name + ".scales";
            constant(integers);
            constant(Tensors.of(scale, new long[] {scales.length}, scales));
            add("DequantizeLinear", result, integers.getName(), scale);
            int last = graph.getNodeCount() - 1;
            graph.setNode(
                    last, graph.getNode(last).toBuilder().addAttribute(integer("axis", axis)));
        }
        return result;
    }

    private void constant(TensorProto tensor) {
        graph.addNode(constantNode(tensor));
    }

    /** A constant of the tensor's name. */
    static NodeProto constantNode(TensorProto tensor) {
        return NodeProto.newBuilder()
                .setOpType("Constant")
                .setName(tensor.getName())
                .addOutput(tensor.getName())
                .addAttribute(
                        AttributeProto.newBuilder()
                                .setName("value")
                                .setType(AttributeProto.AttributeType.TENSOR)
                                .setT(tensor.toBuilder().clearName()))
                .build();
    }

    private void add(String operator, String result, String... inputs) {
        graph.addNode(
                NodeProto.newBuilder()
                        .setOpType(operator)
                        // The value may already have given its name to the node that made it.
                        .setName(result + "." + operator)
                        .addAllInput(List.of(inputs))
                        .addOutput(result));
    }

    static AttributeProto integer(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    private static TensorProto bytes(String name, int type, byte[] values, List<Long> shape) {
        return TensorProto.newBuilder()
                .setName(name)
                .setDataType(type)
                .addAllDims(shape)
                .setRawData(ByteString.copyFrom(values))
                .build();
    }

    private static float[] values(TensorProto tensor) {
        FloatBuffer buffer = Tensors.floats(tensor);
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        return values;
    }
}
