package lumen.gateway.training;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.error.LumenException;
import lumen.gateway.registry.ModelRegistry;
import lumen.gateway.store.TrainingEntity;
import lumen.gateway.submission.DataRoots;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Finds what a run may begin with: models, folders of other runs, files below the data roots. */
@ApplicationScoped
class TrainedFiles {
    private final ModelRegistry models;
    private final DataRoots roots;
    private final Path runs;

    TrainedFiles(
            ModelRegistry models,
            DataRoots roots,
            @ConfigProperty(name = "lumen.training.runs-directory") Path runs) {
        this.models = models;
        this.roots = roots;
        this.runs = runs.toAbsolutePath().normalize();
    }

    /**
     * A model's file.
     *
     * @param name id or alias of a model, or a file below the data roots
     * @throws LumenException MODEL_NOT_FOUND, MODEL_BROKEN, PATH_OUTSIDE_ROOTS, AUDIO_NOT_FOUND,
     *     REQUEST_INVALID
     */
    Path model(String name) {
        return modelFile(name).orElseGet(() -> file(name));
    }

    /**
     * A model's file, or the folder of a run.
     *
     * @param name id or alias of a model, id or name of a run, or a path below the data roots
     * @throws LumenException as {@link #model}
     */
    @Transactional
    Path checkpoint(String name) {
        return modelFile(name).or(() -> runFolder(name)).orElseGet(() -> file(name));
    }

    private Optional<Path> modelFile(String name) {
        return models.idOf(name)
                .map(
                        id -> {
                            models.use(id);
                            return models.file(id).toAbsolutePath();
                        });
    }

    private Optional<Path> runFolder(String name) {
        // A run that is resumed names the folder by its path.
        String run = name.startsWith(runs + "/") ? name.substring((runs + "/").length()) : name;
        return TrainingEntity.<TrainingEntity>find("name = ?1", run)
                .<TrainingEntity>firstResultOptional()
                .or(() -> id(run).map(TrainingEntity::<TrainingEntity>findById))
                .map(found -> requireFolder(found.name));
    }

    private Path requireFolder(String runName) {
        Path folder = folder(runName);
        if (!Files.isDirectory(folder)) {
            throw new LumenException(
                    ErrorCode.MODEL_NOT_FOUND, "Run %s has no checkpoint.".formatted(runName));
        }
        return folder;
    }

    private static Optional<UUID> id(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            // No id, hence no run's.
            return Optional.empty();
        }
    }

    private Path file(String name) {
        try {
            return roots.resolve(name);
        } catch (LumenException e) {
            if (e.code() != ErrorCode.AUDIO_NOT_FOUND) {
                throw e;
            }
            throw new LumenException(
                    ErrorCode.MODEL_NOT_FOUND,
                    "There is no model, run or file named %s.".formatted(name),
                    e);
        }
    }

    /** The folder of a run by its name, whether it is there or not. */
    Path folder(String runName) {
        return runs.resolve(runName);
    }

    /** Whether a new run may have this name: there is no folder and no model of it. */
    boolean isFree(String runName) {
        return !Files.exists(folder(runName)) && models.idOf(runName).isEmpty();
    }
}
