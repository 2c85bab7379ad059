package lumen.training.engine;

import static lumen.training.engine.OperatorCase.floats;

import java.util.ArrayList;
import java.util.List;

/** Convolution and pooling, in the engine and in ONNX Runtime. */
class ConvolutionParityTest extends OperatorParity {
    static List<OperatorCase> cases() {
        List<OperatorCase> cases = new ArrayList<>();
        cases.add(
                OperatorCase.of(
                        "Conv with groups, stride and dilation",
                        new Graphs()
                                .input("x", 2, 4, 9, 8)
                                .output()
                                .weight("w", floats(6 * 2 * 3 * 3), 6, 2, 3, 3)
                                .weight("b", floats(6), 6)
                                .node(
                                        "Conv",
                                        "x,w,b",
                                        "y",
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
                                .model()));
        cases.add(
                OperatorCase.of(
                        "Conv with uneven padding",
                        new Graphs()
                                .input("x", 1, 1, 4, 5)
                                .output()
                                .weight("w", floats(2 * 3 * 3), 2, 1, 3, 3)
                                .node(
                                        "Conv",
                                        "x,w",
                                        "y",
                                        "kernel_shape",
                                        new long[] {3, 3},
                                        "pads",
                                        new long[] {2, 0, 1, 2})
                                .model()));
        for (String auto : List.of("SAME_UPPER", "SAME_LOWER", "VALID")) {
            cases.add(
                    OperatorCase.of(
                            "Conv with padding " + auto,
                            new Graphs()
                                    .input("x", 1, 2, 7, 6)
                                    .output()
                                    .weight("w", floats(2 * 2 * 3 * 4), 2, 2, 3, 4)
                                    .node(
                                            "Conv",
                                            "x,w",
                                            "y",
                                            "kernel_shape",
                                            new long[] {3, 4},
                                            "strides",
                                            new long[] {2, 1},
                                            "auto_pad",
                                            auto)
                                    .model()));
        }
        cases.add(
                OperatorCase.of(
                        "Conv over one axis",
                        new Graphs()
                                .input("x", 2, 3, 10)
                                .output()
                                .weight("w", floats(4 * 3 * 2), 4, 3, 2)
                                .node(
                                        "Conv",
                                        "x,w",
                                        "y",
                                        "kernel_shape",
                                        new long[] {2},
                                        "strides",
                                        new long[] {2})
                                .model()));
        cases.add(
                OperatorCase.of(
                        "Conv over three axes",
                        new Graphs()
                                .input("x", 1, 2, 4, 5, 3)
                                .output()
                                .weight("w", floats(3 * 2 * 8), 3, 2, 2, 2, 2)
                                .node("Conv", "x,w", "y", "kernel_shape", new long[] {2, 2, 2})
                                .model()));
        for (int axes = 1; axes <= 3; axes++) {
            long[] twos = Axes.filled(axes, 2);
            long[] shape = Axes.filled(axes + 2, 3);
            long[] weight = Axes.filled(axes + 2, 2);
            shape[1] = 4;
            weight[0] = 4;
            cases.add(
                    OperatorCase.of(
                            "ConvTranspose over axes: " + axes,
                            new Graphs()
                                    .input("x", shape)
                                    .output()
                                    .weight("w", floats((int) Axes.product(weight)), weight)
                                    .weight("b", floats(4), 4)
                                    .node(
                                            "ConvTranspose",
                                            "x,w,b",
                                            "y",
                                            "kernel_shape",
                                            twos,
                                            "strides",
                                            twos,
                                            "output_padding",
                                            Axes.filled(axes, 1),
                                            "group",
                                            2L)
                                    .model()));
        }
        cases.add(
                OperatorCase.of(
                        "ConvTranspose with uneven padding",
                        new Graphs()
                                .input("x", 1, 2, 4, 5)
                                .output()
                                .weight("w", floats(2 * 3 * 3 * 3), 2, 3, 3, 3)
                                .node(
                                        "ConvTranspose",
                                        "x,w",
                                        "y",
                                        "kernel_shape",
                                        new long[] {3, 3},
                                        "strides",
                                        new long[] {2, 1},
                                        "pads",
                                        new long[] {1, 0, 0, 2})
                                .model()));
        for (String type : List.of("MaxPool", "AveragePool")) {
            cases.add(
                    OperatorCase.of(
                            type,
                            new Graphs()
                                    .input("x", 2, 3, 7, 6)
                                    .output()
                                    .node(
                                            type,
                                            "x",
                                            "y",
                                            "kernel_shape",
                                            new long[] {3, 2},
                                            "strides",
                                            new long[] {2, 2},
                                            "pads",
                                            new long[] {1, 0, 1, 0})
                                    .model()));
            cases.add(
                    OperatorCase.of(
                            type + " with uneven padding",
                            new Graphs()
                                    .input("x", 2, 3, 7, 6)
                                    .output()
                                    .node(
                                            type,
                                            "x",
                                            "y",
                                            "kernel_shape",
                                            new long[] {3, 2},
                                            "strides",
                                            new long[] {2, 2},
                                            "pads",
                                            new long[] {1, 0, 0, 1})
                                    .model()));
            cases.add(
                    OperatorCase.of(
                            type + " over one axis, rounded up",
                            new Graphs()
                                    .input("x", 2, 3, 8)
                                    .output()
                                    .node(
                                            type,
                                            "x",
                                            "y",
                                            "kernel_shape",
                                            new long[] {3},
                                            "strides",
                                            new long[] {2},
                                            "ceil_mode",
                                            1L)
                                    .model()));
            cases.add(
                    OperatorCase.of(
                            type + " over three axes",
                            new Graphs()
                                    .input("x", 1, 2, 4, 4, 4)
                                    .output()
                                    .node(type, "x", "y", "kernel_shape", new long[] {2, 2, 2})
                                    .model()));
        }
        cases.add(
                OperatorCase.of(
                        "AveragePool that counts the padding",
                        new Graphs()
                                .input("x", 1, 1, 5, 5)
                                .output()
                                .node(
                                        "AveragePool",
                                        "x",
                                        "y",
                                        "kernel_shape",
                                        new long[] {3, 3},
                                        "pads",
                                        new long[] {1, 1, 1, 1},
                                        "count_include_pad",
                                        1L)
                                .model()));
        for (String type : List.of("GlobalAveragePool", "GlobalMaxPool")) {
            cases.add(
                    OperatorCase.of(
                            type,
                            new Graphs()
                                    .input("x", 2, 3, 4, 5)
                                    .output()
                                    .node(type, "x", "y")
                                    .model()));
            cases.add(
                    OperatorCase.of(
                            type + " over one axis",
                            new Graphs()
                                    .input("x", 2, 3, 4)
                                    .output()
                                    .node(type, "x", "y")
                                    .model()));
        }
        return cases;
    }
}
