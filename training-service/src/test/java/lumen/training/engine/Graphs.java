package lumen.training.engine;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Small ONNX graphs written node by node, independent of libs/model's builder. */
final class Graphs {
    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("test");
    private boolean hasStochasticDepth;
    private int nodes;

    Graphs input(String name, long... shape) {
        graph.addInput(value(name, shape));
        return this;
    }

    Graphs output(String name, long... shape) {
        graph.addOutput(value(name, shape));
        return this;
    }

    Graphs weight(String name, float[] values, long... shape) {
        TensorProto.Builder tensor = tensor(TensorProto.DataType.FLOAT_VALUE, shape).setName(name);
        for (float value : values) {
            tensor.addFloatData(value);
        }
        graph.addInitializer(tensor);
        return this;
    }

    Graphs integers(String name, long... values) {
        TensorProto.Builder tensor =
                tensor(TensorProto.DataType.INT64_VALUE, values.length).setName(name);
        for (long value : values) {
            tensor.addInt64Data(value);
        }
        graph.addInitializer(tensor);
        return this;
    }

    Graphs scalar(String name, long value) {
        graph.addInitializer(
                tensor(TensorProto.DataType.INT64_VALUE).setName(name).addInt64Data(value));
        return this;
    }

    /**
     * Adds a node; attributes alternate name and value (Long, Float, String, long[], TensorProto).
     */
    Graphs node(String type, List<String> inputs, List<String> outputs, Object... attributes) {
        NodeProto.Builder node =
                NodeProto.newBuilder()
                        .setOpType(type)
                        .setName(type.toLowerCase(java.util.Locale.ROOT) + nodes++)
                        .addAllInput(inputs)
                        .addAllOutput(outputs);
        if (type.equals("StochasticDepth")) {
            node.setDomain("lumen.test");
            hasStochasticDepth = true;
        }
        for (int index = 0; index < attributes.length; index += 2) {
            node.addAttribute(attribute((String) attributes[index], attributes[index + 1]));
        }
        graph.addNode(node);
        return this;
    }

    ModelProto model(int operatorSet) {
        ModelProto.Builder model =
                ModelProto.newBuilder()
                        .setIrVersion(8)
                        .setGraph(graph)
                        .addOpsetImport(
                                OperatorSetIdProto.newBuilder()
                                        .setDomain("")
                                        .setVersion(operatorSet));
        if (hasStochasticDepth) {
            model.addOpsetImport(
                    OperatorSetIdProto.newBuilder().setDomain("lumen.test").setVersion(1));
            model.addFunctions(
                    FunctionProto.newBuilder()
                            .setName("StochasticDepth")
                            .setDomain("lumen.test")
                            .addInput("X")
                            .addOutput("Y")
                            .addAttribute("p")
                            .addOpsetImport(
                                    OperatorSetIdProto.newBuilder()
                                            .setDomain("")
                                            .setVersion(operatorSet))
                            .addNode(
                                    NodeProto.newBuilder()
                                            .setOpType("Identity")
                                            .addInput("X")
                                            .addOutput("Y")));
        }
        return model.build();
    }

    ModelProto model() {
        return model(17);
    }

    static TensorProto.Builder tensor(int type, long... shape) {
        TensorProto.Builder tensor = TensorProto.newBuilder().setDataType(type);
        for (long size : shape) {
            tensor.addDims(size);
        }
        return tensor;
    }

    private static AttributeProto attribute(String name, Object value) {
        AttributeProto.Builder attribute = AttributeProto.newBuilder().setName(name);
        switch (value) {
            case Long integer -> attribute.setType(AttributeProto.AttributeType.INT).setI(integer);
            case Float real -> attribute.setType(AttributeProto.AttributeType.FLOAT).setF(real);
            case String text ->
                    attribute
                            .setType(AttributeProto.AttributeType.STRING)
                            .setS(ByteString.copyFrom(text, StandardCharsets.UTF_8));
            case long[] integers -> {
                attribute.setType(AttributeProto.AttributeType.INTS);
                for (long integer : integers) {
                    attribute.addInts(integer);
                }
            }
            case TensorProto tensor ->
                    attribute.setType(AttributeProto.AttributeType.TENSOR).setT(tensor);
            default -> throw new IllegalArgumentException(value.getClass().getName());
        }
        return attribute.build();
    }

    private static ValueInfoProto value(String name, long... shape) {
        TensorShapeProto.Builder sizes = TensorShapeProto.newBuilder();
        for (long size : shape) {
            var dimension = TensorShapeProto.Dimension.newBuilder();
            sizes.addDim(size < 0 ? dimension.setDimParam("N") : dimension.setDimValue(size));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(
                        TypeProto.newBuilder()
                                .setTensorType(
                                        TypeProto.Tensor.newBuilder()
                                                .setElemType(TensorProto.DataType.FLOAT_VALUE)
                                                .setShape(sizes)))
                .build();
    }
}
