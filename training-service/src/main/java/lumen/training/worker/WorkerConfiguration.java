package lumen.training.worker;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/** How this service works; the keys are explained in {@code application.properties}. */
@ConfigMapping(prefix = "lumen.training")
public interface WorkerConfiguration {
    /** A folder for each run. */
    Path runsDirectory();

    /** How often the run's state is told. */
    @WithDefault("2s")
    Duration heartbeat();

    /** How long a run may take to write its state when the service stops. */
    @WithDefault("40s")
    Duration grace();

    /** Events that may wait for the broker. */
    @WithDefault("2000")
    int unsentEvents();

    /** Runs after which the service ends; 0 for no end. */
    @WithDefault("0")
    int exitAfterRuns();
}
