package lumen.model.graph;

import java.util.Objects;

/**
 * A tensor that flows through a graph: an input, a parameter, a constant or a node's output.
 *
 * @param name its name in the ONNX graph
 */
public record Value(String name) {
    public Value {
        Objects.requireNonNull(name, "name");
    }
}
