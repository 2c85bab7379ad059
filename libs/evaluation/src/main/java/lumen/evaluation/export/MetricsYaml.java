package lumen.evaluation.export;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import lumen.evaluation.ConfusionCounts;
import lumen.evaluation.EvaluationReport;
import lumen.evaluation.ExampleFigure;
import lumen.evaluation.Figure;

/**
 * The reference's {@code metrics_files_*.yaml} and {@code metrics_patch_*.yaml}: accuracy, Hamming
 * distance and macro F1, precision and recall, and the same five of each label under {@code
 * instruments/Full name_metric}.
 */
public final class MetricsYaml {
    private static final YAMLFactory YAML =
            YAMLFactory.builder()
                    .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                    .disable(YAMLGenerator.Feature.SPLIT_LINES)
                    .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                    .build();

    private MetricsYaml() {}

    /**
     * The metrics under the reference's keys, in the keys' order.
     *
     * @param names the labels' full names
     */
    public static SortedMap<String, Double> metrics(EvaluationReport report, List<String> names) {
        SortedMap<String, Double> metrics = new TreeMap<>();
        metrics.put("accuracy", report.value(Figure.ACCURACY));
        metrics.put("hamming_distance", report.value(Figure.HAMMING_DISTANCE));
        metrics.put("f1", report.value(Figure.MACRO_F1));
        metrics.put("precision", report.value(Figure.MACRO_PRECISION));
        metrics.put("recall", report.value(Figure.MACRO_RECALL));
        for (int label = 0; label < names.size(); label++) {
            ConfusionCounts counts = report.labels().get(label).counts();
            for (ExampleFigure figure : ExampleFigure.values()) {
                metrics.put(
                        "instruments/" + names.get(label) + "_" + figure.key(), figure.of(counts));
            }
        }
        return metrics;
    }

    /**
     * Writes the metrics; the target stays open.
     *
     * @param names the labels' full names
     * @throws IOException when they cannot be written
     */
    public static void write(Writer target, EvaluationReport report, List<String> names)
            throws IOException {
        try (JsonGenerator yaml = YAML.createGenerator(target)) {
            yaml.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            yaml.writeStartObject();
            for (Map.Entry<String, Double> metric : metrics(report, names).entrySet()) {
                yaml.writeNumberField(metric.getKey(), metric.getValue());
            }
            yaml.writeEndObject();
        }
    }

    /**
     * Reads such a file, of this program or of the reference.
     *
     * @throws IOException when it is no such file; the message tells the line
     */
    public static SortedMap<String, Double> read(Reader source) throws IOException {
        SortedMap<String, Double> metrics = new TreeMap<>();
        try (JsonParser yaml = YAML.createParser(source)) {
            if (yaml.nextToken() != JsonToken.START_OBJECT) {
                throw unexpected(yaml);
            }
            while (yaml.nextToken() == JsonToken.FIELD_NAME) {
                String key = yaml.currentName();
                if (!yaml.nextToken().isNumeric()) {
                    throw unexpected(yaml);
                }
                metrics.put(key, yaml.getDoubleValue());
            }
        }
        return metrics;
    }

    private static JsonParseException unexpected(JsonParser yaml) {
        return new JsonParseException(yaml, "these are no metrics: a number for each key");
    }
}
