package lumen.cli.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import lumen.recipe.InvalidRecipeException.Fault;

/**
 * Makes the paths in options absolute, since whoever trains has another working directory, and
 * gathers the directories that have to be readable there.
 */
final class LocalPaths {
    private static final List<String> DATASETS = List.of("train_paths", "val_paths", "test_paths");
    private static final List<String> FILES = List.of("train_override_csvs");

    /** What may be the name of something as well: a path when it is one here. */
    private static final List<String> FILES_OR_NAMES = List.of("ckpt", "distillation_teacher");

    private static final String KEYWORDS = "aug_kwargs";
    private static final String NOISE = "path_background_noise";

    private final boolean serverIsElsewhere;
    private final Set<Path> roots = new LinkedHashSet<>();
    private final List<Fault> faults = new ArrayList<>();

    /**
     * @param serverIsElsewhere whether absolute paths may be there though they are not here
     */
    LocalPaths(boolean serverIsElsewhere) {
        this.serverIsElsewhere = serverIsElsewhere;
    }

    /** Makes the paths in the options absolute. */
    void resolve(ObjectNode options) {
        for (String name : DATASETS) {
            each(options, name, text -> dataset(name, text));
        }
        for (String name : FILES) {
            each(options, name, text -> existing(name, text));
        }
        for (String name : FILES_OR_NAMES) {
            each(options, name, this::pathOrName);
        }
        JsonNode keywords = options.get(KEYWORDS);
        if (keywords instanceof ObjectNode object) {
            each(object, NOISE, this::pathOrName);
        } else {
            each(options, KEYWORDS, this::keyword);
        }
    }

    /** The directories that are read. */
    List<Path> roots() {
        return List.copyOf(roots);
    }

    /** Paths that are not there. */
    List<Fault> faults() {
        return List.copyOf(faults);
    }

    private interface Change {
        String of(String text);
    }

    private static void each(ObjectNode options, String name, Change change) {
        JsonNode value = options.get(name);
        if (value instanceof TextNode text) {
            options.put(name, change.of(text.textValue()));
        } else if (value instanceof ArrayNode list) {
            ArrayNode changed = JsonNodeFactory.instance.arrayNode();
            for (JsonNode entry : list) {
                changed.add(
                        entry.isTextual() ? TextNode.valueOf(change.of(entry.asText())) : entry);
            }
            options.set(name, changed);
        }
    }

    private String dataset(String option, String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            // The recipe says what is missing.
            return text;
        }
        return text.substring(0, colon + 1) + existing(option, text.substring(colon + 1));
    }

    private String existing(String option, String text) {
        Path path = path(text);
        if (path == null) {
            return text;
        }
        if (Files.exists(path)) {
            addRoot(path);
        } else if (!(serverIsElsewhere && Path.of(text).isAbsolute())) {
            faults.add(new Fault(option, option + " names " + path + ", which is not there"));
        }
        return path.toString();
    }

    private String pathOrName(String text) {
        Path path = path(text);
        if (path == null || !Files.exists(path)) {
            return text;
        }
        addRoot(path);
        return path.toString();
    }

    private String keyword(String text) {
        String key = NOISE + "=";
        return text.startsWith(key) ? key + pathOrName(text.substring(key.length())) : text;
    }

    private void addRoot(Path path) {
        if (Files.isDirectory(path)) {
            roots.add(path);
        } else {
            roots.add(path.getParent());
            if (path.toString().endsWith(".csv")) {
                // Paths in a table may be meant from here.
                roots.add(Path.of("").toAbsolutePath());
            }
        }
    }

    private static Path path(String text) {
        try {
            return text.isBlank() ? null : Path.of(text).toAbsolutePath().normalize();
        } catch (InvalidPathException notAPath) {
            // The recipe says so.
            return null;
        }
    }
}
