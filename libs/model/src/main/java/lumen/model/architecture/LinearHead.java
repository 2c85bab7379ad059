package lumen.model.architecture;

import lumen.model.graph.GraphBuilder;
import lumen.model.graph.Initialization;
import lumen.model.graph.Layers;
import lumen.model.graph.Value;

/**
 * A linear layer, as published networks end in one.
 *
 * <p>Parameters are those of {@code path} itself; with normalisation they are {@code
 * path.layernorm} and {@code path.dense}, as in Hugging Face's classifier of AST.
 *
 * @param normalised whether the features pass a layer normalisation first. Networks that were
 *     published with one need it for their weights to mean what they meant; the reference leaves it
 *     out
 */
public record LinearHead(boolean normalised) implements Head {
    private static final double EPSILON = 1e-12;

    /** A linear layer alone. */
    public static LinearHead plain() {
        return new LinearHead(false);
    }

    @Override
    public boolean takesSequences() {
        return false;
    }

    @Override
    public Value appendTo(
            GraphBuilder graph, Value features, String path, int inputs, int outputs) {
        Value value = features;
        String linear = path;
        if (normalised) {
            value = Layers.layerNormalization(graph, value, path + ".layernorm", inputs, EPSILON);
            linear = path + ".dense";
        }
        Initialization initialization = Initialization.uniformByInputs(inputs);
        return Layers.linear(graph, value, linear, inputs, outputs, initialization, initialization);
    }
}
