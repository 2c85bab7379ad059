package lumen.inference.operation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.OptionalInt;
import lumen.inference.engine.DeviceSetting;

/** How predictions are computed. */
@ConfigMapping(prefix = "lumen.inference")
public interface InferenceConfiguration {
    /** Which device computes. */
    @WithDefault("auto")
    DeviceSetting device();

    /** How many threads compute one batch on the processor; one per core if absent. */
    OptionalInt threads();

    /**
     * How many feature tensors, of at most 1 MiB each, are held in memory at once. Fewer than two
     * full batches of single windows leave the processor waiting.
     */
    @WithDefault("64")
    int partsInFlight();

    /**
     * How many requests with tensors of their own are answered at once; more are refused. Each is
     * held in memory whole, its bytes and its values.
     */
    @WithDefault("4")
    int requestsInFlight();

    /** How many models are loaded before the service says that it is ready. */
    @WithDefault("1")
    int preloadedModels();

    /** How many models are kept in memory. */
    @WithDefault("4")
    int maxLoadedModels();

    Batch batch();

    /** When a batch is closed. */
    interface Batch {
        /** At so many windows. */
        @WithDefault("32")
        int maxWindows();

        /** When its oldest part has waited so long. */
        @WithDefault("5ms")
        Duration maxDelay();
    }
}
