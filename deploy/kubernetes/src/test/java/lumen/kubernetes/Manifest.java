package lumen.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * One object of a rendered overlay.
 *
 * @param json all of it
 */
record Manifest(JsonNode json) {
    String kind() {
        return json.path("kind").asText();
    }

    String apiVersion() {
        return json.path("apiVersion").asText();
    }

    String name() {
        return json.path("metadata").path("name").asText();
    }

    JsonNode spec() {
        return json.path("spec");
    }

    boolean is(String kind) {
        return kind().equals(kind);
    }

    /** The template of its pods; empty for what makes no pods. */
    Optional<JsonNode> podTemplate() {
        JsonNode template =
                switch (kind()) {
                    case "Deployment", "StatefulSet", "Job" -> spec().path("template");
                    case "ScaledJob" -> spec().path("jobTargetRef").path("template");
                    default -> json.path("none");
                };
        return template.isMissingNode() ? Optional.empty() : Optional.of(template);
    }

    /** The labels of its pods. */
    Map<String, String> podLabels() {
        return podTemplate().map(Selectors::labels).orElse(Map.of());
    }

    /** The ports of its pods, by name. */
    Map<String, Integer> podPorts() {
        Map<String, Integer> ports = new java.util.TreeMap<>();
        containers()
                .forEach(
                        container ->
                                container
                                        .path("ports")
                                        .forEach(
                                                port ->
                                                        ports.put(
                                                                port.path("name").asText(),
                                                                port.path("containerPort")
                                                                        .asInt())));
        return ports;
    }

    /** The containers of its pods. */
    List<JsonNode> containers() {
        List<JsonNode> containers = new ArrayList<>();
        podTemplate()
                .ifPresent(
                        template -> {
                            template.path("spec").path("initContainers").forEach(containers::add);
                            template.path("spec").path("containers").forEach(containers::add);
                        });
        return containers;
    }

    /** Every value of a field of this name, wherever it stands. */
    List<JsonNode> all(String field) {
        return json.findValues(field);
    }

    @Override
    public String toString() {
        return kind() + "/" + name();
    }

    static List<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }
}
