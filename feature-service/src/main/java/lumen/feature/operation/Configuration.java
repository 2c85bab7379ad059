package lumen.feature.operation;

import io.quarkus.runtime.configuration.MemorySize;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lumen.audio.decoding.DecodingLimits;
import lumen.audio.decoding.isolation.DecodingWorkers;
import lumen.feature.source.Clips;
import lumen.feature.source.DataRoots;
import lumen.feature.source.Isolation;
import lumen.feature.source.Trust;
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

    /** Files of strangers are decoded by as many processes as items are worked on at once. */
    @Produces
    @Singleton
    Clips clips(
            @ConfigProperty(name = "lumen.feature.decoding.isolated") Isolation isolation,
            @ConfigProperty(name = "lumen.feature.trusted-roots") Optional<List<Path>> trustedRoots,
            @ConfigProperty(name = "lumen.audio-store") Path audioStore,
            @ConfigProperty(name = "lumen.feature.decoding.memory") MemorySize memory,
            WorkerCount workerCount) {
        return new Clips(
                new Trust(isolation, trustedRoots.orElse(List.of()), audioStore),
                new DecodingWorkers(workerCount.threads(), memory.asLongValue()));
    }

    void endWorkers(@Disposes Clips clips) {
        clips.close();
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
