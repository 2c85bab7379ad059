package lumen.training.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the records of a run are.
 *
 * @param directory the run's folder; its name is the run's
 */
public record RecordFiles(Path directory) {
    private static final String EVENTS = "events.out.tfevents.";

    /** The run's name. */
    public String name() {
        return directory.getFileName().toString();
    }

    /** Every option of the run. */
    public Path configuration() {
        return directory.resolve("config.yaml");
    }

    /** What the model is built from, and every option. */
    public Path hyperparameters() {
        return directory.resolve("hparams.yaml");
    }

    /** The figures of the run. */
    public Path metrics() {
        return directory.resolve("metrics.csv");
    }

    /** What the run tells people. */
    public Path log() {
        return directory.resolve("log.txt");
    }

    /** What the pictures of {@link #examplePicture} are of. */
    public Path examples() {
        return directory.resolve("examples.json");
    }

    /** A picture of what the network saw. */
    public Path examplePicture(int number) {
        return directory.resolve("example-%d.png".formatted(number));
    }

    /** The newest event file. */
    public Optional<Path> events() throws IOException {
        List<Path> files = eventFiles();
        return files.isEmpty() ? Optional.empty() : Optional.of(files.getLast());
    }

    /** All event files from the oldest to the newest; there is one, but after some crashes. */
    List<Path> eventFiles() throws IOException {
        if (Files.notExists(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith(EVENTS))
                    .sorted()
                    .toList();
        }
    }

    /**
     * A new event file.
     *
     * @param seconds since 1970
     */
    Path newEventFile(long seconds, String host, long process) throws IOException {
        for (int number = 0; ; number++) {
            Path file =
                    directory.resolve(
                            "%s%010d.%s.%d.%d".formatted(EVENTS, seconds, host, process, number));
            if (Files.notExists(file)) {
                return file;
            }
        }
    }
}
