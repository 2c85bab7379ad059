package lumen.training.engine;

import static lumen.training.engine.OperatorCase.floats;

import java.util.ArrayList;
import java.util.List;

/** Matrix products and attention, in the engine and in ONNX Runtime. */
class LinearParityTest extends OperatorParity {
    static List<OperatorCase> cases() {
        List<OperatorCase> cases = new ArrayList<>();
        cases.add(
                OperatorCase.of(
                        "Gemm",
                        new Graphs()
                                .input("x", 2, 3)
                                .output()
                                .weight("w", floats(12), 4, 3)
                                .weight("b", floats(4), 4)
                                .node("Gemm", "x,w,b", "y", "transB", 1L)
                                .model()));
        cases.add(
                OperatorCase.of(
                        "Gemm with factors",
                        new Graphs()
                                .input("x", 3, 2)
                                .output()
                                .weight("w", floats(12), 3, 4)
                                .weight("b", floats(4), 4)
                                .node("Gemm", "x,w,b", "y", "transA", 1L, "alpha", 0.5f, "beta", 2f)
                                .model()));
        cases.add(
                OperatorCase.of(
                        "MatMul",
                        new Graphs()
                                .input("x", 2, 3)
                                .output()
                                .weight("w", floats(12), 3, 4)
                                .node("MatMul", "x,w", "y")
                                .model()));
        for (String equation : List.of("bij,bjk->bik", "bij, bjk -> bi", "ijk,ikl")) {
            cases.add(
                    OperatorCase.of(
                            "Einsum " + equation,
                            new Graphs()
                                    .input("x", 2, 3, 4)
                                    .output()
                                    .weight("w", floats(2 * 4 * 5), 2, 4, 5)
                                    .node("Einsum", "x,w", "y", "equation", equation)
                                    .model()));
        }
        cases.add(
                OperatorCase.of(
                        "Attention",
                        new Graphs()
                                .input("x", 2, 2, 5, 4)
                                .output()
                                .node("Attention", "x,x,x", "y")
                                .model(23)));
        cases.add(
                OperatorCase.of(
                        "Attention of heads in one axis, causal, with a scale",
                        new Graphs()
                                .input("x", 2, 5, 8)
                                .output()
                                .node(
                                        "Attention",
                                        "x,x,x",
                                        "y",
                                        "q_num_heads",
                                        2L,
                                        "kv_num_heads",
                                        2L,
                                        "is_causal",
                                        1L,
                                        "scale",
                                        0.7f)
                                .model(23)));
        return cases;
    }
}
