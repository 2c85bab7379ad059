package lumen.training.engine;

import static lumen.training.engine.OperatorCase.floats;

import java.util.ArrayList;
import java.util.List;

/** Arithmetic, comparison and logic, in the engine and in ONNX Runtime. */
class ArithmeticParityTest extends OperatorParity {
    static List<OperatorCase> cases() {
        List<OperatorCase> cases = new ArrayList<>();
        for (String type : List.of("Add", "Sub", "Mul", "Div", "Min", "Max", "Sum", "Mean")) {
            cases.add(
                    OperatorCase.of(
                            type,
                            new Graphs()
                                    .input("x", 2, 3)
                                    .output()
                                    .weight("w", new float[] {0.5f, -1, 2}, 3)
                                    .node(type, "x,w", "y")
                                    .model()));
        }
        cases.add(
                OperatorCase.of(
                        "Mean and Max of three",
                        new Graphs()
                                .input("x", 2, 3)
                                .output()
                                .weight("w", floats(3), 3)
                                .weight("v", floats(6), 2, 3)
                                .node("Mean", "x,w,v", "m")
                                .node("Max", "m,w,v", "y")
                                .model()));
        cases.add(
                OperatorCase.of(
                        "Pow",
                        new Graphs()
                                .input("x", 2, 3)
                                .output()
                                .weight("w", new float[] {2}, 1)
                                .node("Pow", "x,w", "y")
                                .model()));
        for (long sign : new long[] {0, 1}) {
            cases.add(
                    OperatorCase.of(
                            "Mod, fmod " + sign,
                            new Graphs()
                                    .input("x", 2, 3)
                                    .output()
                                    .integers("w", -3, 2, 5)
                                    .weight("h", new float[] {10}, 1)
                                    .node("Mul", "x,h", "m")
                                    .node("Cast", "m", "i", "to", 7L)
                                    .node("Mod", "i,w", "r", "fmod", sign)
                                    .node("Cast", "r", "y", "to", 1L)
                                    .model()));
        }
        for (String type : List.of("Less", "LessOrEqual", "Greater", "GreaterOrEqual", "Equal")) {
            cases.add(
                    OperatorCase.of(
                            type + ", Where",
                            new Graphs()
                                    .input("x", 2, 3)
                                    .output()
                                    .weight("w", floats(3), 3)
                                    .node(type, "x,w", "c")
                                    .node("Where", "c,x,w", "y")
                                    .model()));
        }
        for (String type : List.of("And", "Or", "Xor")) {
            cases.add(
                    OperatorCase.of(
                            type,
                            new Graphs()
                                    .input("x", 2, 3)
                                    .output()
                                    .number("zero", 0)
                                    .number("one", 1)
                                    .node("Less", "x,zero", "a")
                                    .node("Less", "x,one", "b")
                                    .node(type, "a,b", "c")
                                    .node("Cast", "c", "y", "to", 1L)
                                    .model()));
        }
        for (String limits : List.of("x,l,h", "x,l", "x,,h", "x")) {
            cases.add(
                    OperatorCase.of(
                            "Clip " + limits,
                            new Graphs()
                                    .input("x", 2, 3)
                                    .output()
                                    .number("l", -0.5f)
                                    .number("h", 0.25f)
                                    .node("Clip", limits, "y")
                                    .model()));
        }
        cases.add(
                OperatorCase.of(
                        "Div of integers is cut off",
                        new Graphs()
                                .input("x", 2, 3)
                                .output()
                                .weight("h", new float[] {10}, 1)
                                .integers("w", 3)
                                .node("Mul", "x,h", "m")
                                .node("Cast", "m", "i", "to", 7L)
                                .node("Div", "i,w", "d")
                                .node("Cast", "d", "y", "to", 1L)
                                .model()));
        return cases;
    }
}
