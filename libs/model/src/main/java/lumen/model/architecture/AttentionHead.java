package lumen.model.architecture;

import java.util.Objects;
import lumen.model.graph.Activation;
import lumen.model.graph.GraphBuilder;
import lumen.model.graph.Initialization;
import lumen.model.graph.Layers;
import lumen.model.graph.Reduction;
import lumen.model.graph.Value;

/**
 * The head ATTENTION_HEAD: additive attention makes one feature vector of a sequence, and another
 * head follows.
 *
 * <p>Step t with features h has the score {@code (w₂ · tanh(W₁h + b₁) + b₂) / √width}; the scores'
 * softmax over the steps weights the features. Bahdanau et al. 2015, "Neural machine translation by
 * jointly learning to align and translate". Its parameters are named as the reference names them,
 * one of them misspelt.
 *
 * @param classifier what follows; it takes one feature vector
 */
public record AttentionHead(Head classifier) implements Head {
    public AttentionHead {
        Objects.requireNonNull(classifier, "classifier");
        if (classifier.takesSequences()) {
            throw new IllegalArgumentException("the head after the attention takes one vector");
        }
    }

    @Override
    public boolean takesSequences() {
        return true;
    }

    @Override
    public Value appendTo(
            GraphBuilder graph, Value sequence, String path, int inputs, int outputs) {
        String attention = path + ".attention_layer";
        Initialization initialization = Initialization.uniformByInputs(inputs);
        Value hidden =
                graph.activation(
                        Layers.projection(
                                graph,
                                sequence,
                                attention + ".W1",
                                inputs,
                                inputs,
                                initialization,
                                initialization),
                        Activation.TANH);
        Value score =
                Layers.projection(
                        graph,
                        hidden,
                        attention + ".w2",
                        inputs,
                        1,
                        initialization,
                        initialization);
        Value weight = graph.softmax(graph.scale(score, 1 / Math.sqrt(inputs)), 1);
        Value features = graph.reduce(Reduction.SUM, graph.multiply(weight, sequence), false, 1);
        return classifier.appendTo(graph, features, path + ".classifer", inputs, outputs);
    }
}
