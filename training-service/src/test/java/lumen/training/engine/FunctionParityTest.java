package lumen.training.engine;

import java.util.ArrayList;
import java.util.List;

/** Mathematical functions and casts, in the engine and in ONNX Runtime. */
class FunctionParityTest extends OperatorParity {
    static List<OperatorCase> cases() {
        List<OperatorCase> cases = new ArrayList<>();
        for (String type :
                List.of(
                        "Erf",
                        "Exp",
                        "Abs",
                        "Neg",
                        "Sin",
                        "Cos",
                        "Tan",
                        "Atan",
                        "Sinh",
                        "Cosh",
                        "Asinh",
                        "Floor",
                        "Ceil",
                        "Round",
                        "Sign",
                        "Identity")) {
            cases.add(OperatorCase.unary(type, 17).between(-1.4, 1.4));
        }
        for (String type : List.of("Sqrt", "Log", "Reciprocal")) {
            cases.add(OperatorCase.unary(type, 17).between(0.1, 3));
        }
        for (String type : List.of("Asin", "Acos", "Atanh")) {
            cases.add(OperatorCase.unary(type, 17).between(-0.9, 0.9));
        }
        cases.add(OperatorCase.unary("Acosh", 17).between(1.1, 3));
        cases.add(
                OperatorCase.of(
                        "Cast, CastLike, IsNaN, Not",
                        new Graphs()
                                .input("x", 2, 3)
                                .output()
                                .node("Sqrt", "x", "s")
                                .node("IsNaN", "s", "n")
                                .node("Not", "n", "p")
                                .node("Cast", "p", "i", "to", 7L)
                                .node("CastLike", "i,x", "y")
                                .model()));
        return cases;
    }
}
