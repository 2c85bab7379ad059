package lumen.gateway.registry;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.error.LumenException;
import lumen.contracts.rest.ModelView;
import lumen.contracts.rest.ModelView.ModelState;
import lumen.model.file.ModelDescription;
import lumen.model.file.ModelFile;
import lumen.model.file.ModelFormatException;
import lumen.model.file.ModelMetadata;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Knows the files below the model directory. The directory is looked at again and again; a file
 * that cannot be used is reported and never fatal, and one that was usable before stays so as it
 * was.
 */
@ApplicationScoped
public class ModelRegistry {
    private static final Logger LOG = Logger.getLogger(ModelRegistry.class);
    private static final String CARD_EXTENSION = ".md";

    /** Names of models that lead nowhere else: no part begins with a dot. */
    private static final Pattern NEW_ID =
            Pattern.compile(
                    "[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}(/[A-Za-z0-9_-][A-Za-z0-9._-]{0,99})*");

    /** When these have not changed, neither has the file. */
    private record Stamp(long bytes, long modifiedMilliseconds) {}

    private final Path directory;
    private final Optional<String> configuredDefault;
    private final Map<String, Stamp> stamps = new HashMap<>();
    private volatile SortedMap<String, RegisteredModel> models = new TreeMap<>();

    ModelRegistry(
            @ConfigProperty(name = "lumen.models.directory") Path directory,
            @ConfigProperty(name = "lumen.models.default") Optional<String> configuredDefault) {
        this.directory = directory.toAbsolutePath().normalize();
        this.configuredDefault = configuredDefault.filter(id -> !id.isBlank());
    }

    void start(@Observes StartupEvent event) {
        scan();
    }

    /** Looks at the directory now. */
    @Scheduled(every = "{lumen.models.rescan}", delayed = "{lumen.models.rescan}")
    public synchronized void scan() {
        SortedMap<String, RegisteredModel> found = new TreeMap<>();
        Map<String, RegisteredModel> before = models;
        for (Path file : files()) {
            String id = id(file);
            RegisteredModel known = before.get(id);
            Optional<Stamp> stamp = stamp(file);
            if (stamp.isEmpty()) {
                continue;
            }
            if (known != null && stamp.get().equals(stamps.get(id))) {
                found.put(id, known);
            } else {
                stamps.put(id, stamp.get());
                found.put(id, look(id, file, known));
            }
        }
        stamps.keySet().retainAll(found.keySet());
        models = found;
    }

