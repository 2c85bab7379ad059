package lumen.gateway.rest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lumen.contracts.rest.ItemView;
import lumen.evaluation.ConfusionCounts;
import lumen.evaluation.MultilabelMetrics;

/** The metrics of files under the reference's names. */
final class ReferenceMetrics {
    private ReferenceMetrics() {}

    /**
     * The metrics of those files that were scored; nothing if none was.
     *
     * @param names each label's full name
     * @param ofInstruments whether to tell those of each label as well
     */
    static Map<String, Object> of(
            List<ItemView> items, Map<String, String> names, boolean ofInstruments) {
        List<ItemView> scored =
                items.stream()
                        .filter(item -> item.prediction() != null && item.truth() != null)
                        .toList();
        Map<String, Object> metrics = new LinkedHashMap<>();
        if (scored.isEmpty()) {
            return metrics;
        }
        List<String> labels = List.copyOf(scored.getFirst().prediction().scores().keySet());
        List<ConfusionCounts> counts = new ArrayList<>();
        for (String label : labels) {
            ConfusionCounts sum = ConfusionCounts.NONE;
            for (ItemView item : scored) {
                sum =
                        sum.plus(
                                item.truth().labels().contains(label),
                                item.prediction().labels().contains(label));
            }
            counts.add(sum);
        }
        MultilabelMetrics all = new MultilabelMetrics(labels, counts);
        metrics.put("accuracy", all.accuracy());
        metrics.put("hamming_distance", 1 - all.accuracy());
        metrics.put("f1", all.macroF1());
        metrics.put("precision", all.macroPrecision());
        metrics.put("recall", all.macroRecall());
        for (int label = 0; ofInstruments && label < labels.size(); label++) {
            String name = names.getOrDefault(labels.get(label), labels.get(label));
            String prefix = "instruments/" + name + "_";
            ConfusionCounts own = counts.get(label);
            metrics.put(prefix + "accuracy", own.accuracy());
            metrics.put(prefix + "hamming_distance", 1 - own.accuracy());
            metrics.put(prefix + "f1", own.f1());
            metrics.put(prefix + "precision", own.precision());
            metrics.put(prefix + "recall", own.recall());
        }
        return metrics;
    }
}
