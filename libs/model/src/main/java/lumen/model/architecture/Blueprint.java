package lumen.model.architecture;

import java.util.Objects;
import lumen.model.graph.Dimension;
import lumen.model.graph.GraphBuilder;
import lumen.model.graph.Value;

/**
 * What is decided about a network besides its architecture.
 *
 * @param preprocessing what happens to features before the first layer
 * @param head the layers between the backbone's features and the logits
 * @param labels how many labels, the number of logits
 * @param pooling how {@code wav2vec}, {@code wav2vec_cnn} and {@code conv_lstm} make one feature
 *     vector of a sequence for a head that does not take sequences; the others have no sequence
 * @param seed decides the initial weights
 */
public record Blueprint(
        Preprocessing preprocessing, Head head, int labels, TimePooling pooling, long seed) {
    public Blueprint {
        Objects.requireNonNull(preprocessing, "preprocessing");
        Objects.requireNonNull(head, "head");
        Objects.requireNonNull(pooling, "pooling");
        if (labels < 1) {
            throw new IllegalArgumentException("a model needs at least one label");
        }
    }

    /** A network that takes the mean of sequences. */
    public Blueprint(Preprocessing preprocessing, Head head, int labels, long seed) {
        this(preprocessing, head, labels, TimePooling.MEAN, seed);
    }

    /**
     * Ends a graph whose features are one vector.
     *
     * @param features {@code [N, width]}
     * @param path where the head stands
     * @throws IllegalArgumentException if the head takes sequences
     */
    void appendHead(GraphBuilder graph, Value features, String path, int width) {
        if (head.takesSequences()) {
            throw new IllegalArgumentException(
                    "ATTENTION_HEAD needs a sequence of features, which only ast, wav2vec,"
                            + " wav2vec_cnn and conv_lstm have");
        }
        appendOutput(graph, head.appendTo(graph, features, path, width, labels));
    }

    /**
     * Ends a graph whose features are a sequence.
     *
     * @param sequence {@code [N, steps, width]}
     * @param path where the head stands
     */
    void appendHeadToSequence(GraphBuilder graph, Value sequence, String path, int width) {
        Value features =
                head.takesSequences()
                        ? sequence
                        : graph.reduce(pooling.reduction(), sequence, false, 1);
        appendOutput(graph, head.appendTo(graph, features, path, width, labels));
    }

    /** Declares the logits {@code [N, labels]} the graph's output. */
    void appendOutput(GraphBuilder graph, Value logits) {
        graph.output(logits, Architecture.OUTPUT, Dimension.named("N"), Dimension.of(labels));
    }
}
