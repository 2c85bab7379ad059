package lumen.feature.operation;

import io.quarkus.runtime.configuration.MemorySize;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lumen.audio.decoding.DecodingLimits;
import lumen.feature.source.DataRoots;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Makes of the configured {@code lumen.*} values the checked settings that the service works with.
 */
@Dependent
public class Configuration {
    @Produces
    @Singleton
    DataRoots dataRoots(
            @ConfigProperty(name = "lumen.data-roots") Optional<List<Path>> dataRoots,
            @ConfigProperty(name = "lumen.audio-store") Path audioStore) {
        List<Path> folders = new ArrayList<>(dataRoots.orElse(List.of()));
        folders.add(audioStore);
        return new DataRoots(folders);
    }

    @Produces
    @Singleton
    DecodingLimits decodingLimits(
            @ConfigProperty(name = "lumen.audio.max-duration") Duration maxDuration,
            @ConfigProperty(name = "lumen.audio.max-bytes") MemorySize maxBytes,
            @ConfigProperty(name = "lumen.audio.timeout") Duration timeout) {
        return DecodingLimits.defaults()
                .withMaxDuration(maxDuration)
                .withMaxBytes(maxBytes.asLongValue())
                .withDeadline(timeout);
    }

    @Produces
    @Singleton
    WorkerCount workerCount(
            @ConfigProperty(name = "lumen.feature.threads") Optional<Integer> threads) {
        return new WorkerCount(threads.orElse(Runtime.getRuntime().availableProcessors()));
    }
}
