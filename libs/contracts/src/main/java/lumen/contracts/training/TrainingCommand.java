package lumen.contracts.training;

import java.util.Objects;

/**
 * Tells the worker that carries out a run to end it: a record of {@code lumen.training.commands},
 * keyed by run and read by every worker. A worker that takes a run up later learns of it by {@link
 * TrainingRequest#stopping}, or never gets the run.
 *
 * @param runId the run
 * @param attempt the newest {@link TrainingRequest#attempt} that is meant: a worker that carries
 *     out a later one, because the run was resumed since, does not obey
 * @param kind how it ends
 */
public record TrainingCommand(String runId, int attempt, Kind kind) {
    /** How a run ends. */
    public enum Kind {
        /** After the present step; then the test phase, and the model is served. */
        STOP,
        /** At once and without a model. */
        CANCEL
    }

    public TrainingCommand {
        Objects.requireNonNull(runId, "runId");
        Objects.requireNonNull(kind, "kind");
    }
}
