package lumen.training.engine;

import static lumen.training.engine.OperatorCase.floats;

import java.util.ArrayList;
import java.util.List;

/** Recurrent layers, in the engine and in ONNX Runtime. */
class RecurrentParityTest extends OperatorParity {
    static List<OperatorCase> cases() {
        List<OperatorCase> cases = new ArrayList<>();
        for (String direction : List.of("forward", "reverse", "bidirectional")) {
            int directions = direction.equals("bidirectional") ? 2 : 1;
            cases.add(recurrent("LSTM", 4, direction, directions));
            cases.add(recurrent("GRU", 3, direction, directions));
        }
        cases.add(
                OperatorCase.of(
                        "LSTM without biases, last state",
                        new Graphs()
                                .input("x", 5, 2, 3)
                                .output()
                                .weight("w", floats(4 * 4 * 3), 1, 16, 3)
                                .weight("r", floats(4 * 4 * 4), 1, 16, 4)
                                .node("LSTM", "x,w,r", "s,h,c", "hidden_size", 4L)
                                .node("Add", "h,c", "y")
                                .model()));
        return cases;
    }

    private static OperatorCase recurrent(
            String type, int gates, String direction, int directions) {
        int hidden = 4;
        int rows = gates * hidden;
        Graphs graph =
                new Graphs()
                        .input("x", 5, 2, 3)
                        .output()
                        .weight("w", floats(directions * rows * 3), directions, rows, 3)
                        .weight("r", floats(directions * rows * hidden), directions, rows, hidden)
                        .weight("b", floats(directions * 2 * rows), directions, 2L * rows)
                        .weight("h", floats(directions * 2 * hidden), directions, 2, hidden);
        Object[] attributes =
                type.equals("GRU")
                        ? new Object[] {
                            "hidden_size", 4L, "direction", direction, "linear_before_reset", 1L
                        }
                        : new Object[] {"hidden_size", 4L, "direction", direction};
        return OperatorCase.of(
                type + " " + direction, graph.node(type, "x,w,r,b,,h", "y", attributes).model());
    }
}
