package lumen.model.weights;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What became of each weight when a file was loaded into a model.
 *
 * @param matched taken as they are
 * @param reshaped taken with another shape
 * @param fresh of the model, but not of the file: they keep the values they began with
 * @param left of the file, but not of the model
 */
public record LoadingReport(
        List<Matched> matched, List<Reshaped> reshaped, List<Fresh> fresh, List<Left> left) {
    public LoadingReport {
        matched = List.copyOf(matched);
        reshaped = List.copyOf(reshaped);
        fresh = List.copyOf(fresh);
        left = List.copyOf(left);
    }

    /**
     * A weight taken as it is.
     *
     * @param name in the model
     * @param source in the file
     */
    public record Matched(String name, String source) {}

    /**
     * A weight that was made to fit.
     *
     * @param how in words
     */
    public record Reshaped(String name, String source, List<Long> from, List<Long> to, String how) {
        public Reshaped {
            from = List.copyOf(from);
            to = List.copyOf(to);
        }
    }

    /**
     * A weight that keeps its first value.
     *
     * @param reason in words
     */
    public record Fresh(String name, List<Long> shape, String reason) {
        public Fresh {
            shape = List.copyOf(shape);
        }
    }

    /** A weight of the file that found no place. */
    public record Left(String source, List<Long> shape) {
        public Left {
            shape = List.copyOf(shape);
        }
    }

    /** How many of the model's weights came from the file. */
    public int taken() {
        return matched.size() + reshaped.size();
    }

    /** The report in a line. */
    public String summary() {
        return "%d matched, %d reshaped, %d fresh, %d left in the file"
                .formatted(matched.size(), reshaped.size(), fresh.size(), left.size());
    }

    /** The whole report. */
    public ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode taken = json.putArray("matched");
        matched.forEach(
                weight ->
                        taken.addObject()
                                .put("name", weight.name())
                                .put("source", weight.source()));
        ArrayNode fitted = json.putArray("reshaped");
        for (Reshaped weight : reshaped) {
            ObjectNode entry =
                    fitted.addObject().put("name", weight.name()).put("source", weight.source());
            shape(entry, "from", weight.from());
            shape(entry, "to", weight.to());
            entry.put("how", weight.how());
        }
        ArrayNode kept = json.putArray("fresh");
        for (Fresh weight : fresh) {
            ObjectNode entry = kept.addObject().put("name", weight.name());
            shape(entry, "shape", weight.shape());
            entry.put("reason", weight.reason());
        }
        ArrayNode unused = json.putArray("left");
        for (Left weight : left) {
            shape(unused.addObject().put("source", weight.source()), "shape", weight.shape());
        }
        return json;
    }

    private static void shape(ObjectNode entry, String key, List<Long> shape) {
        ArrayNode array = entry.putArray(key);
        shape.forEach(array::add);
    }
}
