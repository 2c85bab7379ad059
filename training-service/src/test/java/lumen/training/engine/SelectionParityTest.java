package lumen.training.engine;

import static lumen.training.engine.OperatorCase.floats;

import java.util.ArrayList;
import java.util.List;

/** Taking and putting parts, in the engine and in ONNX Runtime. */
class SelectionParityTest extends OperatorParity {
    static List<OperatorCase> cases() {
        List<OperatorCase> cases = new ArrayList<>();
        cases.add(
                OperatorCase.of(
                        "Split and Concat",
                        new Graphs()
                                .input("x", 2, 5)
                                .output()
                                .integers("s", 2, 3)
                                .node("Split", "x,s", "a,b", "axis", 1L)
                                .node("Concat", "b,a", "y", "axis", 1L)
                                .model()));
        cases.add(
                OperatorCase.of(
                        "Split into even parts",
                        new Graphs()
                                .input("x", 4, 2)
                                .output()
                                .node("Split", "x", "a,b")
                                .node("Sub", "a,b", "y")
                                .model()));
        cases.add(
                OperatorCase.of(
                        "Split before version 13",
                        new Graphs()
                                .input("x", 5, 2)
                                .output()
                                .node("Split", "x", "a,b", "split", new long[] {2, 3})
                                .node("Concat", "b,a", "y", "axis", 0L)
                                .model(11)));
        for (long[] bounds :
                new long[][] {{1, -1, 1}, {0, 100, 2}, {-1, -100, -1}, {4, 0, -2}, {-2, 1, -1}}) {
            cases.add(
                    OperatorCase.of(
                            "Slice %d %d %d".formatted(bounds[0], bounds[1], bounds[2]),
                            new Graphs()
                                    .input("x", 2, 6)
                                    .output()
                                    .integers("b", bounds[0])
                                    .integers("e", bounds[1])
                                    .integers("a", -1)
                                    .integers("s", bounds[2])
                                    .node("Slice", "x,b,e,a,s", "y")
                                    .model()));
        }
        cases.add(
                OperatorCase.of(
                        "Gather",
                        new Graphs()
                                .input("x", 2, 4, 3)
                                .output()
                                .integers("i", 0, -1, 2)
                                .node("Gather", "x,i", "y", "axis", 1L)
                                .model()));
        cases.add(
                OperatorCase.of(
                        "GatherElements",
                        new Graphs()
                                .input("x", 3, 3)
                                .output()
                                .integers("f", 1, 2, -3, 0)
                                .integers("s", 2, 2)
                                .node("Reshape", "f,s", "i")
                                .node("GatherElements", "x,i", "y", "axis", 0L)
                                .model()));
        cases.add(
                OperatorCase.of(
                        "GatherND",
                        new Graphs()
                                .input("x", 3, 3, 2)
                                .output()
                                .integers("f", 0, 1, -1, 2)
                                .integers("s", 2, 2)
                                .node("Reshape", "f,s", "i")
                                .node("GatherND", "x,i", "y")
                                .model()));
        for (String reduction : List.of("none", "add")) {
            cases.add(
                    OperatorCase.of(
                            "ScatterND " + reduction,
                            new Graphs()
                                    .input("x", 3, 3, 2)
                                    .output()
                                    .weight("u", floats(4), 2, 2)
                                    .integers("f", 0, 1, 2, 2)
                                    .integers("s", 2, 2)
                                    .node("Reshape", "f,s", "i")
                                    .node("ScatterND", "x,i,u", "y", "reduction", reduction)
                                    .model()));
            cases.add(
                    OperatorCase.of(
                            "ScatterElements " + reduction,
                            new Graphs()
                                    .input("x", 3, 3)
                                    .output()
                                    .weight("u", floats(4), 2, 2)
                                    .integers("f", 0, 1, -1, 0)
                                    .integers("s", 2, 2)
                                    .node("Reshape", "f,s", "i")
                                    .node(
                                            "ScatterElements",
                                            "x,i,u",
                                            "y",
                                            "axis",
                                            1L,
                                            "reduction",
                                            reduction)
                                    .model()));
        }
        for (String mode : List.of("constant", "reflect", "edge")) {
            cases.add(
                    OperatorCase.of(
                            "Pad " + mode,
                            new Graphs()
                                    .input("x", 2, 3, 4)
                                    .output()
                                    .integers("p", 0, 1, 2, 1, 0, 3)
                                    .number("v", 7)
                                    .node("Pad", "x,p,v", "y", "mode", mode)
                                    .model()));
        }
        cases.add(
                OperatorCase.of(
                        "Pad of named axes, round in a circle",
                        new Graphs()
                                .input("x", 2, 3, 4)
                                .output()
                                .integers("p", 2, 5)
                                .integers("a", -1)
                                .node("Pad", "x,p,,a", "y", "mode", "wrap")
                                .model(19)));
        return cases;
    }
}
