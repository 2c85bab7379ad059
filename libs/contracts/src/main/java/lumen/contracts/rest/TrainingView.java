package lumen.contracts.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import lumen.contracts.error.Problem;
import lumen.contracts.training.TrainingProgress;

/**
 * A training run, as {@code GET /trainings/{id}} tells it.
 *
 * @param id the run, also the id of its job
 * @param name name of the run's folder and of its model
 * @param state the job's state
 * @param phase what it does at the moment; null when it does not run
 * @param stopping whether it was told to stop and has not ended yet
 * @param attempt how often a worker was asked to carry it out
 * @param worker who carries it out; null when nobody does
 * @param options every option of the recipe
 * @param epoch present epoch from 1
 * @param epochs planned epochs
 * @param step finished steps
 * @param stepsPerEpoch steps of an epoch; null before it is known
 * @param stepsInEpoch finished steps of the present epoch
 * @param filesPerSecond throughput; null when unknown
 * @param secondsLeft estimate until the end; null when unknown
 * @param labels the model's labels; null before they are known
 * @param parameters learnt numbers of the model; null before they are known
 * @param metric the figure that chooses the best epoch, such as {@code val/f1}
 * @param best its best value so far; null before the first epoch
 * @param bestEpoch the epoch that reached it, from 1; null before the first
 * @param figures the last value of every figure of an epoch or of the test
 * @param model the model that came out of it; null before its end
 * @param problem why it failed; null otherwise
 * @param folder where the run's files lie, as the services see it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TrainingView(
        String id,
        String name,
        State state,
        TrainingProgress.Phase phase,
        boolean stopping,
        int attempt,
        String worker,
        ObjectNode options,
        int epoch,
        int epochs,
        long step,
        Integer stepsPerEpoch,
        int stepsInEpoch,
        Double filesPerSecond,
        Double secondsLeft,
        List<String> labels,
        Long parameters,
        String metric,
        Double best,
        Integer bestEpoch,
        Map<String, Double> figures,
        String model,
        Instant createdAt,
        Instant startedAt,
        Instant endedAt,
        Problem problem,
        String folder) {}
