package lumen.contracts.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * The JSON body of {@code POST /jobs}.
 *
 * @param kind what to do; PREDICT when null
 * @param model which model; the default model when null
 * @param paths on the server, below the data roots: files, directories (searched recursively) and
 *     .csv lists; for a TEST job datasets as {@code TYPE:PATH}
 * @param threshold replaces the model's thresholds, from 0 to 1; null to use the model's
 * @param training for a TRAIN job the options of the run by their names, such as {@code
 *     train_paths}; null otherwise
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JobRequest(
        JobKind kind, String model, List<String> paths, Double threshold, ObjectNode training) {
    /** A PREDICT or TEST job. */
    public JobRequest(JobKind kind, String model, List<String> paths, Double threshold) {
        this(kind, model, paths, threshold, null);
    }

    /** A TRAIN job. */
    public static JobRequest train(ObjectNode training) {
        return new JobRequest(JobKind.TRAIN, null, null, null, training);
    }
}
