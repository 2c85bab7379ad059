package lumen.model.architecture;

import java.util.List;
import lumen.model.graph.Activation;
import lumen.model.graph.GraphBuilder;
import lumen.model.graph.Initialization;
import lumen.model.graph.Layers;
import lumen.model.graph.Regularization;
import lumen.model.graph.Value;

/**
 * The head DEEP_HEAD: blocks of layer normalisation, rectifier and linear layer, with dropout
 * between blocks.
 *
 * <p>Its parameters are named as the reference names them: {@code deep_head.layernorm} and {@code
 * deep_head.linear} when there is one block, {@code deep_head.<i>.layernorm} and so on when there
 * are more.
 *
 * @param hiddenSizes widths between the backbone's features and the logits: none, one or two, in
 *     descending order
 * @param logitsDropped whether a head of more than one block ends in a dropout of its logits, as
 *     the reference's does against its own comment; only for comparisons with the reference
 */
public record DeepHead(List<Integer> hiddenSizes, boolean logitsDropped) implements Head {
    private static final double DROPOUT = 0.2;
    private static final double EPSILON = 1e-5;
    private static final int MOST_HIDDEN_SIZES = 2;

    public DeepHead {
        hiddenSizes = List.copyOf(hiddenSizes);
        if (hiddenSizes.size() > MOST_HIDDEN_SIZES) {
            throw new IllegalArgumentException(
                    "head_hidden_dim has at most two values, not " + hiddenSizes);
        }
        for (int i = 0; i < hiddenSizes.size(); i++) {
            if (hiddenSizes.get(i) < 1) {
                throw new IllegalArgumentException(
                        "head_hidden_dim must be positive: " + hiddenSizes);
            }
            if (i > 0 && hiddenSizes.get(i) > hiddenSizes.get(i - 1)) {
                throw new IllegalArgumentException(
                        "head_hidden_dim must be in descending order: " + hiddenSizes);
            }
        }
    }

    /** A head whose logits are not dropped. */
    public DeepHead(List<Integer> hiddenSizes) {
        this(hiddenSizes, false);
    }

    /** A head of one block. */
    public static DeepHead singleLayer() {
        return new DeepHead(List.of());
    }

    @Override
    public boolean takesSequences() {
        return false;
    }

    @Override
    public Value appendTo(
            GraphBuilder graph, Value features, String path, int inputs, int outputs) {
        String root = path + ".deep_head";
        if (hiddenSizes.isEmpty()) {
            return block(graph, features, root, inputs, outputs);
        }
        Value value = features;
        int width = inputs;
        for (int i = 0; i < hiddenSizes.size(); i++) {
            String blockPath = root + "." + i;
            value = block(graph, value, blockPath, width, hiddenSizes.get(i));
            value = Regularization.dropout(graph, value, blockPath + ".dropout", DROPOUT);
            width = hiddenSizes.get(i);
        }
        String last = root + "." + hiddenSizes.size();
        Value logits = block(graph, value, last, width, outputs);
        return logitsDropped
                ? Regularization.dropout(graph, logits, last + ".dropout", DROPOUT)
                : logits;
    }

    private static Value block(
            GraphBuilder graph, Value features, String path, int inputs, int outputs) {
        Value normal =
                Layers.layerNormalization(graph, features, path + ".layernorm", inputs, EPSILON);
        Initialization initialization = Initialization.uniformByInputs(inputs);
        return Layers.linear(
                graph,
                graph.activation(normal, Activation.RELU),
                path + ".linear",
                inputs,
                outputs,
                initialization,
                initialization);
    }
}
