package lumen.training.engine;

import java.util.ArrayList;
import java.util.List;

/** Reductions, running sums and ranks, in the engine and in ONNX Runtime. */
class ReductionParityTest extends OperatorParity {
    static List<OperatorCase> cases() {
        List<OperatorCase> cases = new ArrayList<>();
        for (String type :
                List.of(
                        "ReduceMean",
                        "ReduceMax",
                        "ReduceMin",
                        "ReduceProd",
                        "ReduceL1",
                        "ReduceL2",
                        "ReduceSumSquare",
                        "ReduceLogSumExp",
                        "ReduceLogSum")) {
            boolean positive = type.equals("ReduceLogSum");
            cases.add(
                    OperatorCase.unary(type, type, 17, "axes", new long[] {1, -1}, "keepdims", 0L)
                            .between(positive ? 0.1 : -2, 2));
            cases.add(
                    OperatorCase.of(
                                    type + " with axes as input",
                                    new Graphs()
                                            .input("x", 2, 3, 4)
                                            .output()
                                            .integers("a", -2)
                                            .node(type, "x,a", "y")
                                            .model(18))
                            .between(positive ? 0.1 : -2, 2));
        }
        cases.add(
                OperatorCase.of(
                        "ReduceSum",
                        new Graphs()
                                .input("x", 2, 3, 4)
                                .output()
                                .integers("a", 0, -1)
                                .node("ReduceSum", "x,a", "y")
                                .model()));
        cases.add(OperatorCase.unary("ReduceSum of everything", "ReduceSum", 17));
        cases.add(
                OperatorCase.unary(
                        "ReduceSum of nothing", "ReduceSum", 17, "noop_with_empty_axes", 1L));
        for (String type : List.of("ArgMax", "ArgMin")) {
            cases.add(
                    OperatorCase.of(
                            type,
                            new Graphs()
                                    .input("x", 2, 3, 4)
                                    .output()
                                    .node(type, "x", "i", "axis", 1L, "keepdims", 0L)
                                    .node("Cast", "i", "y", "to", 1L)
                                    .model()));
        }
        for (long exclusive : new long[] {0, 1}) {
            for (long reverse : new long[] {0, 1}) {
                cases.add(
                        OperatorCase.of(
                                "CumSum %d %d".formatted(exclusive, reverse),
                                new Graphs()
                                        .input("x", 2, 5)
                                        .output()
                                        .scalar("a", 1)
                                        .node(
                                                "CumSum",
                                                "x,a",
                                                "y",
                                                "exclusive",
                                                exclusive,
                                                "reverse",
                                                reverse)
                                        .model()));
            }
        }
        for (long largest : new long[] {0, 1}) {
            cases.add(
                    OperatorCase.of(
                            "TopK, largest " + largest,
                            new Graphs()
                                    .input("x", 3, 6)
                                    .output()
                                    .integers("k", 2)
                                    .node("TopK", "x,k", "v,i", "largest", largest)
                                    .node("Cast", "i", "f", "to", 1L)
                                    .node("Add", "v,f", "y")
                                    .model()));
        }
        return cases;
    }
}
