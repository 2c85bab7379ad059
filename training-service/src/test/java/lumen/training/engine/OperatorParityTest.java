package lumen.training.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operator computes in the engine what it computes in ONNX Runtime. */
class OperatorParityTest {
    private static final int FLOAT = TensorProto.DataType.FLOAT_VALUE;
    private static final int INT64 = TensorProto.DataType.INT64_VALUE;
    private static final Random RANDOM = new Random(1);

    /** A model of one input x and one output y, by the operators that it shows. */
    record Case(String name, Set<String> operators, ModelProto model, long... shape) {
        @Override
        public String toString() {
            return name;
        }
    }

    @BeforeAll
    static void prepare() {
        NativeRuntime.prepare(1, 1);
    }

    static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        cases.addAll(elementwise());
        cases.addAll(layers());
        cases.addAll(shapes());
        cases.addAll(reductions());
        return cases;
    }

    private static List<Case> elementwise() {
        List<Case> cases = new ArrayList<>();
        for (String type :
                List.of(
                        "Relu",
                        "HardSwish",
                        "Sigmoid",
                        "Tanh",
                        "Erf",
                        "Exp",
                        "Abs",
                        "Neg",
                        "Reciprocal",
                        "Sin",
                        "Cos",
                        "Identity",
                        "LeakyRelu",
                        "HardSigmoid")) {
            cases.add(unary(type, 17));
        }
        cases.add(unary("HardSigmoid of MobileNetV3", "HardSigmoid", 17, "alpha", 1f / 6));
        cases.add(unary("Gelu", 20));
        cases.add(unary("Gelu by tanh", "Gelu", 20, "approximate", "tanh"));
        cases.add(unary("Softmax", 17));
        cases.add(unary("Softmax of an axis", "Softmax", 17, "axis", 1L));
        for (String type : List.of("Sqrt", "Log")) {
            cases.add(
                    new Case(
                            type,
                            Set.of(type),
                            new Graphs()
                                    .input("x", 2, 3)
                                    .output("y", 2, 3)
                                    .node("Abs", List.of("x"), List.of("a"))
                                    .node(type, List.of("a"), List.of("y"))
                                    .model(),
                            2,
                            3));
        }
        for (String type : List.of("Add", "Sub", "Mul", "Div")) {
            cases.add(
                    new Case(
                            type,
                            Set.of(type),
                            new Graphs()
                                    .input("x", 2, 3)
                                    .output("y", 2, 3)
                                    .weight("w", floats(3), 3)
                                    .node(type, List.of("x", "w"), List.of("y"))
                                    .model(),
                            2,
                            3));
        }
        cases.add(
                new Case(
                        "Pow",
                        Set.of("Pow"),
                        new Graphs()
                                .input("x", 2, 3)
                                .output("y", 2, 3)
                                .weight("w", new float[] {2}, 1)
                                .node("Pow", List.of("x", "w"), List.of("y"))
                                .model(),
                        2,
                        3));
        for (String type : List.of("Less", "Greater", "Equal")) {
            cases.add(
                    new Case(
                            type + ", Not, Where",
                            Set.of(type, "Not", "Where"),
                            new Graphs()
                                    .input("x", 2, 3)
                                    .output("y", 2, 3)
                                    .weight("w", floats(3), 3)
                                    .node(type, List.of("x", "w"), List.of("c"))
                                    .node("Not", List.of("c"), List.of("n"))
                                    .node("Where", List.of("n", "x", "w"), List.of("y"))
                                    .model(),
                            2,
                            3));
        }
        cases.add(
                new Case(
                        "Clip",
                        Set.of("Clip", "Constant"),
                        new Graphs()
                                .input("x", 2, 3)
                                .output("y", 2, 3)
                                .node("Constant", List.of(), List.of("l"), "value", number(-0.5f))
                                .node("Constant", List.of(), List.of("h"), "value", number(0.25f))
                                .node("Clip", List.of("x", "l", "h"), List.of("y"))
                                .model(),
                        2,
                        3));
        cases.add(
                new Case(
                        "integer Div, Cast",
                        Set.of("Div", "Cast"),
                        new Graphs()
                                .input("x", 2, 3)
                                .output("y", 2, 3)
                                .weight("h", new float[] {10}, 1)
                                .integers("w", 3)
                                .node("Mul", List.of("x", "h"), List.of("m"))
                                .node("Abs", List.of("m"), List.of("a"))
                                .node("Cast", List.of("a"), List.of("i"), "to", (long) INT64)
                                .node("Div", List.of("i", "w"), List.of("d"))
                                .node("Cast", List.of("d"), List.of("y"), "to", (long) FLOAT)
                                .model(),
                        2,
                        3));
        return cases;
    }

    private static List<Case> layers() {
        List<Case> cases = new ArrayList<>();
        cases.add(
                new Case(
                        "Conv with groups, stride and dilation",
                        Set.of("Conv"),
                        new Graphs()
                                .input("x", 2, 4, 9, 8)
                                .output("y", 2, 6, 3, 4)
                                .weight("w", floats(6 * 2 * 3 * 3), 6, 2, 3, 3)
                                .weight("b", floats(6), 6)
                                .node(
                                        "Conv",
                                        List.of("x", "w", "b"),
                                        List.of("y"),
                                        "kernel_shape",
                                        new long[] {3, 3},
                                        "strides",
                                        new long[] {2, 2},
                                        "pads",
                                        new long[] {0, 1, 0, 1},
                                        "dilations",
                                        new long[] {2, 1},
                                        "group",
                                        2L)
                                .model(),
                        2,
                        4,
                        9,
                        8));
        cases.add(
                new Case(
                        "Conv with uneven padding",
                        Set.of("Conv"),
                        new Graphs()
                                .input("x", 1, 1, 4, 5)
                                .output("y", 1, 2, 5, 5)
                                .weight("w", floats(2 * 3 * 3), 2, 1, 3, 3)
                                .node(
                                        "Conv",
                                        List.of("x", "w"),
                                        List.of("y"),
                                        "kernel_shape",
                                        new long[] {3, 3},
                                        "pads",
                                        new long[] {2, 0, 1, 2})
                                .model(),
                        1,
                        1,
                        4,
                        5));
        cases.add(
                new Case(
                        "Conv in one dimension",
                        Set.of("Conv"),
                        new Graphs()
                                .input("x", 2, 3, 10)
                                .output("y", 2, 4, 5)
                                .weight("w", floats(4 * 3 * 2), 4, 3, 2)
                                .node(
                                        "Conv",
                                        List.of("x", "w"),
                                        List.of("y"),
                                        "kernel_shape",
                                        new long[] {2},
                                        "strides",
                                        new long[] {2})
                                .model(),
                        2,
                        3,
                        10));
        cases.add(
                new Case(
                        "BatchNormalization",
                        Set.of("BatchNormalization"),
                        new Graphs()
                                .input("x", 2, 3, 2, 2)
                                .output("y", 2, 3, 2, 2)
                                .weight("s", floats(3), 3)
                                .weight("b", floats(3), 3)
                                .weight("m", floats(3), 3)
                                .weight("v", new float[] {0.5f, 1, 2}, 3)
                                .node(
                                        "BatchNormalization",
                                        List.of("x", "s", "b", "m", "v"),
                                        List.of("y"),
                                        "epsilon",
                                        1e-3f)
                                .model(),
                        2,
                        3,
                        2,
                        2));
        cases.add(
                new Case(
                        "LayerNormalization",
                        Set.of("LayerNormalization"),
                        new Graphs()
                                .input("x", 2, 3, 4)
                                .output("y", 2, 3, 4)
                                .weight("s", floats(4), 4)
                                .weight("b", floats(4), 4)
                                .node(
                                        "LayerNormalization",
                                        List.of("x", "s", "b"),
                                        List.of("y"),
                                        "axis",
                                        -1L)
                                .model(),
                        2,
                        3,
                        4));
        cases.add(
                new Case(
                        "InstanceNormalization",
                        Set.of("InstanceNormalization"),
                        new Graphs()
                                .input("x", 2, 3, 5)
                                .output("y", 2, 3, 5)
                                .weight("s", floats(3), 3)
                                .weight("b", floats(3), 3)
                                .node("InstanceNormalization", List.of("x", "s", "b"), List.of("y"))
                                .model(),
                        2,
                        3,
                        5));
        cases.add(
                new Case(
                        "GroupNormalization",
                        Set.of("GroupNormalization"),
                        new Graphs()
                                .input("x", 2, 4, 5)
                                .output("y", 2, 4, 5)
                                .weight("s", floats(4), 4)
                                .weight("b", floats(4), 4)
                                .node(
                                        "GroupNormalization",
                                        List.of("x", "s", "b"),
                                        List.of("y"),
                                        "num_groups",
                                        2L)
                                .model(21),
                        2,
                        4,
                        5));
        cases.add(
                new Case(
                        "Gemm",
                        Set.of("Gemm"),
                        new Graphs()
                                .input("x", 2, 3)
                                .output("y", 2, 4)
                                .weight("w", floats(12), 4, 3)
                                .weight("b", floats(4), 4)
                                .node("Gemm", List.of("x", "w", "b"), List.of("y"), "transB", 1L)
                                .model(),
                        2,
                        3));
        cases.add(
                new Case(
                        "Gemm with factors",
                        Set.of("Gemm"),
                        new Graphs()
                                .input("x", 3, 2)
                                .output("y", 2, 4)
                                .weight("w", floats(12), 3, 4)
                                .weight("b", floats(4), 4)
                                .node(
                                        "Gemm",
                                        List.of("x", "w", "b"),
                                        List.of("y"),
                                        "transA",
                                        1L,
                                        "alpha",
                                        0.5f,
                                        "beta",
                                        2f)
                                .model(),
                        3,
                        2));
        cases.add(
                new Case(
                        "MatMul, fused with Transpose and Add",
                        Set.of("MatMul", GraphFusion.LINEAR),
                        new Graphs()
                                .input("x", 2, 3)
                                .output("y", 2, 4)
                                .weight("w", floats(12), 4, 3)
                                .weight("b", floats(4), 4)
                                .node(
                                        "Transpose",
                                        List.of("w"),
                                        List.of("t"),
                                        "perm",
                                        new long[] {1, 0})
                                .node("MatMul", List.of("x", "t"), List.of("p"))
                                .node("Add", List.of("p", "b"), List.of("y"))
                                .model(),
                        2,
                        3));
        cases.add(
                new Case(
                        "MatMul alone",
                        Set.of("MatMul"),
                        new Graphs()
                                .input("x", 2, 3)
                                .output("y", 2, 4)
                                .weight("w", floats(12), 3, 4)
                                .node("MatMul", List.of("x", "w"), List.of("y"))
                                .model(),
                        2,
                        3));
        cases.add(
                new Case(
                        "Sigmoid and Mul, fused",
                        Set.of(GraphFusion.SILU),
                        new Graphs()
                                .input("x", 2, 3)
                                .output("y", 2, 3)
                                .node("Sigmoid", List.of("x"), List.of("s"))
                                .node("Mul", List.of("x", "s"), List.of("y"))
                                .model(),
                        2,
                        3));
        cases.add(
                new Case(
                        "Attention",
                        Set.of("Attention"),
                        new Graphs()
                                .input("x", 2, 2, 5, 4)
                                .output("y", 2, 2, 5, 4)
                                .node("Attention", List.of("x", "x", "x"), List.of("y"))
                                .model(23),
                        2,
                        2,
                        5,
                        4));
        cases.add(
                new Case(
                        "Dropout and StochasticDepth",
                        Set.of("Dropout", "StochasticDepth"),
                        new Graphs()
                                .input("x", 2, 3)
                                .output("y", 2, 3)
                                .weight("w", floats(3), 3)
                                .node("Constant", List.of(), List.of("r"), "value", number(0.5f))
                                .node("Dropout", List.of("x", "r"), List.of("d"))
                                .node("StochasticDepth", List.of("d"), List.of("s"), "p", 0.5f)
                                .node("Add", List.of("s", "w"), List.of("y"))
                                .model(),
                        2,
                        3));
        for (String type : List.of("MaxPool", "AveragePool")) {
            cases.add(
                    new Case(
                            type,
                            Set.of(type),
                            new Graphs()
                                    .input("x", 2, 3, 7, 6)
                                    .output("y", 2, 3, 4, 3)
                                    .node(
                                            type,
                                            List.of("x"),
                                            List.of("y"),
                                            "kernel_shape",
                                            new long[] {3, 2},
                                            "strides",
                                            new long[] {2, 2},
                                            "pads",
                                            new long[] {1, 0, 1, 0})
                                    .model(),
                            2,
                            3,
                            7,
                            6));
        }
        cases.add(
                new Case(
                        "GlobalAveragePool",
                        Set.of("GlobalAveragePool"),
                        new Graphs()
                                .input("x", 2, 3, 4, 5)
                                .output("y", 2, 3, 1, 1)
                                .node("GlobalAveragePool", List.of("x"), List.of("y"))
                                .model(),
                        2,
                        3,
                        4,
                        5));
        return cases;
    }

    private static List<Case> shapes() {
        List<Case> cases = new ArrayList<>();
        cases.add(
                new Case(
                        "Flatten",
                        Set.of("Flatten"),
                        new Graphs()
                                .input("x", 2, 3, 4)
                                .output("y", 2, 12)
                                .node("Flatten", List.of("x"), List.of("y"))
                                .model(),
                        2,
                        3,
                        4));
        cases.add(
                new Case(
                        "Reshape and Transpose",
                        Set.of("Reshape", "Transpose"),
                        new Graphs()
                                .input("x", 2, 3, 4)
                                .output("y", 6, 2, 2)
                                .integers("s", 0, -1, 2)
                                .node("Reshape", List.of("x", "s"), List.of("r"))
                                .node(
                                        "Transpose",
                                        List.of("r"),
                                        List.of("y"),
                                        "perm",
                                        new long[] {1, 2, 0})
                                .model(),
                        2,
                        3,
                        4));
        cases.add(
                new Case(
                        "Transpose without an order",
                        Set.of("Transpose"),
                        new Graphs()
                                .input("x", 2, 3, 4)
                                .output("y", 4, 3, 2)
                                .node("Transpose", List.of("x"), List.of("y"))
                                .model(),
                        2,
                        3,
                        4));
        cases.add(
                new Case(
                        "Unsqueeze and Squeeze",
                        Set.of("Unsqueeze", "Squeeze"),
                        new Graphs()
                                .input("x", 2, 1, 4)
                                .output("y", 1, 2, 4, 1)
                                .integers("u", -1, 0)
                                .integers("s", 2)
                                .node("Unsqueeze", List.of("x", "u"), List.of("a"))
                                .node("Squeeze", List.of("a", "s"), List.of("y"))
                                .model(),
                        2,
                        1,
                        4));
        cases.add(
                new Case(
                        "Shape, ConstantOfShape, Range, Expand",
                        Set.of("Shape", "ConstantOfShape", "Range", "Expand"),
                        new Graphs()
                                .input("x", 2, 3)
                                .output("y", 2, 3)
                                .scalar("zero", 0)
                                .scalar("three", 3)
                                .scalar("one", 1)
                                .integers("wide", 2, 1)
                                .node("Shape", List.of("x"), List.of("s"))
                                .node(
                                        "ConstantOfShape",
                                        List.of("s"),
                                        List.of("c"),
                                        "value",
                                        Graphs.tensor(FLOAT, 1).addFloatData(0.5f).build())
                                .node("Range", List.of("zero", "three", "one"), List.of("r"))
                                .node("Expand", List.of("r", "wide"), List.of("e"))
                                .node("Cast", List.of("e"), List.of("f"), "to", (long) FLOAT)
                                .node("Add", List.of("c", "f"), List.of("g"))
                                .node("Mul", List.of("g", "x"), List.of("y"))
                                .model(),
                        2,
                        3));
        cases.add(
                new Case(
                        "Split and Concat",
                        Set.of("Split", "Concat"),
                        new Graphs()
                                .input("x", 2, 5)
                                .output("y", 2, 5)
                                .integers("s", 2, 3)
                                .node("Split", List.of("x", "s"), List.of("a", "b"), "axis", 1L)
                                .node("Concat", List.of("b", "a"), List.of("y"), "axis", 1L)
                                .model(),
                        2,
                        5));
        cases.add(
                new Case(
                        "Split into even parts",
                        Set.of("Split"),
                        new Graphs()
                                .input("x", 4, 2)
                                .output("y", 2, 2)
                                .node("Split", List.of("x"), List.of("a", "b"))
                                .node("Sub", List.of("a", "b"), List.of("y"))
                                .model(),
                        4,
                        2));
        cases.add(
                new Case(
                        "Slice",
                        Set.of("Slice"),
                        new Graphs()
                                .input("x", 4, 6)
                                .output("y", 2, 3)
                                .integers("b", 1, 0)
                                .integers("e", -1, 100)
                                .integers("a", 0, -1)
                                .integers("s", 1, 2)
                                .node("Slice", List.of("x", "b", "e", "a", "s"), List.of("y"))
                                .model(),
                        4,
                        6));
        cases.add(
                new Case(
                        "Gather",
                        Set.of("Gather"),
                        new Graphs()
                                .input("x", 2, 4, 3)
                                .output("y", 2, 3, 3)
                                .integers("i", 0, -1, 2)
                                .node("Gather", List.of("x", "i"), List.of("y"), "axis", 1L)
                                .model(),
                        2,
                        4,
                        3));
        cases.add(
                new Case(
                        "Pad",
                        Set.of("Pad"),
                        new Graphs()
                                .input("x", 2, 3)
                                .output("y", 3, 6)
                                .integers("p", 1, 0, 0, 3)
                                .node("Constant", List.of(), List.of("v"), "value", number(7f))
                                .node("Pad", List.of("x", "p", "v"), List.of("y"))
                                .model(),
                        2,
                        3));
        return cases;
    }

    private static List<Case> reductions() {
        List<Case> cases = new ArrayList<>();
        for (String type : List.of("ReduceMean", "ReduceMax", "ReduceL2")) {
            cases.add(
                    new Case(
                            type,
                            Set.of(type),
                            new Graphs()
                                    .input("x", 2, 3, 4)
                                    .output("y", 2, 4)
                                    .node(
                                            type,
                                            List.of("x"),
                                            List.of("y"),
                                            "axes",
                                            new long[] {1},
                                            "keepdims",
                                            0L)
                                    .model(),
                            2,
                            3,
                            4));
        }
        cases.add(
                new Case(
                        "ReduceSum",
                        Set.of("ReduceSum"),
                        new Graphs()
                                .input("x", 2, 3, 4)
                                .output("y", 1, 3, 1)
                                .integers("a", 0, -1)
                                .node("ReduceSum", List.of("x", "a"), List.of("y"))
                                .model(),
                        2,
                        3,
                        4));
        return cases;
    }

    private static Case unary(String type, int operatorSet) {
        return unary(type, type, operatorSet);
    }

    private static Case unary(String name, String type, int operatorSet, Object... attributes) {
        return new Case(
                name,
                Set.of(type),
                new Graphs()
                        .input("x", 2, 3, 4)
                        .output("y", 2, 3, 4)
                        .node(type, List.of("x"), List.of("y"), attributes)
                        .model(operatorSet),
                2,
                3,
                4);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aGraphGivesTheSameInTheEngineAndInOnnxRuntime(Case tested) throws OrtException {
        // Given
        float[] values = floats((int) product(tested.shape()));

        // When
        float[] trained = inEngine(tested, values);

        // Then: float32 arithmetic in another order
        float[] served = inOnnxRuntime(tested, values);
        assertThat(trained).hasSameSizeAs(served);
        for (int index = 0; index < served.length; index++) {
            assertThat(trained[index])
                    .isCloseTo(
                            served[index],
                            org.assertj.core.data.Offset.offset(
                                    2e-6f * Math.max(1, Math.abs(served[index]))));
        }
    }

    @Test
    void everyOperatorOfTheCatalogueIsCompared() {
        // Given
        Set<String> known = OperatorCatalogue.names();

        // When
        Set<String> compared = new TreeSet<>();
        cases().stream().map(Case::operators).forEach(compared::addAll);

        // Then
        compared.remove("Constant");
        assertThat(compared).containsExactlyInAnyOrderElementsOf(known);
    }

    private static float[] inEngine(Case tested, float[] values) {
        try (TrainableGraph graph = new TrainableGraph(tested.model());
                PointerScope _ = new PointerScope();
                NoGradGuard _ = new NoGradGuard()) {
            Tensor input = TensorData.of(values, tested.shape());
            return TensorData.floats(graph.forward(Mode.EVALUATION, input));
        }
    }

    private static float[] inOnnxRuntime(Case tested, float[] values) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(tested.model().toByteArray());
                OnnxTensor input =
                        OnnxTensor.createTensor(
                                environment, FloatBuffer.wrap(values), tested.shape());
                OrtSession.Result result = session.run(Map.of("x", input))) {
            FloatBuffer buffer = ((OnnxTensor) result.get(0)).getFloatBuffer();
            float[] output = new float[buffer.remaining()];
            buffer.get(output);
            return output;
        }
    }

    private static long product(long[] shape) {
        long product = 1;
        for (long size : shape) {
            product *= size;
        }
        return product;
    }

    private static TensorProto number(float value) {
        return Graphs.tensor(FLOAT).addFloatData(value).build();
    }

    private static float[] floats(int count) {
        float[] values = new float[count];
        for (int index = 0; index < count; index++) {
            values[index] = (float) RANDOM.nextGaussian();
        }
        return values;
    }
}
