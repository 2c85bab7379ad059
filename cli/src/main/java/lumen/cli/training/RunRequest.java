package lumen.cli.training;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
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
        ObjectNode options = JsonNodeFactory.instance.objectNode();
        if (config != null) {
            options.setAll(read(config, faults));
        }
        options.setAll(given.options());
        options.setAll(further);
        LocalPaths paths = new LocalPaths(serverIsElsewhere);
        paths.resolve(options);
        faults.addAll(paths.faults());
        if (extent == Extent.WHOLE) {
            try {
                Recipe.of(options);
            } catch (InvalidRecipeException invalid) {
                faults.addAll(invalid.faults());
            }
        }
        return new RunRequest(options, paths.roots(), new ArrayList<>(faults));
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
