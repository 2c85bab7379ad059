package lumen.cli.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lumen.contracts.rest.ItemView;
import lumen.contracts.rest.Prediction;

/**
 * What was found out about each file.
 *
 * @param items an ended item for each file, in the order to show them
 * @param labelNames the full name of each label that has one
 */
public record Answers(List<ItemView> items, Map<String, String> labelNames) {
    public Answers {
        items = List.copyOf(items);
        labelNames = Map.copyOf(labelNames);
    }

    /** The items that have a prediction. */
    public List<ItemView> answered() {
        return items.stream().filter(item -> item.prediction() != null).toList();
    }

    /** The items that have none. */
    public List<ItemView> failed() {
        return items.stream().filter(item -> item.prediction() == null).toList();
    }

    /** Every label that has a score, in the model's order. */
    public List<String> labels() {
        Set<String> labels = new LinkedHashSet<>();
        for (ItemView item : answered()) {
            labels.addAll(item.prediction().scores().keySet());
        }
        return new ArrayList<>(labels);
    }

    /** A label's name for people: the full one, or the label itself. */
    public String nameOf(String label) {
        return labelNames.getOrDefault(label, label);
    }

    static boolean recognises(Prediction prediction, String label) {
        return prediction.labels().contains(label);
    }
}
