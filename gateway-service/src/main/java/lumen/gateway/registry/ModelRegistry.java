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
import lumen.model.file.ModelDescription;
import lumen.model.file.ModelFile;
import lumen.model.file.ModelFormatException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Knows the files below the model directories: the one that lumen comes with or that the operator
 * fills, and the one where models are written that were made here. Of two with the same id the one
 * in the first counts. The directories are looked at again and again; a file that cannot be used is
 * reported and never fatal, and one that was usable before stays so as it was.
 */
@ApplicationScoped
public class ModelRegistry {
    private static final Logger LOG = Logger.getLogger(ModelRegistry.class);

    /** Names of models that lead nowhere else: no part begins with a dot. */
    private static final Pattern NEW_ID =
            Pattern.compile(
                    "[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}(/[A-Za-z0-9_-][A-Za-z0-9._-]{0,99})*");

    /** When these have not changed, neither has the file. */
    private record Stamp(long bytes, long modifiedMilliseconds) {}

    private final List<Path> directories;
    private final Optional<String> configuredDefault;
    private final ModelAliases aliases;
    private final Map<String, Stamp> stamps = new HashMap<>();
    private volatile SortedMap<String, RegisteredModel> models = new TreeMap<>();

    ModelRegistry(
            @ConfigProperty(name = "lumen.models.directory") Path directory,
            @ConfigProperty(name = "lumen.models.new-directory") Path newDirectory,
            @ConfigProperty(name = "lumen.models.default") Optional<String> configuredDefault,
            ModelAliases aliases) {
        this.aliases = aliases;
        directories =
                Stream.of(directory, newDirectory)
                        .map(one -> one.toAbsolutePath().normalize())
                        .distinct()
                        .toList();
        this.configuredDefault = configuredDefault.filter(id -> !id.isBlank());
    }

    void start(@Observes StartupEvent event) {
        scan();
    }

    /** Looks at the directories now. */
    @Scheduled(every = "{lumen.models.rescan}", delayed = "{lumen.models.rescan}")
    public synchronized void scan() {
        SortedMap<String, RegisteredModel> found = new TreeMap<>();
        Map<String, RegisteredModel> before = models;
        for (Path directory : directories) {
            for (Path file : files(directory)) {
                String id = id(directory, file);
                Optional<Stamp> stamp = stamp(file);
                if (stamp.isEmpty() || found.containsKey(id)) {
                    continue;
                }
                RegisteredModel known = before.get(id);
                if (known != null
                        && known.file().equals(file)
                        && stamp.get().equals(stamps.get(id))) {
                    found.put(id, known);
                } else {
                    stamps.put(id, stamp.get());
                    found.put(id, look(id, file, known));
                }
            }
        }
        stamps.keySet().retainAll(found.keySet());
        models = found;
    }

    private List<Path> files(Path directory) {
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
            return models.values().stream()
                    .map(RegisteredModel::file)
                    .filter(file -> file.startsWith(directory))
                    .toList();
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

    private static String id(Path directory, Path file) {
        String name = directory.relativize(file).toString().replace('\\', '/');
        return name.substring(0, name.length() - ModelFile.EXTENSION.length());
    }

    /** All models, by id. */
    public List<ModelView> list() {
        Map<String, String> named = aliases.all();
        Optional<String> defaultId = defaultId();
        return models.values().stream()
                .map(model -> ModelViews.view(model, defaultId, aliasesOf(model.id(), named)))
                .toList();
    }

    /**
     * A model with its card and what it costs.
     *
     * @param name its id or an alias
     * @throws LumenException MODEL_NOT_FOUND
     */
    public ModelView get(String name) {
        RegisteredModel model = find(name);
        return ModelViews.whole(model, defaultId(), aliasesOf(model.id(), aliases.all()));
    }

    private static List<String> aliasesOf(String id, Map<String, String> named) {
        return named.entrySet().stream()
                .filter(alias -> alias.getValue().equals(id))
                .map(Map.Entry::getKey)
                .toList();
    }

    /**
     * Finds the model that a client of the reference server means.
     *
     * @param path a model's id or alias, with or without the file's extension, or its path
     */
    public Optional<String> idOf(String path) {
        String name =
                path.endsWith(ModelFile.EXTENSION)
                        ? path.substring(0, path.length() - ModelFile.EXTENSION.length())
                        : path;
        if (models.containsKey(name)) {
            return Optional.of(name);
        }
        Optional<String> meant = aliases.modelOf(name);
        if (meant.isPresent()) {
            return meant;
        }
        Path file = absolute(name + ModelFile.EXTENSION);
        return models.values().stream()
                .filter(model -> model.file().equals(file))
                .map(RegisteredModel::id)
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
     * @param name an id or an alias; null for the default model
     * @throws LumenException MODEL_NOT_FOUND, MODEL_BROKEN
     */
    public UsableModel use(String name) {
        RegisteredModel model = find(name == null || name.isBlank() ? requireDefault() : name);
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
        Path file = directories.getLast().resolve(id + ModelFile.EXTENSION);
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

    private RegisteredModel find(String name) {
        RegisteredModel model = known(name);
        if (model == null && isFile(name)) {
            // Written since the directories were looked at, such as by a training run that has
            // ended.
            scan();
            model = known(name);
        }
        if (model == null) {
            throw new LumenException(
                    ErrorCode.MODEL_NOT_FOUND, "There is no model named " + name + ".");
        }
        return model;
    }

    private RegisteredModel known(String name) {
        Map<String, RegisteredModel> present = models;
        RegisteredModel model = present.get(name);
        return model == null ? aliases.modelOf(name).map(present::get).orElse(null) : model;
    }

    private boolean isFile(String id) {
        return NEW_ID.matcher(id).matches()
                && directories.stream()
                        .map(directory -> directory.resolve(id + ModelFile.EXTENSION))
                        .anyMatch(Files::isRegularFile);
    }

    private Optional<String> defaultId() {
        Map<String, RegisteredModel> present = models;
        return aliases.modelOf(ModelAliases.DEFAULT)
                .filter(present::containsKey)
                .or(() -> configuredDefault)
                .or(() -> first(present, directories.getFirst()))
                .or(() -> first(present, directories.getLast()));
    }

    /**
     * The first usable model by name. A model that was made here never becomes the default by
     * itself while there is another.
     */
    private static Optional<String> first(Map<String, RegisteredModel> models, Path directory) {
        return models.values().stream()
                .filter(model -> model.file().startsWith(directory))
                .filter(model -> model.description().isPresent())
                .map(RegisteredModel::id)
                .findFirst();
    }
}
