package lumen.training.worker;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import lumen.recipe.FeatureOrigin;

/** How this service works; the keys are explained in {@code application.properties}. */
@ConfigMapping(prefix = "lumen.training")
public interface WorkerConfiguration {
    /** A folder for each run. */
    Path runsDirectory();

    /** Device of runs that leave it open. */
    @WithDefault("auto")
    String device();

    /** Who computes features unless a run says it. */
    @WithDefault("kafka")
    FeatureOrigin features();

    /** Samples that are asked for ahead. */
    @WithDefault("64")
    int samplesInFlight();

    /** Features that are kept on disk. */
    Cache cache();

    /** Memory that features of validation and test files may take. */
    @WithDefault("128M")
    MemorySize heldBytes();

    /** Longest time between two states of a run that are written down. */
    @WithDefault("5m")
    Duration saveEvery();

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

    /** Features that are kept on disk. */
    interface Cache {
        /** Where. */
        Path directory();

        /** How much of them. */
        @WithDefault("8G")
        MemorySize maxBytes();
    }
}
