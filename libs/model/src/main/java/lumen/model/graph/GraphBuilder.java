package lumen.model.graph;

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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Writes a network as an ONNX graph, layer by layer.
 *
 * <p>A parameter keeps the name that PyTorch's {@code state_dict} would give it, so that published
 * weights load by name. Parameters and running statistics are the graph's only initialisers;
 * everything that is never trained is a {@code Constant} node. Dropout is written as an ordinary
 * node: ONNX Runtime drops it, training applies it.
 *
 * <p>Shapes in the methods' documentation are those of images, {@code [N, channels, height,
 * width]}, and of feature vectors, {@code [N, features]}.
 */
public final class GraphBuilder {
    /** The version of ONNX's operators that the graph is written in. */
    public static final int OPERATOR_SET = 20;

    /** The version of the file format: the oldest that goes with {@link #OPERATOR_SET}. */
    private static final int FORMAT_VERSION = 9;

    private final GraphProto.Builder graph = GraphProto.newBuilder();
    private final Map<String, Initializer> initializers = new LinkedHashMap<>();
    private final Set<String> names = new HashSet<>();

    private record Initializer(long[] shape, Initialization initialization) {}

    /**
     * @param name the graph's name
     */
    public GraphBuilder(String name) {
        graph.setName(Objects.requireNonNull(name, "name"));
    }

    /** Declares an input of float32 values. */
    public Value input(String name, Dimension... shape) {
        graph.addInput(declaration(unique(name), shape));
        return new Value(name);
    }

    /** Declares that {@code value} is an output of the graph, under {@code name}. */
    public void output(Value value, String name, Dimension... shape) {
        graph.addNode(
                NodeProto.newBuilder()
                        .setOpType("Identity")
                        .setName(unique(name))
                        .addInput(value.name())
                        .addOutput(name));
        graph.addOutput(declaration(name, shape));
    }

    /** A tensor that training changes. */
    public Value parameter(String name, Initialization initialization, long... shape) {
        initializers.put(unique(name), new Initializer(shape.clone(), initialization));
        return new Value(name);
    }

    /** Fixed float32 values in C order. */
    public Value constant(long[] shape, float... values) {
        return constant(Tensors.of("", shape, values));
    }

    /** Fixed int64 values, a vector. */
    public Value constant(long... values) {
        return constant(Tensors.of("", new long[] {values.length}, values));
    }

    private Value constant(TensorProto tensor) {
        return node("Constant", List.of(), Attributes.none().with("value", tensor));
    }

    /**
     * A convolution with {@link Convolution#padding()} zeros around the image; weights named {@code
     * path.weight} and {@code path.bias}.
     */
    public Value convolution(
            Value image, String path, Convolution convolution, Initialization weight) {
        List<Value> inputs = new ArrayList<>();
        inputs.add(image);
        inputs.add(parameter(path + ".weight", weight, convolution.weightShape()));
        if (convolution.bias()) {
            inputs.add(
                    parameter(
                            path + ".bias",
                            Initialization.constant(0),
                            convolution.outputChannels()));
        }
        long kernel = convolution.kernel();
        long stride = convolution.stride();
        long padding = convolution.padding();
        return node(
                path,
                "Conv",
                inputs,
                Attributes.none()
                        .with("kernel_shape", new long[] {kernel, kernel})
                        .with("strides", new long[] {stride, stride})
                        .with("pads", new long[] {padding, padding, padding, padding})
                        .with("group", convolution.groups()));
    }

    /**
     * Batch normalisation: each channel's mean and variance, those of the batch in training, the
     * running ones otherwise.
     *
     * @param momentum how much a batch changes the running statistics, as PyTorch counts it (ONNX's
     *     is one minus this)
     */
    public Value batchNormalization(
            Value image, String path, int channels, double epsilon, double momentum) {
        return node(
                path,
                "BatchNormalization",
                List.of(
                        image,
                        parameter(path + ".weight", Initialization.constant(1), channels),
                        parameter(path + ".bias", Initialization.constant(0), channels),
                        parameter(path + ".running_mean", Initialization.constant(0), channels),
                        parameter(path + ".running_var", Initialization.constant(1), channels)),
                Attributes.none()
                        .with("epsilon", (float) epsilon)
                        .with("momentum", (float) (1 - momentum)));
    }

    /** Layer normalisation of the last dimension, with scale and bias. */
    public Value layerNormalization(Value features, String path, int size, double epsilon) {
        return node(
                path,
                "LayerNormalization",
                List.of(
                        features,
                        parameter(path + ".weight", Initialization.constant(1), size),
                        parameter(path + ".bias", Initialization.constant(0), size)),
                Attributes.none().with("axis", -1).with("epsilon", (float) epsilon));
    }

