package lumen.training.engine;

import static lumen.training.engine.OperatorCase.floats;

import java.util.ArrayList;
import java.util.List;

/** Normalisation and regularisation, in the engine and in ONNX Runtime. */
class NormalisationParityTest extends OperatorParity {
    static List<OperatorCase> cases() {
        List<OperatorCase> cases = new ArrayList<>();
        cases.add(
                OperatorCase.of(
                        "BatchNormalization",
                        new Graphs()
                                .input("x", 2, 3, 2, 2)
                                .output()
                                .weight("s", floats(3), 3)
                                .weight("b", floats(3), 3)
                                .weight("m", floats(3), 3)
                                .weight("v", new float[] {0.5f, 1, 2}, 3)
                                .node("BatchNormalization", "x,s,b,m,v", "y", "epsilon", 1e-3f)
                                .model()));
        cases.add(
                OperatorCase.of(
                        "BatchNormalization by the batch, which gives the new mean",
                        new Graphs()
                                .input("x", 2, 3, 2, 2)
                                .output()
                                .weight("s", floats(3), 3)
                                .weight("b", floats(3), 3)
                                .weight("m", floats(3), 3)
                                .weight("v", new float[] {0.5f, 1, 2}, 3)
                                .node(
                                        "BatchNormalization",
                                        "x,s,b,m,v",
                                        "n,nm,nv",
                                        "training_mode",
                                        1L)
                                .node("ReduceSum", "nm", "t")
                                .node("Add", "n,t", "y")
                                .model()));
        cases.add(
                OperatorCase.of(
                        "LayerNormalization",
                        new Graphs()
                                .input("x", 2, 3, 4)
                                .output()
                                .weight("s", floats(4), 4)
                                .weight("b", floats(4), 4)
                                .node("LayerNormalization", "x,s,b", "y", "axis", -1L)
                                .model()));
        cases.add(
                OperatorCase.of(
                        "LayerNormalization of two axes without offset",
                        new Graphs()
                                .input("x", 2, 3, 4)
                                .output()
                                .weight("s", floats(12), 3, 4)
                                .node("LayerNormalization", "x,s", "y", "axis", 1L)
                                .model()));
        cases.add(
                OperatorCase.of(
                        "InstanceNormalization",
                        new Graphs()
                                .input("x", 2, 3, 5)
                                .output()
                                .weight("s", floats(3), 3)
                                .weight("b", floats(3), 3)
                                .node("InstanceNormalization", "x,s,b", "y")
                                .model()));
        cases.add(
                OperatorCase.of(
                        "GroupNormalization",
                        new Graphs()
                                .input("x", 2, 4, 5)
                                .output()
                                .weight("s", floats(4), 4)
                                .weight("b", floats(4), 4)
                                .node("GroupNormalization", "x,s,b", "y", "num_groups", 2L)
                                .model(21)));
        cases.add(
                OperatorCase.of(
                        "GroupNormalization with a scale for each group",
                        new Graphs()
                                .input("x", 2, 4, 5)
                                .output()
                                .weight("s", floats(2), 2)
                                .weight("b", floats(2), 2)
                                .node("GroupNormalization", "x,s,b", "y", "num_groups", 2L)
                                .model(18)));
        cases.add(
                OperatorCase.of(
                        "RMSNormalization",
                        new Graphs()
                                .input("x", 2, 3, 4)
                                .output()
                                .weight("s", floats(4), 4)
                                .node("RMSNormalization", "x,s", "y")
                                .model(23)));
        for (long order : new long[] {1, 2}) {
            cases.add(
                    OperatorCase.unary(
                            "LpNormalization of order " + order,
                            "LpNormalization",
                            17,
                            "p",
                            order,
                            "axis",
                            1L));
        }
        cases.add(
                OperatorCase.of(
                        "Dropout and StochasticDepth",
                        new Graphs()
                                .input("x", 2, 3)
                                .output()
                                .weight("w", floats(3), 3)
                                .number("r", 0.5f)
                                .node("Dropout", "x,r", "d")
                                .node("lumen::StochasticDepth", "d", "s", "p", 0.5f)
                                .node("Add", "s,w", "y")
                                .function(Graphs.stochasticDepth())
                                .model()));
        return cases;
    }
}
