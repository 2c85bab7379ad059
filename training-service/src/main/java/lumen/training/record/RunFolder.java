package lumen.training.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the files of a run are.
 *
 * @param directory the run's folder; its name is the run's
 */
public record RunFolder(Path directory) {
    private static final String EVENTS = "events.out.tfevents.";

    /** The run's name. */
    public String name() {
        return directory.getFileName().toString();
    }

    /** The model of the best epoch. */
    public Path best() {
        return directory.resolve("best.onnx");
    }

    /** The model of the last epoch. */
    public Path last() {
        return directory.resolve("last.onnx");
    }

    /** What an interrupted run goes on from. */
    public Path state() {
        return directory.resolve("state.safetensors");
    }

    /** The folder of models named by their figures. */
    public Path checkpoints() {
        return directory.resolve("checkpoints");
    }

    /**
     * The model of an epoch, named by its figures.
     *
     * @param f1 macro-F1 on the validation data
     * @param loss mean loss on the validation data
     */
    public Path checkpoint(double f1, double loss) {
        return checkpoints()
                .resolve(
                        String.format(
                                Locale.ROOT,
                                "%s_val_f1_%.4f_val_loss_%.4f.onnx",
                                name(),
                                f1,
                                loss));
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
