package lumen.cli.training;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import lumen.recipe.InvalidRecipeException;
import lumen.recipe.InvalidRecipeException.Fault;
import lumen.recipe.Recipe;

/**
 * The options of a run that is asked for: those of the command line go before those of a file;
 * paths are absolute.
 *
 * @param options by name, as the server takes them
 * @param roots directories that have to be readable where it is trained
 * @param faults everything that is wrong with them
 */
record RunRequest(ObjectNode options, List<Path> roots, List<Fault> faults) {

    /** What one option is: a whole run, or changes of one that there is. */
    enum Extent {
        WHOLE,
        CHANGES
    }

    /**
     * Puts the options together and checks them.
     *
     * @param tokens of the command line
     * @param config a file of options; null for none
     * @param further options that go before all others
     * @param serverIsElsewhere whether it is trained on another machine
     * @param extent whether the options have to make a run by themselves
     */
    static RunRequest of(
            List<String> tokens,
            Path config,
            ObjectNode further,
            boolean serverIsElsewhere,
            Extent extent) {
        RecipeArguments.Given given = RecipeArguments.parse(tokens);
        Set<Fault> faults = new LinkedHashSet<>(given.faults());
        ObjectNode chosen = given.options().deepCopy();
        chosen.setAll(further);
        ObjectNode options =
                config == null ? JsonNodeFactory.instance.objectNode() : read(config, faults);
        Set<String> ofFile = namesWithout(options, chosen);
        options.setAll(chosen);
        LocalPaths paths = new LocalPaths(serverIsElsewhere);
        paths.resolve(options);
        faults.addAll(paths.faults());
        if (extent == Extent.WHOLE) {
            for (Fault fault : check(options, ofFile)) {
                faults.add(
                        ofFile.contains(fault.option())
                                ? new Fault(
                                        fault.option(),
                                        fault.message() + " (in " + config.getFileName() + ")")
                                : fault);
            }
        }
        return new RunRequest(options, paths.roots(), new ArrayList<>(faults));
    }

    private static Set<String> namesWithout(ObjectNode options, ObjectNode others) {
        Set<String> names = new HashSet<>();
        options.fieldNames().forEachRemaining(names::add);
        others.fieldNames().forEachRemaining(names::remove);
        return names;
    }

    /**
     * What is wrong. Options of the file that have no effect beside those of the command line are
     * taken away: a run's own file names every option.
     */
    private static List<Fault> check(ObjectNode options, Set<String> ofFile) {
        while (true) {
            try {
                Recipe.of(options);
                return List.of();
            } catch (InvalidRecipeException invalid) {
                List<String> useless =
                        invalid.faults().stream()
                                .filter(Fault::isWithoutEffect)
                                .map(Fault::option)
                                .filter(ofFile::remove)
                                .toList();
                if (useless.isEmpty()) {
                    return invalid.faults();
                }
                options.remove(useless);
            }
        }
    }

    private static ObjectNode read(Path config, Set<Fault> faults) {
        String problem;
        try {
            return Recipe.parseYaml(Files.readString(config));
        } catch (InvalidRecipeException invalid) {
            problem = invalid.getMessage();
        } catch (NoSuchFileException missing) {
            problem = "there is no such file";
        } catch (IOException unreadable) {
            problem = "the file cannot be read: " + unreadable.getMessage();
        }
        faults.add(new Fault("", "--config " + config + ": " + problem));
        return JsonNodeFactory.instance.objectNode();
    }
}
