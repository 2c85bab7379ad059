package lumen.model.quantization;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.HashSet;
import java.util.Set;
import lumen.model.graph.Tensors;

/**
 * Makes a model compute in float16, for graphics processors that are twice as fast in it. Features
 * and logits stay float32; values beyond ±65,504 become that.
 */
public final class HalfPrecision {
    private static final String CAST = ".float16";
    private static final float GREATEST = 65_504;

    private final GraphProto source;
    private final Set<String> kept = new HashSet<>();
    private final GraphProto.Builder graph;

    private HalfPrecision(GraphProto source) {
        this.source = source;
        graph = source.toBuilder().clearNode().clearInitializer().clearValueInfo();
        for (NodeProto node : source.getNodeList()) {
            if (node.getOpType().equals("Resize")) {
                // Sizes and scales are not values of the network.
                node.getInputList().stream().skip(1).forEach(kept::add);
            }
        }
    }

    /**
     * The model in float16.
     *
     * @throws IllegalArgumentException if it has branches, loops or integer layers
     */
    public static ModelProto of(ModelProto model) {
        return model.toBuilder()
                .setGraph(new HalfPrecision(ServingGraph.of(model).getGraph()).converted())
                .build();
    }

    private GraphProto converted() {
        String input = source.getInput(0).getName();
        String output = source.getOutput(0).getName();
        for (TensorProto weight : source.getInitializerList()) {
            graph.addInitializer(half(weight, weight.getName()));
        }
        graph.addNode(cast(input, input + CAST, TensorProto.DataType.FLOAT16_VALUE));
        for (NodeProto node : source.getNodeList()) {
            graph.addNode(half(node, input, output));
        }
        return graph.addNode(cast(output + CAST, output, TensorProto.DataType.FLOAT_VALUE)).build();
    }

    private NodeProto half(NodeProto node, String input, String output) {
        NodeProto.Builder result = node.toBuilder();
        for (int i = 0; i < node.getInputCount(); i++) {
            if (node.getInput(i).equals(input) || node.getInput(i).equals(output)) {
                result.setInput(i, node.getInput(i) + CAST);
            }
        }
        for (int i = 0; i < node.getOutputCount(); i++) {
            if (node.getOutput(i).equals(output)) {
                result.setOutput(i, output + CAST);
            }
        }
        for (AttributeProto.Builder attribute : result.getAttributeBuilderList()) {
            if (attribute.hasG() || attribute.getGraphsCount() > 0) {
                throw new IllegalArgumentException(
                        "the model has branches or loops, which cannot be converted");
            }
            if (attribute.hasT()) {
                attribute.setT(half(attribute.getT(), node.getOutput(0)));
            }
            if (node.getOpType().equals("Cast")
                    && attribute.getI() == TensorProto.DataType.FLOAT_VALUE) {
                attribute.setI(TensorProto.DataType.FLOAT16_VALUE);
            }
        }
        if (node.getOpType().equals("DequantizeLinear")) {
            throw new IllegalArgumentException("the model computes in integers already");
        }
        return result.build();
    }

    /** The tensor in float16 if it holds values of the network. */
    private TensorProto half(TensorProto tensor, String name) {
        if (tensor.getDataType() != TensorProto.DataType.FLOAT_VALUE || kept.contains(name)) {
            return tensor;
        }
        FloatBuffer values = Tensors.floats(tensor);
        ByteBuffer halves =
                ByteBuffer.allocate(values.remaining() * Short.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN);
        while (values.hasRemaining()) {
            halves.putShort(Float.floatToFloat16(Math.clamp(values.get(), -GREATEST, GREATEST)));
        }
        return TensorProto.newBuilder()
                .setName(tensor.getName())
                .setDataType(TensorProto.DataType.FLOAT16_VALUE)
                .addAllDims(tensor.getDimsList())
                .setRawData(ByteString.copyFrom(halves.flip()))
                .build();
    }

    private static NodeProto cast(String value, String result, int type) {
        return NodeProto.newBuilder()
                .setOpType("Cast")
                .setName(result + ".cast")
                .addInput(value)
                .addOutput(result)
                .addAttribute(QuantizedGraph.integer("to", type))
                .build();
    }
}
