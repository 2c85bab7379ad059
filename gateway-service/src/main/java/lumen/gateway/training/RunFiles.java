package lumen.gateway.training;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.error.LumenException;
import lumen.contracts.rest.TrainingFile;
import lumen.gateway.store.TrainingQueries;

/**
 * The files in a run's folder that users may have. Only names of a fixed list are looked for, and
 * what lies outside the folder after links were followed is not there.
 */
@ApplicationScoped
public class RunFiles {
    private static final Set<String> NAMES =
            Set.of(
                    "config.yaml",
                    "hparams.yaml",
                    "metrics.csv",
                    "log.txt",
                    "examples.json",
                    "best.onnx",
                    "last.onnx",
                    "learning_rates.csv");

    /** A run that was resumed has several event files; TensorBoard wants their whole names. */
    private static final Pattern EVENTS =
            Pattern.compile("events\\.out\\.tfevents\\.[A-Za-z0-9_.-]{1,200}");

    /** Pictures of what the network saw, as examples.json names them. */
    private static final Pattern PICTURE = Pattern.compile("example-[0-9]{1,3}\\.png");

    private final TrainingQueries queries;
    private final TrainedFiles files;

    RunFiles(TrainingQueries queries, TrainedFiles files) {
        this.queries = queries;
        this.files = files;
    }

    /**
     * The files that are there, by name.
     *
     * @throws LumenException TRAINING_NOT_FOUND
     */
    public List<TrainingFile> list(UUID run) {
        Path folder = files.folder(queries.run(run).name());
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString())
                    .sorted()
                    .flatMap(name -> find(folder, name).stream())
                    .map(RunFiles::describe)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the folder of a run cannot be read", e);
        }
    }

    /**
     * A file of a run.
     *
     * @return its real path
     * @throws LumenException TRAINING_NOT_FOUND, NOT_FOUND
     */
    public Path file(UUID run, String name) {
        Path folder = files.folder(queries.run(run).name());
        return find(folder, name)
                .orElseThrow(
                        () ->
                                new LumenException(
                                        ErrorCode.NOT_FOUND,
                                        "The run has no file %s (yet).".formatted(name)));
    }

    private static Optional<Path> find(Path folder, String name) {
        if (!NAMES.contains(name)
                && !EVENTS.matcher(name).matches()
                && !PICTURE.matcher(name).matches()) {
            return Optional.empty();
        }
        try {
            Path real = folder.resolve(name).toRealPath();
            return real.startsWith(folder.toRealPath()) && Files.isRegularFile(real)
                    ? Optional.of(real)
                    : Optional.empty();
        } catch (IOException e) {
            // It is not there (yet).
            return Optional.empty();
        }
    }

    private static TrainingFile describe(Path file) {
        try {
            return new TrainingFile(
                    file.getFileName().toString(),
                    Files.size(file),
                    Files.getLastModifiedTime(file).toInstant());
        } catch (IOException e) {
            throw new UncheckedIOException("a file of a run cannot be read", e);
        }
    }
}
