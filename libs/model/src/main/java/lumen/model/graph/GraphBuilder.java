package lumen.model.graph;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/**
 * Writes a network as an ONNX graph, operator by operator; {@link Layers} adds what has parameters.
 *
 * <p>A parameter keeps the name that PyTorch's {@code state_dict} would give it, so that published
 * weights load by name. Parameters and running statistics are the graph's only initialisers;
 * everything that is never trained is a {@code Constant} node.
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

    /** The function applied to every element. */
    public Value activation(Value value, Activation activation) {
        return switch (activation) {
            case RELU -> node("Relu", List.of(value), Attributes.none());
            case LEAKY_RELU ->
                    node("LeakyRelu", List.of(value), Attributes.none().with("alpha", 0.01f));
            case HARD_SWISH -> node("HardSwish", List.of(value), Attributes.none());
            case HARD_SIGMOID ->
                    node(
                            "HardSigmoid",
                            List.of(value),
                            Attributes.none().with("alpha", 1f / 6).with("beta", 0.5f));
            case SIGMOID -> node("Sigmoid", List.of(value), Attributes.none());
            case SILU -> multiply(value, activation(value, Activation.SIGMOID));
            case GELU -> node("Gelu", List.of(value), Attributes.none());
            case TANH -> node("Tanh", List.of(value), Attributes.none());
            case IDENTITY -> value;
        };
    }

    /** Each channel's mean: {@code [N, C, H, W]} to {@code [N, C, 1, 1]}. */
    public Value globalAveragePool(Value image) {
        return node("GlobalAveragePool", List.of(image), Attributes.none());
    }

    /** The greatest value of each window, which may reach {@code padding} beyond the image. */
    public Value maxPool(Value image, long[] kernel, long[] strides, long padding) {
        return node(
                "MaxPool",
                List.of(image),
                Attributes.none()
                        .with("kernel_shape", kernel)
                        .with("strides", strides)
                        .with("pads", new long[] {padding, padding, padding, padding}));
    }

    /**
     * The mean of each window, which may reach {@code padding} beyond the image on each side; what
     * lies beyond counts as 0.
     */
    public Value averagePool(Value image, long[] kernel, long[] strides, long[] padding) {
        return node(
                "AveragePool",
                List.of(image),
                Attributes.none()
                        .with("kernel_shape", kernel)
                        .with("strides", strides)
                        .with("pads", new long[] {padding[0], padding[1], padding[0], padding[1]})
                        .with("count_include_pad", 1));
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

    public Value maximum(Value left, Value right) {
        return node("Max", List.of(left, right), Attributes.none());
    }

    /** Every value multiplied by a number. */
    public Value scale(Value value, double factor) {
        return multiply(value, constant(new long[0], (float) factor));
    }

    public Value squareRoot(Value value) {
        return node("Sqrt", List.of(value), Attributes.none());
    }

    /** The matrix product of the last two dimensions; the others are batches. */
    public Value matrixProduct(Value left, Value right) {
        return node("MatMul", List.of(left, right), Attributes.none());
    }

    /** Values along {@code axis} made positive, with the sum 1. */
    public Value softmax(Value value, int axis) {
        return node("Softmax", List.of(value), Attributes.none().with("axis", axis));
    }

    /**
     * One value for all along the axes.
     *
     * @param kept whether the axes stay, with size 1
     */
    public Value reduce(Reduction reduction, Value value, boolean kept, long... axes) {
        return node(
                reduction.operator(),
                List.of(value, constant(axes)),
                Attributes.none().with("keepdims", kept ? 1 : 0));
    }

    /** The entries along {@code axis} that {@code indices} (int64) name. */
    public Value gather(Value value, Value indices, int axis) {
        return node("Gather", List.of(value, indices), Attributes.none().with("axis", axis));
    }

    /** The entries from {@code begin} to before {@code end} (int64 vectors of one) of an axis. */
    public Value slice(Value value, Value begin, Value end, long axis) {
        return node("Slice", List.of(value, begin, end, constant(axis)), Attributes.none());
    }

    /** Equal parts along {@code axis}. */
    public List<Value> split(Value value, int parts, int axis) {
        String name = "Split_" + graph.getNodeCount();
        List<String> outputs =
                IntStream.range(0, parts).mapToObj(part -> name + "_" + part).toList();
        outputs.forEach(this::unique);
        add(
                unique(name),
                "Split",
                "",
                List.of(value),
                Attributes.none().with("axis", axis).with("num_outputs", parts),
                outputs);
        return outputs.stream().map(Value::new).toList();
    }

    /** A dimension of size 1 inserted at {@code axis}. */
    public Value unsqueeze(Value value, long axis) {
        return node("Unsqueeze", List.of(value, constant(axis)), Attributes.none());
    }

    /** A dimension of size 1 taken away. */
    public Value squeeze(Value value, long axis) {
        return node("Squeeze", List.of(value, constant(axis)), Attributes.none());
    }

    /** The values one after the other along {@code axis}. */
    public Value concatenate(List<Value> values, int axis) {
        return node("Concat", values, Attributes.none().with("axis", axis));
    }

    /** Dimensions in another order: output dimension i is input dimension {@code order[i]}. */
    public Value transpose(Value value, long... order) {
        return node("Transpose", List.of(value), Attributes.none().with("perm", order));
    }

    /** Another shape, computed by the graph, in the same order. */
    public Value reshape(Value value, Value shape) {
        return node("Reshape", List.of(value, shape), Attributes.none());
    }

    /** Another shape in the same order: 0 keeps a dimension's size, -1 (once) takes the rest. */
    public Value reshape(Value value, long... shape) {
        return node("Reshape", List.of(value, constant(shape)), Attributes.none());
    }

    /** The size of one dimension, an int64 vector of one. */
    public Value size(Value value, int axis) {
        return node(
                "Shape",
                List.of(value),
                Attributes.none().with("start", axis).with("end", axis + 1));
    }

    /** Dimensions of size 1 repeated so that the shape (an int64 vector) is reached. */
    public Value expand(Value value, Value shape) {
        return node("Expand", List.of(value, shape), Attributes.none());
    }

    /**
     * The finished model.
     *
     * @param seed decides every initial value; each parameter's values depend on the seed and its
     *     name alone
     */
    public ModelProto build(long seed) {
        return model(
                (name, initializer) -> {
                    float[] values = new float[Math.toIntExact(Tensors.count(initializer.shape()))];
                    initializer.initialization().fill(values, randomness(seed, name));
                    return Tensors.of(name, initializer.shape(), values);
                });
    }

    /**
     * The model without its weights: initialisers have names, types and shapes, but no values. It
     * cannot run; it tells sizes and costs, and takes no memory to speak of.
     */
    public ModelProto outline() {
        return model((name, initializer) -> Tensors.withoutValues(name, initializer.shape()));
    }

    private ModelProto model(BiFunction<String, Initializer, TensorProto> values) {
        GraphProto.Builder complete = graph.clone();
        initializers.forEach(
                (name, initializer) -> complete.addInitializer(values.apply(name, initializer)));
        OperatorSetIdProto operators =
                OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPERATOR_SET).build();
        ModelProto.Builder model =
                ModelProto.newBuilder()
                        .setIrVersion(FORMAT_VERSION)
                        .setProducerName("lumen")
                        .addOpsetImport(operators)
                        .setGraph(complete);
        if (complete.getNodeList().stream().anyMatch(Regularization::isFunction)) {
            model.addOpsetImport(Regularization.domain())
                    .addFunctions(Regularization.stochasticDepthFunction(operators));
        }
        return model.build();
    }

    private static Random randomness(long seed, String name) {
        // Random's sequence is specified bit by bit, but near seeds begin alike: scatter them.
        return new Random(new SplittableRandom(seed * 31 + name.hashCode()).nextLong());
    }

    Value node(String type, List<Value> inputs, Attributes attributes) {
        return node(type + "_" + graph.getNodeCount(), type, inputs, attributes);
    }

    Value node(String name, String type, List<Value> inputs, Attributes attributes) {
        add(unique(name), type, "", inputs, attributes, List.of(name));
        return new Value(name);
    }

    /** A node of one output that computes a function which the model brings along. */
    Value call(String name, String domain, String function, Value input, Attributes attributes) {
        add(unique(name), function, domain, List.of(input), attributes, List.of(name));
        return new Value(name);
    }

    private void add(
            String name,
            String type,
            String domain,
            List<Value> inputs,
            Attributes attributes,
            List<String> outputs) {
        graph.addNode(
                NodeProto.newBuilder()
                        .setOpType(type)
                        .setDomain(domain)
                        .setName(name)
                        .addAllAttribute(attributes.asList())
                        .addAllInput(inputs.stream().map(Value::name).toList())
                        .addAllOutput(outputs));
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
