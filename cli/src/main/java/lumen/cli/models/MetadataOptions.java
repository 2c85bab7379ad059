package lumen.cli.models;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lumen.audio.FeatureSpecification;
import lumen.audio.Transform;
import lumen.cli.rest.Json;
import lumen.datasets.LabelSet;
import lumen.model.file.Aggregation;
import lumen.model.file.FeatureElementType;
import lumen.model.file.ModelFile;
import lumen.model.file.ModelFormatException;
import lumen.model.file.ModelMetadata;
import picocli.CommandLine.Option;

/** The options that say what a foreign file cannot: labels, features, thresholds. */
final class MetadataOptions {
    private static final double USUAL_THRESHOLD = 0.5;

    @Option(
            names = "--like",
            paramLabel = "MODEL",
            description = {
                "A model file of lumen's, from which labels, features, thresholds and aggregation"
                        + " are taken where no option says otherwise."
            })
    private Path like;

    @Option(
            names = "--labels",
            paramLabel = "CODE",
            split = ",",
            description = {
                "The labels in the order of the model's outputs, separated by commas; the eleven"
                        + " instruments of IRMAS if absent."
            })
    private List<String> labels;

    @Option(
            names = "--feature-specification",
            paramLabel = "JSON|FILE",
            description = "How features are computed, as JSON or a file of it; see docs/models.md.")
    private String featureSpecification;

    @Option(
            names = "--thresholds",
            paramLabel = "SCORE|CODE=SCORE",
            split = ",",
            description = {
                "From which score, 0 to 1, a label counts as recognised: one for all labels, or one"
                        + " for each; 0.5 if absent."
            })
    private List<String> thresholds;

    @Option(
            names = "--aggregation",
            paramLabel = "RULE",
            description = "How window scores become a file's: MAX or MEAN; MAX if absent.")
    private Aggregation aggregation;

    @Option(
            names = "--feature-element-type",
            paramLabel = "TYPE",
            description = {
                "How precisely features are delivered: FLOAT32, or FLOAT16 with half the traffic;"
                        + " FLOAT32 if absent."
            })
    private FeatureElementType featureElementType;

    /**
     * The metadata that the options give.
     *
     * @param architecture the network's name
     * @throws IllegalArgumentException if an option is wrong; the message is a sentence
     */
    ModelMetadata metadata(String architecture) throws IOException, ModelFormatException {
        ModelMetadata model = like == null ? null : ModelFile.describe(like).metadata();
        List<String> codes = labels;
        if (codes == null) {
            codes = model == null ? LabelSet.irmas().codes() : model.labels();
        }
        Map<String, String> known = model == null ? LabelSet.irmas().names() : model.labelNames();
        Map<String, String> names = new LinkedHashMap<>();
        codes.forEach(code -> names.put(code, known.getOrDefault(code, code)));
        Aggregation rule = aggregation;
        if (rule == null) {
            rule = model == null ? Aggregation.MAX : model.aggregation();
        }
        JsonNode features = features(model);
        return new ModelMetadata(
                codes,
                names,
                features,
                thresholds(codes, model),
                rule,
                architecture,
                Json.MAPPER.createObjectNode(),
                featureElementType(model, features));
    }

    private FeatureElementType featureElementType(ModelMetadata model, JsonNode features) {
        FeatureElementType wanted = featureElementType;
        if (wanted == null) {
            wanted = model == null ? FeatureElementType.FLOAT32 : model.featureElementType();
        }
        Transform transform = FeatureSpecification.fromJson(features).transform();
        if (wanted == FeatureElementType.FLOAT16 && !HalfPrecisionFeatures.hold(transform)) {
            throw new IllegalArgumentException(
                    "values of %s may be too large for FLOAT16; say --feature-element-type FLOAT32"
                            .formatted(transform));
        }
        return wanted;
    }

    private JsonNode features(ModelMetadata model) throws IOException {
        if (featureSpecification == null) {
            if (model == null) {
                throw new IllegalArgumentException(
                        "how features are computed is not known: name a model with --like, or say"
                                + " it with --feature-specification");
            }
            return model.featureSpecification();
        }
        String text =
                featureSpecification.stripLeading().startsWith("{")
                        ? featureSpecification
                        : Files.readString(Path.of(featureSpecification));
        try {
            // Read and written again: a model file holds what feature-service would compute.
            return FeatureSpecification.fromJson(Json.MAPPER.readTree(text)).toJson();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "the feature specification is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    private Map<String, Double> thresholds(List<String> codes, ModelMetadata model) {
        Map<String, Double> scores = new LinkedHashMap<>();
        for (String code : codes) {
            scores.put(
                    code,
                    model == null
                            ? USUAL_THRESHOLD
                            : model.thresholds().getOrDefault(code, USUAL_THRESHOLD));
        }
        for (String given : thresholds == null ? List.<String>of() : thresholds) {
            int sign = given.indexOf('=');
            String code = sign < 0 ? "" : given.substring(0, sign);
            if (sign >= 0 && !scores.containsKey(code)) {
                throw new IllegalArgumentException(
                        "there is a threshold for " + code + ", which is no label of " + codes);
            }
            double score = score(given.substring(sign + 1));
            if (sign < 0) {
                scores.replaceAll((any, old) -> score);
            } else {
                scores.put(code, score);
            }
        }
        return scores;
    }

    private static double score(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("the threshold " + text + " is no number", e);
        }
    }
}
