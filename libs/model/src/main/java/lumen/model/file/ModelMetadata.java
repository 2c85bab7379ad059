package lumen.model.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a model file says about itself, as ONNX metadata entries whose keys begin with {@code
 * lumen.}.
 *
 * @param labels the labels' codes, in the order of the logits; unique
 * @param labelNames each label's full name; a label without one is missing
 * @param featureSpecification how spectrograms for the model are computed, opaque here
 * @param thresholds for each label, the score from which it counts as heard, from 0 to 1
 * @param aggregation how window scores become one score
 * @param architecture the network's name
 * @param provenance where the model comes from: data, configuration, figures
 * @param featureElementType how precisely features are delivered
 */
public record ModelMetadata(
        List<String> labels,
        Map<String, String> labelNames,
        JsonNode featureSpecification,
        Map<String, Double> thresholds,
        Aggregation aggregation,
        String architecture,
        JsonNode provenance,
        FeatureElementType featureElementType) {

    public static final String LABELS = "lumen.labels";
    public static final String LABEL_NAMES = "lumen.label_names";
    public static final String FEATURE_SPECIFICATION = "lumen.feature_specification";
    public static final String THRESHOLDS = "lumen.thresholds";
    public static final String AGGREGATION = "lumen.aggregation";
    public static final String ARCHITECTURE = "lumen.architecture";
    public static final String PROVENANCE = "lumen.provenance";
    public static final String FEATURE_ELEMENT_TYPE = "lumen.feature_element_type";

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /**
     * @throws IllegalArgumentException if something is wrong; the message is a sentence
     */
    public ModelMetadata {
        labels = List.copyOf(labels);
        labelNames = Collections.unmodifiableMap(new LinkedHashMap<>(labelNames));
        thresholds = Collections.unmodifiableMap(new LinkedHashMap<>(thresholds));
        require(!labels.isEmpty(), LABELS + " is empty");
        require(
                labels.stream().noneMatch(String::isBlank),
                LABELS + " holds an empty label: " + labels);
        require(
                new HashSet<>(labels).size() == labels.size(),
                LABELS + " names a label twice: " + labels);
        require(
                labels.containsAll(labelNames.keySet()),
                LABEL_NAMES + " names a label that is not in " + labels);
        for (String label : labels) {
            Double threshold = thresholds.get(label);
            require(threshold != null, THRESHOLDS + " has no threshold for " + label);
            require(
                    threshold >= 0 && threshold <= 1,
                    THRESHOLDS + " of " + label + " is not from 0 to 1: " + threshold);
        }
        require(
                thresholds.size() == labels.size(),
                THRESHOLDS + " names a label that is not in " + labels);
        require(
                featureSpecification != null && featureSpecification.isObject(),
                FEATURE_SPECIFICATION + " is not a JSON object");
        require(aggregation != null, AGGREGATION + " is missing");
        require(architecture != null && !architecture.isBlank(), ARCHITECTURE + " is missing");
        require(provenance != null && provenance.isObject(), PROVENANCE + " is not a JSON object");
        require(featureElementType != null, FEATURE_ELEMENT_TYPE + " is missing");
    }

    /** Metadata of a model whose features are delivered in single precision. */
    public ModelMetadata(
            List<String> labels,
            Map<String, String> labelNames,
            JsonNode featureSpecification,
            Map<String, Double> thresholds,
            Aggregation aggregation,
            String architecture,
            JsonNode provenance) {
        this(
                labels,
                labelNames,
                featureSpecification,
                thresholds,
                aggregation,
                architecture,
                provenance,
                FeatureElementType.FLOAT32);
    }

    /** The same metadata with other thresholds. */
    public ModelMetadata withThresholds(Map<String, Double> newThresholds) {
        return new ModelMetadata(
                labels,
                labelNames,
                featureSpecification,
                newThresholds,
                aggregation,
                architecture,
                provenance,
                featureElementType);
    }

    /** The same metadata with another provenance. */
    public ModelMetadata withProvenance(JsonNode newProvenance) {
        return new ModelMetadata(
                labels,
                labelNames,
                featureSpecification,
                thresholds,
                aggregation,
                architecture,
                newProvenance,
                featureElementType);
    }

    /** The same metadata with features delivered in another precision. */
    public ModelMetadata withFeatureElementType(FeatureElementType newFeatureElementType) {
        return new ModelMetadata(
                labels,
                labelNames,
                featureSpecification,
                thresholds,
                aggregation,
                architecture,
                provenance,
                newFeatureElementType);
    }

    /** The entries of the model file. */
    public Map<String, String> toEntries() {
        Map<String, String> entries = new LinkedHashMap<>();
        // What may be missing comes first: no file that is cut off is whole by chance.
        entries.put(FEATURE_ELEMENT_TYPE, featureElementType.name());
        entries.put(PROVENANCE, json(provenance));
        entries.put(LABEL_NAMES, json(labelNames));
        entries.put(LABELS, json(labels));
        entries.put(FEATURE_SPECIFICATION, json(featureSpecification));
        entries.put(THRESHOLDS, json(thresholds));
        entries.put(AGGREGATION, aggregation.name());
        entries.put(ARCHITECTURE, architecture);
        return entries;
    }

    /**
     * Reads the entries of a model file. Without {@value #LABEL_NAMES} no label has a name, without
     * {@value #PROVENANCE} nothing is known of the model's origin, without {@value
     * #FEATURE_ELEMENT_TYPE} features come in single precision; the others must be there.
     *
     * @throws ModelFormatException if an entry is missing or wrong
     */
    public static ModelMetadata fromEntries(Map<String, String> entries)
            throws ModelFormatException {
        List<String> labels = parse(entries, LABELS, new TypeReference<>() {});
        Map<String, String> names =
                entries.containsKey(LABEL_NAMES)
                        ? parse(entries, LABEL_NAMES, new TypeReference<>() {})
                        : Map.of();
        JsonNode features = parse(entries, FEATURE_SPECIFICATION, new TypeReference<>() {});
        Map<String, Double> thresholds = parse(entries, THRESHOLDS, new TypeReference<>() {});
        JsonNode provenance =
                entries.containsKey(PROVENANCE)
                        ? parse(entries, PROVENANCE, new TypeReference<>() {})
                        : JSON.createObjectNode();
        try {
            return new ModelMetadata(
                    labels,
                    names,
                    features,
                    thresholds,
                    named(entries, AGGREGATION, Aggregation.values()),
                    entry(entries, ARCHITECTURE),
                    provenance,
                    entries.containsKey(FEATURE_ELEMENT_TYPE)
                            ? named(entries, FEATURE_ELEMENT_TYPE, FeatureElementType.values())
                            : FeatureElementType.FLOAT32);
        } catch (IllegalArgumentException e) {
            throw new ModelFormatException(
                    "The model file's metadata is wrong: " + e.getMessage(), e);
        }
    }

    private static <E extends Enum<E>> E named(Map<String, String> entries, String key, E[] known)
            throws ModelFormatException {
        String value = entry(entries, key);
        for (E constant : known) {
            if (constant.name().equals(value)) {
                return constant;
            }
        }
        throw new ModelFormatException(
                "The model file's metadata entry %s is \"%s\"; known are %s"
                        .formatted(key, value, Arrays.toString(known)));
    }

    private static String entry(Map<String, String> entries, String key)
            throws ModelFormatException {
        String value = entries.get(key);
        if (value == null) {
            throw new ModelFormatException("The model file has no metadata entry " + key);
        }
        return value;
    }

    private static <T> T parse(Map<String, String> entries, String key, TypeReference<T> type)
            throws ModelFormatException {
        String value = entry(entries, key);
        try {
            T parsed = JSON.readValue(value, type);
            if (parsed == null
                    || (parsed instanceof List<?> list && list.contains(null))
                    || (parsed instanceof Map<?, ?> map && map.containsValue(null))) {
                throw new ModelFormatException(
                        "The model file's metadata entry " + key + " holds null");
            }
            return parsed;
        } catch (JsonProcessingException e) {
            throw new ModelFormatException(
                    "The model file's metadata entry " + key + " is not the JSON it should be", e);
        }
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("strings, numbers and trees are always JSON", e);
        }
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
