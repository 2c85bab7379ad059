package lumen.model.architecture;

import lumen.model.graph.GraphBuilder;
import lumen.model.graph.Value;

/** The layers between a backbone's features and the logits. */
public sealed interface Head permits AttentionHead, DeepHead, Fluffy, LinearHead {
    /**
     * Whether the head wants a sequence of feature vectors, {@code [N, steps, width]}, rather than
     * one, {@code [N, width]}.
     */
    boolean takesSequences();

    /**
     * Adds the head below {@code path}.
     *
     * @param features {@code [N, inputs]}, or {@code [N, steps, inputs]} if the head takes
     *     sequences
     * @return logits {@code [N, outputs]}
     */
    Value appendTo(GraphBuilder graph, Value features, String path, int inputs, int outputs);
}
