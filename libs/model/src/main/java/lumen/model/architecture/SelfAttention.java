package lumen.model.architecture;

import lumen.model.graph.GraphBuilder;
import lumen.model.graph.Initialization;
import lumen.model.graph.Layers;
import lumen.model.graph.Regularization;
import lumen.model.graph.Value;

/**
 * The parts of a transformer's layer (Vaswani et al. 2017, "Attention is all you need") on
 * sequences {@code [N, steps, width]}.
 *
 * @param width features of a step
 * @param heads attentions side by side; they divide the width
 * @param weight how linear layers begin; their biases begin at 0
 */
record SelfAttention(int width, int heads, Initialization weight) {
    private static final Initialization BIAS = Initialization.constant(0);

    SelfAttention {
        if (width % heads != 0) {
            throw new IllegalArgumentException(heads + " heads do not divide " + width);
        }
    }

    /**
     * Scaled dot-product attention of every step to every step. The four paths are those of the
     * linear layers.
     *
     * @param dropout probability that training drops a weight of the attention
     */
    Value attend(
            GraphBuilder graph,
            Value sequence,
            String query,
            String key,
            String value,
            String output,
            double dropout) {
        int size = width / heads;
        // Scaling the queries rather than their products touches fewer values.
        Value queries = graph.scale(linear(graph, sequence, query, width, width), scale());
        Value products =
                graph.matrixProduct(
                        graph.transpose(graph.reshape(queries, 0, 0, heads, size), 0, 2, 1, 3),
                        graph.transpose(
                                graph.reshape(
                                        linear(graph, sequence, key, width, width),
                                        0,
                                        0,
                                        heads,
                                        size),
                                0,
                                2,
                                3,
                                1));
        Value weights =
                Regularization.dropout(
                        graph, graph.softmax(products, -1), output + ".dropout", dropout);
        Value values =
                graph.transpose(
                        graph.reshape(
                                linear(graph, sequence, value, width, width), 0, 0, heads, size),
                        0,
                        2,
                        1,
                        3);
        Value context = graph.transpose(graph.matrixProduct(weights, values), 0, 2, 1, 3);
        return linear(graph, graph.reshape(context, 0, 0, width), output, width, width);
    }

    /** A linear layer of each step. */
    Value linear(GraphBuilder graph, Value sequence, String path, int inputs, int outputs) {
        return Layers.projection(graph, sequence, path, inputs, outputs, weight, BIAS);
    }

    private double scale() {
        return 1 / Math.sqrt((double) width / heads);
    }
}
