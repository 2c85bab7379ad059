package lumen.training.run;

import java.nio.file.Path;
import java.time.Duration;
import lumen.training.data.FeatureSource;

/**
 * What a run finds where it is carried out.
 *
 * @param features where features come from; the caller closes it
 * @param models the file of a model's id, or of a path as it is
 * @param weights the file of published weights by their name
 * @param samplesInFlight samples that are asked for ahead, at least 1
 * @param heldBytes memory that features of validation files may take, in bytes
 * @param saveEvery longest time between two states of a run that are written down
 */
public record RunEnvironment(
        FeatureSource features,
        Lookup models,
        Lookup weights,
        int samplesInFlight,
        long heldBytes,
        Duration saveEvery) {

    /** Finds files by what people call them. */
    @FunctionalInterface
    public interface Lookup {
        /** The file; it need not be there. */
        Path find(String name);
    }
}
