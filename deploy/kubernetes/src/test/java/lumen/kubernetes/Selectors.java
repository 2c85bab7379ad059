package lumen.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;

/** Label selectors, as Kubernetes evaluates them. */
final class Selectors {
    private Selectors() {}

    /** Labels of an object or a pod template. */
    static Map<String, String> labels(JsonNode object) {
        Map<String, String> labels = new TreeMap<>();
        object.path("metadata")
                .path("labels")
                .properties()
                .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
        return labels;
    }

    /** Whether a selector with matchLabels and matchExpressions takes labels; an empty one does. */
    static boolean matches(JsonNode selector, Map<String, String> labels) {
        return hasAll(selector.path("matchLabels"), labels)
                && Manifest.elements(selector.path("matchExpressions")).stream()
                        .allMatch(expression -> holds(expression, labels));
    }

    /** Whether all labels of a plain selector are there. */
    static boolean hasAll(JsonNode wanted, Map<String, String> labels) {
        return wanted.properties().stream()
                .allMatch(label -> label.getValue().asText().equals(labels.get(label.getKey())));
    }

    private static boolean holds(JsonNode expression, Map<String, String> labels) {
        String value = labels.get(expression.path("key").asText());
        boolean listed =
                Manifest.elements(expression.path("values")).stream()
                        .anyMatch(one -> one.asText().equals(value));
        return switch (expression.path("operator").asText()) {
            case "In" -> listed;
            case "NotIn" -> !listed;
            case "Exists" -> value != null;
            case "DoesNotExist" -> value == null;
            default -> throw new IllegalArgumentException("unknown operator in " + expression);
        };
    }
}
