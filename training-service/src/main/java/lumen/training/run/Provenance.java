package lumen.training.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.Set;
import lumen.datasets.Dataset;
import lumen.evaluation.MultilabelMetrics;
import lumen.recipe.Recipe;
import lumen.training.data.TrainingData;
import lumen.training.validation.Evaluation;

/**
 * Describes in a model file how the model came about. Nothing of it depends on when or where: equal
 * runs give equal files.
 */
final class Provenance {
    private static final Set<String> OF_PATHS =
            Set.of("train_paths", "val_paths", "test_paths", "train_override_csvs", "ckpt");

    private final ObjectNode root = JsonNodeFactory.instance.objectNode();

    Provenance(Recipe recipe, TrainingData data) {
        root.put("tool", "lumen training-service 0.1.0");
        root.put("java", Runtime.version().toString());
        root.put("libtorch", "2.10.0");
        describe("training_data", data.train());
        describe("validation_data", data.validation());
        describe("test_data", data.test());
        root.set("configuration", withoutPlaces(recipe.toJson()));
    }

    private void describe(String key, Dataset dataset) {
        ObjectNode node = root.putObject(key);
        node.put("files", dataset.files().size());
        node.put("sha256", dataset.fingerprint());
        ObjectNode counts = node.putObject("labels");
        dataset.counts().forEach(counts::put);
    }

    /** A folder's name says which set it was; where it lay is nobody's business. */
    private static ObjectNode withoutPlaces(ObjectNode options) {
        for (String option : OF_PATHS) {
            JsonNode value = options.path(option);
            if (value.isTextual()) {
                options.set(option, withoutPlace(value));
            } else if (value instanceof ArrayNode paths) {
                for (int index = 0; index < paths.size(); index++) {
                    paths.set(index, withoutPlace(paths.get(index)));
                }
            }
        }
        return options;
    }

    private static TextNode withoutPlace(JsonNode path) {
        String text = path.asText();
        int type = text.indexOf(':');
        String place = text.substring(type + 1);
        String name = place.substring(place.replaceAll("/+$", "").lastIndexOf('/') + 1);
        return TextNode.valueOf(text.substring(0, type + 1) + name);
    }

    /**
     * The description of the model after an epoch, with its figures.
     *
     * @param epoch counted from 1; 0 for the model before the first
     * @param decisions those that the model was tuned to
     * @param figures of the validation; may be none
     */
    ObjectNode after(int epoch, Evaluation decisions, Map<String, Double> figures) {
        ObjectNode result = root.deepCopy();
        ObjectNode validation = result.putObject("validation");
        validation.put("epoch", epoch);
        if (!figures.isEmpty()) {
            MultilabelMetrics metrics = decisions.metrics();
            validation.put("micro_f1", rounded(metrics.microF1()));
            validation.put("macro_f1", rounded(metrics.macroF1()));
            ObjectNode labels = validation.putObject("f1");
            for (int label = 0; label < metrics.labels().size(); label++) {
                labels.put(metrics.labels().get(label), rounded(metrics.counts().get(label).f1()));
            }
            ObjectNode own = validation.putObject("figures");
            figures.forEach((name, value) -> own.put(name, rounded(value)));
        }
        return result;
    }

    private static double rounded(double figure) {
        return Math.round(figure * 1e4) / 1e4;
    }
}