    /** A linear layer with bias: {@code [N, inputs]} to {@code [N, outputs]}. */
    public Value linear(
            Value features,
            String path,
            int inputs,
            int outputs,
            Initialization weight,
            Initialization bias) {
        return node(
                path,
                "Gemm",
                List.of(
                        features,
                        parameter(path + ".weight", weight, outputs, inputs),
                        parameter(path + ".bias", bias, outputs)),
                Attributes.none().with("transB", 1));
    }

    public Value activation(Value value, Activation activation) {
        return switch (activation) {
            case RELU -> node("Relu", List.of(value), Attributes.none());
            case HARD_SWISH -> node("HardSwish", List.of(value), Attributes.none());
            case HARD_SIGMOID ->
                    node(
                            "HardSigmoid",
                            List.of(value),
                            Attributes.none().with("alpha", 1f / 6).with("beta", 0.5f));
            case IDENTITY -> value;
        };
    }

    /**
     * Dropout: in training, each value becomes 0 with probability {@code ratio} and is divided by
     * {@code 1 - ratio} otherwise.
     */
    public Value dropout(Value value, String path, double ratio) {
        return node(
                path,
                "Dropout",
                List.of(value, constant(new long[0], (float) ratio)),
                Attributes.none());
    }

    /** Each channel's mean: {@code [N, C, H, W]} to {@code [N, C, 1, 1]}. */
    public Value globalAveragePool(Value image) {
        return node("GlobalAveragePool", List.of(image), Attributes.none());
    }

    /** All dimensions but the first made one. */
    public Value flatten(Value value) {
        return node("Flatten", List.of(value), Attributes.none().with("axis", 1));
    }

    public Value add(Value left, Value right) {
        return node("Add", List.of(left, right), Attributes.none());
    }

    public Value subtract(Value left, Value right) {
        return node("Sub", List.of(left, right), Attributes.none());
    }

    public Value multiply(Value left, Value right) {
        return node("Mul", List.of(left, right), Attributes.none());
    }

    public Value divide(Value left, Value right) {
        return node("Div", List.of(left, right), Attributes.none());
    }

    /** The entries along {@code axis} that {@code indices} (int64) name. */
    public Value gather(Value value, Value indices, int axis) {
        return node("Gather", List.of(value, indices), Attributes.none().with("axis", axis));
    }

    /** A dimension of size 1 inserted at {@code axis}. */
    public Value unsqueeze(Value value, long axis) {
        return node("Unsqueeze", List.of(value, constant(axis)), Attributes.none());
    }

    /** The values one after the other along {@code axis}. */
    public Value concatenate(List<Value> values, int axis) {
        return node("Concat", values, Attributes.none().with("axis", axis));
    }

    /**
     * The finished model.
     *
     * @param seed decides every initial value; each parameter's values depend on the seed and its
     *     name alone
     */
    public ModelProto build(long seed) {
        GraphProto.Builder complete = graph.clone();
        initializers.forEach(
                (name, initializer) -> {
                    float[] values = new float[Math.toIntExact(Tensors.count(initializer.shape()))];
                    initializer.initialization().fill(values, randomness(seed, name));
                    complete.addInitializer(Tensors.of(name, initializer.shape(), values));
                });
        return ModelProto.newBuilder()
                .setIrVersion(FORMAT_VERSION)
                .setProducerName("lumen")
                .addOpsetImport(
                        OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPERATOR_SET))
                .setGraph(complete)
                .build();
    }

    private static Random randomness(long seed, String name) {
        // Random's sequence is specified bit by bit, but near seeds begin alike: scatter them.
        return new Random(new SplittableRandom(seed * 31 + name.hashCode()).nextLong());
    }

    private Value node(String type, List<Value> inputs, Attributes attributes) {
        return node(type + "_" + graph.getNodeCount(), type, inputs, attributes);
    }

    private Value node(String name, String type, List<Value> inputs, Attributes attributes) {
        NodeProto.Builder node =
                NodeProto.newBuilder()
                        .setOpType(type)
                        .setName(unique(name))
                        .addAllAttribute(attributes.asList())
                        .addOutput(name);
        for (Value input : inputs) {
            node.addInput(input.name());
        }
        graph.addNode(node);
        return new Value(name);
    }

    private String unique(String name) {
        if (!names.add(name)) {
            throw new IllegalArgumentException("the graph already has a value named " + name);
        }
        return name;
    }

    private static ValueInfoProto declaration(String name, Dimension... dimensions) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (Dimension dimension : dimensions) {
            TensorShapeProto.Dimension.Builder entry = TensorShapeProto.Dimension.newBuilder();
            switch (dimension) {
                case Dimension.Fixed(long size) -> entry.setDimValue(size);
                case Dimension.Symbolic(String symbol) -> entry.setDimParam(symbol);
            }
            shape.addDim(entry);
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(
                        TypeProto.newBuilder()
                                .setTensorType(
                                        TypeProto.Tensor.newBuilder()
                                                .setElemType(TensorProto.DataType.FLOAT_VALUE)
                                                .setShape(shape)))
                .build();
    }
}
