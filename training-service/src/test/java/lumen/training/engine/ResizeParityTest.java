package lumen.training.engine;

import java.util.ArrayList;
import java.util.List;

/** Resizing, in the engine and in ONNX Runtime. */
class ResizeParityTest extends OperatorParity {
    static List<OperatorCase> cases() {
        List<OperatorCase> cases = new ArrayList<>();
        for (String coordinates :
                List.of("half_pixel", "asymmetric", "align_corners", "pytorch_half_pixel")) {
            for (String mode : List.of("nearest", "linear", "cubic")) {
                cases.add(resize(mode, coordinates, "round_prefer_floor", 1.6f, 2.3f));
            }
        }
        for (String rounding : List.of("round_prefer_ceil", "floor", "ceil")) {
            cases.add(resize("nearest", "half_pixel", rounding, 0.6f, 1.7f));
        }
        for (String mode : List.of("linear", "cubic")) {
            cases.add(
                    OperatorCase.of(
                            "Resize to sizes, " + mode,
                            new Graphs()
                                    .input("x", 1, 2, 6, 5)
                                    .output()
                                    .integers("s", 1, 2, 4, 9)
                                    .node("Resize", "x,,,s", "y", "mode", mode)
                                    .model()));
        }
        cases.add(
                OperatorCase.of(
                        "Resize of one named axis",
                        new Graphs()
                                .input("x", 1, 2, 6, 5)
                                .output()
                                .integers("s", 9)
                                .node(
                                        "Resize",
                                        "x,,,s",
                                        "y",
                                        "mode",
                                        "linear",
                                        "axes",
                                        new long[] {3})
                                .model(18)));
        return cases;
    }

    private static OperatorCase resize(
            String mode, String coordinates, String rounding, float rows, float columns) {
        return OperatorCase.of(
                "Resize %s %s %s".formatted(mode, coordinates, rounding),
                new Graphs()
                        .input("x", 1, 2, 6, 5)
                        .output()
                        .weight("s", new float[] {1, 1, rows, columns}, 4)
                        .node(
                                "Resize",
                                "x,,s",
                                "y",
                                "mode",
                                mode,
                                "coordinate_transformation_mode",
                                coordinates,
                                "nearest_mode",
                                rounding)
                        .model());
    }
}
