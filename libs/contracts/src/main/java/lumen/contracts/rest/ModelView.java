package lumen.contracts.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * A model, as {@code GET /models/{id}} tells it. Of a broken model only id, state and error are
 * known.
 *
 * @param id the model file's name without {@code .onnx}, below the model directory
 * @param version the first 12 hexadecimal digits of the file's SHA-256
 * @param error why the model cannot be used; null when it can
 * @param aliases other names of the model, such as {@code champion}
 * @param labelNames the full name of each label, for people; empty when the file names none
 * @param aggregation how the scores of a file's windows become one score
 * @param inputShape windows first; -1 where any size is accepted
 * @param multiplyAdds multiplications with their additions for one window; null in listings, and
 *     where they cannot be counted
 * @param card the model card, Markdown; null in listings
 * @param training the run that it came out of; null in listings, and when none is known
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ModelView(
        String id,
        String version,
        ModelState state,
        String error,
        boolean isDefault,
        List<String> aliases,
        String architecture,
        List<String> labels,
        Map<String, String> labelNames,
        Map<String, Double> thresholds,
        String aggregation,
        JsonNode featureSpecification,
        JsonNode provenance,
        List<Long> inputShape,
        Long sizeBytes,
        Long parameters,
        Long multiplyAdds,
        String card,
        Training training) {

    /**
     * The training run that a model came out of.
     *
     * @param id what {@code GET /trainings/{id}} takes
     * @param name the run's name
     * @param figures the last value of every figure of an epoch or of the test
     */
    public record Training(String id, String name, Map<String, Double> figures) {}

    /** A model that is not known to come out of a training run. */
    public ModelView(
            String id,
            String version,
            ModelState state,
            String error,
            boolean isDefault,
            List<String> aliases,
            String architecture,
            List<String> labels,
            Map<String, String> labelNames,
            Map<String, Double> thresholds,
            String aggregation,
            JsonNode featureSpecification,
            JsonNode provenance,
            List<Long> inputShape,
            Long sizeBytes,
            Long parameters,
            Long multiplyAdds,
            String card) {
        this(
                id,
                version,
                state,
                error,
                isDefault,
                aliases,
                architecture,
                labels,
                labelNames,
                thresholds,
                aggregation,
                featureSpecification,
                provenance,
                inputShape,
                sizeBytes,
                parameters,
                multiplyAdds,
                card,
                null);
    }

    /** The same model, known to come out of a run. */
    public ModelView trainedBy(Training run) {
        return new ModelView(
                id,
                version,
                state,
                error,
                isDefault,
                aliases,
                architecture,
                labels,
                labelNames,
                thresholds,
                aggregation,
                featureSpecification,
                provenance,
                inputShape,
                sizeBytes,
                parameters,
                multiplyAdds,
                card,
                run);
    }

    /** Whether a model can be used. */
    public enum ModelState {
        READY,
        BROKEN
    }

    /** A model that cannot be used. */
    public static ModelView broken(
            String id, String error, boolean isDefault, List<String> aliases, String card) {
        return new ModelView(
                id,
                null,
                ModelState.BROKEN,
                error,
                isDefault,
                aliases,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                card);
    }
}
