package lumen.cli.training;

import java.util.Locale;
import java.util.Map;
import lumen.recipe.MonitoredMetric;

/** Names of figures in a run's rows, and figures as people read them. */
final class Figures {
    static final String TRAIN_LOSS = "train/loss";
    static final String VALIDATION_LOSS = "val/loss";
    static final String VALIDATION_F1 = "val/f1";
    static final String FILE_MICRO_F1 = "val/file_micro_f1";
    static final String FILE_MACRO_F1 = "val/file_macro_f1";
    static final String RATE = "current_lr";

    /** What a search for a learning rate found. */
    static final String SUGGESTED_RATE = "suggested_lr";

    private Figures() {}

    /**
     * A figure of an epoch; null when there is none.
     *
     * @param name without its ending, such as {@code val/f1}
     */
    static Double ofEpoch(Map<String, Double> values, String name) {
        for (String ending : new String[] {"", "_epoch", "/epoch"}) {
            Double value = values.get(name + ending);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    /** A figure of a step; null when there is none. */
    static Double ofStep(Map<String, Double> values, String name) {
        Double value = values.get(name + "_step");
        return value == null ? values.get(name + "/step") : value;
    }

    /** Whether a value of the figure that chooses epochs is better than another; null is worst. */
    static boolean isBetter(String metric, Double value, Double than) {
        if (value == null || than == null) {
            return value != null;
        }
        for (MonitoredMetric known : MonitoredMetric.values()) {
            if (known.key().equals(metric)) {
                return known.isBetter(value, than);
            }
        }
        return value > than;
    }

    /** A score or a loss; empty for null. */
    static String score(Double value) {
        return value == null ? "" : String.format(Locale.ROOT, "%.4f", value);
    }

    /** A learning rate; empty for null. */
    static String rate(Double value) {
        return value == null ? "" : String.format(Locale.ROOT, "%.2e", value);
    }
}
