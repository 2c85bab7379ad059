package lumen.training.engine;

import static lumen.training.engine.OperatorCase.floats;
import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnxruntime.OrtException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import lumen.model.graph.Parameters;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GraphFusionTest {
    @BeforeAll
    static void prepare() {
        NativeRuntime.prepare(1, 1);
    }

    /** A graph and what must be left of its nodes, constants aside. */
    record Fusion(OperatorCase graph, List<String> remaining) {
        @Override
        public String toString() {
            return graph.name();
        }
    }

    private static Fusion fusion(String name, Graphs graph, String... remaining) {
        return new Fusion(OperatorCase.of(name, graph.model()), List.of(remaining));
    }

    static Stream<Fusion> groups() {
        return Stream.of(
                fusion(
                        "SiLU",
                        values().node("Sigmoid", "x", "s").node("Mul", "x,s", "y"),
                        FusedOperator.SILU),
                fusion(
                        "a sigmoid that is used twice",
                        values().node("Sigmoid", "x", "s")
                                .node("Mul", "x,s", "m")
                                .node("Add", "m,s", "y"),
                        "Sigmoid",
                        "Mul",
                        "Add"),
                fusion(
                        "hard swish",
                        values().node("HardSigmoid", "x", "s", "alpha", 1f / 6)
                                .node("Mul", "s,x", "y"),
                        "HardSwish"),
                fusion(
                        "GELU with the half at the end",
                        values().number("root", (float) Math.sqrt(2))
                                .number("one", 1)
                                .number("half", 0.5f)
                                .node("Div", "x,root", "d")
                                .node("Erf", "d", "e")
                                .node("Add", "e,one", "a")
                                .node("Mul", "x,a", "m")
                                .node("Mul", "m,half", "y"),
                        FusedOperator.GELU),
                fusion(
                        "GELU with the half at x",
                        values().number("root", (float) Math.sqrt(0.5))
                                .number("one", 1)
                                .number("half", 0.5f)
                                .node("Mul", "x,half", "h")
                                .node("Mul", "x,root", "d")
                                .node("Erf", "d", "e")
                                .node("Add", "one,e", "a")
                                .node("Mul", "h,a", "y"),
                        FusedOperator.GELU),
                fusion(
                        "linear layer",
                        values().weight("w", floats(20), 5, 4)
                                .weight("b", floats(5), 5)
                                .node("Transpose", "w", "t", "perm", new long[] {1, 0})
                                .node("MatMul", "x,t", "p")
                                .node("Add", "b,p", "y"),
                        FusedOperator.LINEAR),
                fusion(
                        "layer normalisation",
                        values().weight("w", floats(4), 4)
                                .weight("b", floats(4), 4)
                                .number("two", 2)
                                .number("epsilon", 1e-5f)
                                .node("ReduceMean", "x", "m", "axes", new long[] {-1})
                                .node("Sub", "x,m", "d")
                                .node("Pow", "d,two", "q")
                                .node("ReduceMean", "q", "v", "axes", new long[] {-1})
                                .node("Add", "v,epsilon", "e")
                                .node("Sqrt", "e", "r")
                                .node("Div", "d,r", "n")
                                .node("Mul", "n,w", "s")
                                .node("Add", "s,b", "y"),
                        "LayerNormalization"),
                fusion(
                        "attention with a divisor",
                        queriesAndKeys()
                                .number("root", 2)
                                .node("MatMul", "q,k", "p")
                                .node("Div", "p,root", "d")
                                .node("Softmax", "d", "s", "axis", -1L)
                                .node("MatMul", "s,x", "y"),
                        "Mul",
                        "Transpose",
                        FusedOperator.ATTENTION),
                fusion(
                        "attention with factor, mask and dropout",
                        queriesAndKeys()
                                .number("factor", 0.5f)
                                .number("ratio", 0.1f)
                                .weight("mask", floats(9), 3, 3)
                                .node("MatMul", "q,k", "p")
                                .node("Mul", "p,factor", "d")
                                .node("Add", "d,mask", "a")
                                .node("Softmax", "a", "s", "axis", -1L)
                                .node("Dropout", "s,ratio", "o")
                                .node("MatMul", "o,x", "y"),
                        "Mul",
                        "Transpose",
                        FusedOperator.ATTENTION));
    }

    private static Graphs values() {
        return new Graphs().input("x", 2, 3, 4).output();
    }

    private static Graphs queriesAndKeys() {
        return values().weight("g", floats(4), 4)
                .node("Mul", "x,g", "q")
                .node("Transpose", "x", "k", "perm", new long[] {0, 2, 1});
    }

    @ParameterizedTest
    @MethodSource("groups")
    void aGroupBecomesOneOperatorThatComputesTheSame(Fusion tested) throws OrtException {
        // Given
        ModelProto model = tested.graph().model();

        // When
        List<String> remaining = remaining(model.getGraph());

        // Then
        assertThat(remaining).containsExactlyElementsOf(tested.remaining());
        tested.graph().compare();
    }

    private static List<String> remaining(GraphProto graph) {
        Set<String> parameters = Set.copyOf(Parameters.trainable(graph));
        try (FixedValues fixed = new FixedValues(parameters, Execution.PLAIN)) {
            for (TensorProto initialiser : graph.getInitializerList()) {
                fixed.add(initialiser);
            }
            List<NodeProto> nodes =
                    graph.getNodeList().stream()
                            .filter(node -> !node.getOpType().equals("Constant"))
                            .toList();
            graph.getNodeList().stream()
                    .filter(node -> node.getOpType().equals("Constant"))
                    .forEach(fixed::add);
            GraphView view = new GraphView(nodes, Set.of("y"), fixed);
            return GraphFusion.fuse(nodes, view, 17).stream().map(NodeProto::getOpType).toList();
        }
    }
}
