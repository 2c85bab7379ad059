package lumen.contracts.training;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;

/**
 * Asks a training-service to carry out a run, or to go on with one whose worker was lost: a request
 * of {@code lumen.training.requests}, keyed by run. The worker takes the run with {@link
 * TrainingProgress.Claimed}, acknowledges the request and only then trains: Kafka never waits for
 * training.
 *
 * @param runId the run, also the job's id
 * @param attempt how often the run was asked for, from 1; what a worker says about an earlier
 *     attempt than the last that was taken does not count. An unclaimed run is asked for again
 *     after some minutes: a worker that knows of a later attempt passes an earlier one over
 * @param runName name of the run's folder and of the model that comes out of it
 * @param options every option of the recipe by its name, as {@code Recipe.toJson} gives it
 * @param stopping whether the run was stopped before: it is only tested and finished
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TrainingRequest(
        String runId, int attempt, String runName, ObjectNode options, boolean stopping) {
    public TrainingRequest {
        Objects.requireNonNull(runId, "runId");
        Objects.requireNonNull(runName, "runName");
        Objects.requireNonNull(options, "options");
        if (attempt < 1) {
            throw new IllegalArgumentException("attempt " + attempt + " is not positive");
        }
    }
}
