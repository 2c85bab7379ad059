package lumen.training.worker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/**
 * How a worker works.
 *
 * @param name who it is, for people
 * @param runs the folder of the runs' folders
 * @param models where finished models are put
 * @param heartbeat how often a run's state is told
 * @param grace how long a run may take to write its state when the worker stops
 * @param exitAfterRuns runs after which the worker takes no more; 0 for no end
 */
record WorkerSettings(
        String name,
        Path runs,
        Path models,
        Duration heartbeat,
        Duration grace,
        int exitAfterRuns) {
    WorkerSettings {
        Objects.requireNonNull(name, "name");
        if (!heartbeat.isPositive() || grace.isNegative() || exitAfterRuns < 0) {
            throw new IllegalArgumentException(
                    "heartbeat %s, grace %s, exitAfterRuns %d"
                            .formatted(heartbeat, grace, exitAfterRuns));
        }
        runs = runs.toAbsolutePath().normalize();
        models = models.toAbsolutePath().normalize();
    }
}
