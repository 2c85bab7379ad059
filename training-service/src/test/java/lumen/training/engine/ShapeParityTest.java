package lumen.training.engine;

import java.util.ArrayList;
import java.util.List;

/** Shapes, in the engine and in ONNX Runtime. */
class ShapeParityTest extends OperatorParity {
    static List<OperatorCase> cases() {
        List<OperatorCase> cases = new ArrayList<>();
        cases.add(OperatorCase.unary("Flatten", 17));
        cases.add(OperatorCase.unary("Flatten at the second axis", "Flatten", 17, "axis", 2L));
        cases.add(
                OperatorCase.of(
                        "Reshape and Transpose",
                        new Graphs()
                                .input("x", 2, 3, 4)
                                .output()
                                .integers("s", 0, -1, 2)
                                .node("Reshape", "x,s", "r")
                                .node("Transpose", "r", "y", "perm", new long[] {1, 2, 0})
                                .model()));
        cases.add(OperatorCase.unary("Transpose", 17));
        cases.add(
                OperatorCase.of(
                        "Unsqueeze and Squeeze",
                        new Graphs()
                                .input("x", 2, 1, 4)
                                .output()
                                .integers("u", -1, 0)
                                .integers("s", 2)
                                .node("Unsqueeze", "x,u", "a")
                                .node("Squeeze", "a,s", "y")
                                .model()));
        cases.add(
                OperatorCase.of(
                        "Unsqueeze and Squeeze before version 13",
                        new Graphs()
                                .input("x", 2, 1, 4)
                                .output()
                                .node("Unsqueeze", "x", "a", "axes", new long[] {0})
                                .node("Squeeze", "a", "y", "axes", new long[] {2})
                                .model(11)));
        cases.add(
                OperatorCase.of(
                        "Shape, Size, ConstantOfShape, Range, Expand",
                        new Graphs()
                                .input("x", 2, 3)
                                .output()
                                .scalar("zero", 0)
                                .scalar("three", 3)
                                .scalar("one", 1)
                                .integers("wide", 2, 1)
                                .node("Shape", "x", "s")
                                .node(
                                        "ConstantOfShape",
                                        "s",
                                        "c",
                                        "value",
                                        Graphs.tensor(1, 1).addFloatData(0.5f).build())
                                .node("Range", "zero,three,one", "r")
                                .node("Expand", "r,wide", "e")
                                .node("Size", "x", "n")
                                .node("Add", "e,n", "m")
                                .node("Cast", "m", "f", "to", 1L)
                                .node("Add", "c,f", "g")
                                .node("Mul", "g,x", "y")
                                .model()));
        cases.add(
                OperatorCase.of(
                        "Range of floats, Constant of numbers",
                        new Graphs()
                                .input("x", 4)
                                .output()
                                .node("Constant", "", "a", "value_float", 0.5f)
                                .node("Constant", "", "b", "value_float", 2.5f)
                                .node("Constant", "", "s", "value_float", 0.5f)
                                .node("Constant", "", "l", "value_floats", new float[] {1, 2, 3, 4})
                                .node("Constant", "", "z", "value_ints", new long[] {4})
                                .node("Range", "a,b,s", "r")
                                .node("Mul", "r,l", "m")
                                .node("Reshape", "m,z", "f")
                                .node("Add", "x,f", "y")
                                .model()));
        cases.add(
                OperatorCase.of(
                        "Tile",
                        new Graphs()
                                .input("x", 2, 3)
                                .output()
                                .integers("r", 2, 3)
                                .node("Tile", "x,r", "y")
                                .model()));
        for (long upper : new long[] {0, 1}) {
            cases.add(
                    OperatorCase.of(
                            "Trilu, upper " + upper,
                            new Graphs()
                                    .input("x", 2, 4, 4)
                                    .output()
                                    .scalar("k", 1)
                                    .node("Trilu", "x,k", "y", "upper", upper)
                                    .model()));
        }
        for (String mode : List.of("DCR", "CRD")) {
            cases.add(
                    OperatorCase.of(
                            "DepthToSpace " + mode,
                            new Graphs()
                                    .input("x", 2, 8, 2, 3)
                                    .output()
                                    .node("DepthToSpace", "x", "y", "blocksize", 2L, "mode", mode)
                                    .model()));
        }
        cases.add(
                OperatorCase.of(
                        "SpaceToDepth",
                        new Graphs()
                                .input("x", 2, 2, 4, 6)
                                .output()
                                .node("SpaceToDepth", "x", "y", "blocksize", 2L)
                                .model()));
        return cases;
    }
}