    private List<Path> files() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> tree = Files.walk(directory, FileVisitOption.FOLLOW_LINKS)) {
            return tree.filter(file -> file.toString().endsWith(ModelFile.EXTENSION))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            LOG.warnf(e, "the model directory %s cannot be read", directory);
            return models.values().stream().map(RegisteredModel::file).toList();
        }
    }

    private static Optional<Stamp> stamp(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return Optional.of(
                    new Stamp(attributes.size(), attributes.lastModifiedTime().toMillis()));
        } catch (IOException e) {
            LOG.debugf(e, "%s went away while the model directory was read", file);
            return Optional.empty();
        }
    }

    private static RegisteredModel look(String id, Path file, RegisteredModel known) {
        try {
            ModelDescription description = ModelFile.describe(file);
            LOG.infof("model %s version %s", id, description.version());
            return new RegisteredModel(id, file, Optional.of(description), Optional.empty());
        } catch (ModelFormatException e) {
            LOG.warnf("model %s cannot be used: %s", id, e.getMessage());
            return broken(id, file, known, e.getMessage());
        } catch (IOException e) {
            LOG.warnf(e, "model %s cannot be read", id);
            return broken(id, file, known, "The model file cannot be read.");
        }
    }

    private static RegisteredModel broken(
            String id, Path file, RegisteredModel known, String error) {
        return new RegisteredModel(
                id,
                file,
                known == null ? Optional.empty() : known.description(),
                Optional.of(error));
    }

    private String id(Path file) {
        String name = directory.relativize(file).toString().replace('\\', '/');
        return name.substring(0, name.length() - ModelFile.EXTENSION.length());
    }

    /** All models, by id. */
    public List<ModelView> list() {
        Optional<String> defaultId = defaultId();
        return models.values().stream().map(model -> view(model, defaultId, null)).toList();
    }

    /**
     * A model with its card.
     *
     * @throws LumenException MODEL_NOT_FOUND
     */
    public ModelView get(String id) {
        RegisteredModel model = find(id);
        return view(model, defaultId(), card(model));
    }

    /**
     * Finds the model that a client of the reference server means.
     *
     * @param path a model's id, with or without the file's extension, or its path
     */
    public Optional<String> idOf(String path) {
        String name =
                path.endsWith(ModelFile.EXTENSION)
                        ? path.substring(0, path.length() - ModelFile.EXTENSION.length())
                        : path;
        if (models.containsKey(name)) {
            return Optional.of(name);
        }
        return models.keySet().stream()
                .filter(id -> directory.resolve(id).equals(absolute(name)))
                .findFirst();
    }

    private static Path absolute(String name) {
        try {
            return Path.of(name).toAbsolutePath();
        } catch (InvalidPathException e) {
            // No path, hence no model's: this one names nothing.
            return Path.of("");
        }
    }

    /**
     * A model that can be used.
     *
     * @param id null for the default model
     * @throws LumenException MODEL_NOT_FOUND, MODEL_BROKEN
     */
    public UsableModel use(String id) {
        RegisteredModel model = find(id == null || id.isBlank() ? requireDefault() : id);
        ModelDescription description =
                model.description()
                        .orElseThrow(
                                () ->
                                        new LumenException(
                                                ErrorCode.MODEL_BROKEN,
                                                "Model "
                                                        + model.id()
                                                        + ": "
                                                        + model.error().get()));
        return new UsableModel(model.id(), description.version(), description.metadata());
    }

    /**
     * Where a model's file is.
     *
     * @throws LumenException MODEL_NOT_FOUND
     */
    public Path file(String id) {
        return find(id).file();
    }

    /**
     * Where the file of a new model is to be written; its directory is there.
     *
     * @param id a name that no model has yet
     * @throws LumenException REQUEST_INVALID
     */
    public Path newFile(String id) {
        if (!NEW_ID.matcher(id).matches() || models.containsKey(id)) {
            throw new LumenException(
                    ErrorCode.REQUEST_INVALID,
                    models.containsKey(id)
                            ? "There is a model named %s already.".formatted(id)
                            : "A model's name has letters, digits, '.', '_', '-' and '/' only.");
        }
        Path file = directory.resolve(id + ModelFile.EXTENSION);
        try {
            Files.createDirectories(file.getParent());
        } catch (IOException e) {
            throw new UncheckedIOException("the model directory cannot be written", e);
        }
        return file;
    }

    private String requireDefault() {
        return defaultId()
                .orElseThrow(
                        () ->
                                new LumenException(
                                        ErrorCode.MODEL_NOT_FOUND,
                                        "There is no model in the model directory yet."));
    }

    private RegisteredModel find(String id) {
        RegisteredModel model = models.get(id);
        if (model == null) {
            throw new LumenException(
                    ErrorCode.MODEL_NOT_FOUND, "There is no model named " + id + ".");
        }
        return model;
    }

    private Optional<String> defaultId() {
        Map<String, RegisteredModel> present = models;
        return configuredDefault.or(
                () ->
                        present.values().stream()
                                .filter(model -> model.description().isPresent())
                                .map(RegisteredModel::id)
                                .findFirst());
    }

    private static String card(RegisteredModel model) {
        String name = model.file().getFileName().toString();
        Path card =
                model.file()
                        .resolveSibling(
                                name.substring(0, name.length() - ModelFile.EXTENSION.length())
                                        + CARD_EXTENSION);
        try {
            return Files.isRegularFile(card) ? Files.readString(card) : null;
        } catch (IOException e) {
            LOG.warnf(e, "the card of model %s cannot be read", model.id());
            return null;
        }
    }

    private static ModelView view(RegisteredModel model, Optional<String> defaultId, String card) {
        boolean isDefault = defaultId.equals(Optional.of(model.id()));
        String error = model.error().orElse(null);
        if (model.description().isEmpty()) {
            return new ModelView(
                    model.id(),
                    null,
                    ModelState.BROKEN,
                    error,
                    isDefault,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    card);
        }
        ModelDescription description = model.description().get();
        ModelMetadata metadata = description.metadata();
        return new ModelView(
                model.id(),
                description.version(),
                ModelState.READY,
                error,
                isDefault,
                metadata.architecture(),
                metadata.labels(),
                metadata.labelNames(),
                metadata.thresholds(),
                metadata.aggregation().name(),
                metadata.featureSpecification(),
                metadata.provenance(),
                description.sizeBytes(),
                description.parameters(),
                card);
    }
}
