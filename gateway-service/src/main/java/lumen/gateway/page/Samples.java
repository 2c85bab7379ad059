package lumen.gateway.page;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Clips that everybody may try: the audio files of one directory. */
@ApplicationScoped
public class Samples {
    /**
     * A clip.
     *
     * @param name the file's name; of the bundled ones it says which labels are heard
     */
    public record Sample(String name, long bytes) {}

    private final Path directory;

    Samples(@ConfigProperty(name = "lumen.samples.directory") Path directory) {
        this.directory = directory;
    }

    /** All clips by name; none if there is no such directory. */
    public List<Sample> all() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(Samples::isSample)
                    .sorted()
                    .map(file -> new Sample(file.getFileName().toString(), size(file)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the samples cannot be listed", e);
        }
    }

    /** The clip of this name; empty if there is none. */
    public Optional<Path> file(String name) {
        // Looked for among those that are there, so that no name leads anywhere else.
        return all().stream()
                .filter(sample -> sample.name().equals(name))
                .findFirst()
                .map(sample -> directory.resolve(sample.name()));
    }

    private static boolean isSample(Path file) {
        return Files.isRegularFile(file)
                && AudioType.of(file.getFileName().toString()).startsWith("audio/");
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException("a sample cannot be read", e);
        }
    }
}
