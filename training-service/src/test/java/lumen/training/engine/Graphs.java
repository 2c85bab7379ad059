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
import java.util.ArrayList;
import java.util.List;

/** Small ONNX graphs written node by node, independent of libs/model's builder. */
final class Graphs {
    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("test");
    private final List<FunctionProto> functions = new ArrayList<>();
    private int nodes;

    Graphs input(String name, long... shape) {
        graph.addInput(value(name, shape));
        return this;
    }

    /** The output y, of whatever shape. */
    Graphs output() {
        return output("y");
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

    /** A node whose inputs and outputs are separated by commas; a left-out input is empty. */
    Graphs node(String type, String inputs, String outputs, Object... attributes) {
        return node(type, names(inputs), names(outputs), attributes);
    }

    private static List<String> names(String separated) {
        return separated.isEmpty() ? List.of() : List.of(separated.split(",", -1));
    }

    /** A constant node of one float. */
    Graphs number(String name, float value) {
        return node(
                "Constant",
                "",
                name,
                "value",
                tensor(TensorProto.DataType.FLOAT_VALUE).addFloatData(value).build());
    }

    /** Adds a function of the model; its domain is imported. */
    Graphs function(FunctionProto function) {
        functions.add(function);
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
        int domain = type.indexOf("::");
        if (domain > 0) {
            node.setDomain(type.substring(0, domain)).setOpType(type.substring(domain + 2));
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
        for (FunctionProto function : functions) {
            model.addFunctions(function);
            boolean imported =
                    model.getOpsetImportList().stream()
                            .anyMatch(set -> set.getDomain().equals(function.getDomain()));
            if (!imported) {
                model.addOpsetImport(
                        OperatorSetIdProto.newBuilder()
                                .setDomain(function.getDomain())
                                .setVersion(1));
            }
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

    /** The function that lumen writes for stochastic depth. */
    static FunctionProto stochasticDepth() {
        return identity("lumen", "StochasticDepth").toBuilder().addAttribute("p").build();
    }

    /** A function that gives its input back. */
    static FunctionProto identity(String domain, String name) {
        return FunctionProto.newBuilder()
                .setName(name)
                .setDomain(domain)
                .addInput("X")
                .addOutput("Y")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(17))
                .addNode(NodeProto.newBuilder().setOpType("Identity").addInput("X").addOutput("Y"))
                .build();
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
            case float[] reals -> {
                attribute.setType(AttributeProto.AttributeType.FLOATS);
                for (float real : reals) {
                    attribute.addFloats(real);
                }
            }
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
        if (shape.length == 0) {
            return ValueInfoProto.newBuilder()
                    .setName(name)
                    .setType(
                            TypeProto.newBuilder()
                                    .setTensorType(
                                            TypeProto.Tensor.newBuilder()
                                                    .setElemType(TensorProto.DataType.FLOAT_VALUE)))
                    .build();
        }
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
