package lumen.model.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import lumen.model.graph.GraphBuilder;
import lumen.model.graph.Value;

/**
 * One head of one logit for each label, all fed the same features (the reference's {@code
 * --use-fluffy}), so that single instruments' heads can be frozen or replaced.
 *
 * <p>The heads are named by their label's code: {@code heads.cel.deep_head.linear.weight}.
 *
 * @param head what each head looks like
 * @param labels the labels' codes, in the order of the logits
 */
public record Fluffy(Head head, List<String> labels) implements Head {
    public Fluffy {
        Objects.requireNonNull(head, "head");
        labels = List.copyOf(labels);
        if (head instanceof Fluffy) {
            throw new IllegalArgumentException("a head for each label has one logit");
        }
        if (Set.copyOf(labels).size() != labels.size()) {
            throw new IllegalArgumentException("labels must differ: " + labels);
        }
    }

    @Override
    public boolean takesSequences() {
        return head.takesSequences();
    }

    @Override
    public Value appendTo(
            GraphBuilder graph, Value features, String path, int inputs, int outputs) {
        if (outputs != labels.size()) {
            throw new IllegalArgumentException(
                    labels.size() + " labelled heads for " + outputs + " logits");
        }
        List<Value> logits = new ArrayList<>();
        for (String label : labels) {
            logits.add(head.appendTo(graph, features, path + ".heads." + label, inputs, 1));
        }
        return graph.concatenate(logits, 1);
    }
}
