package lumen.gateway.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.function.UnaryOperator;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.error.LumenException;
import lumen.contracts.error.Problem.Violation;
import lumen.gateway.problem.InvalidRequestException;
import lumen.gateway.submission.DataRoots;
import lumen.gateway.submission.TestDatasets;
import lumen.recipe.InvalidRecipeException;
import lumen.recipe.InvalidRecipeException.Fault;
import lumen.recipe.Recipe;

/**
 * Checks the options of a run: those of the recipe, and whether what they name is there and may be
 * read. Every fault is named; names of files and datasets become real paths.
 */
@ApplicationScoped
public class OptionCheck {
    private static final List<String> DATASETS = List.of("train_paths", "val_paths", "test_paths");
    private static final String TABLES = "train_override_csvs";
    private static final String CHECKPOINT = "ckpt";
    private static final String TEACHER = "distillation_teacher";

    /**
     * What was found.
     *
     * @param recipe the run; empty if there are faults
     * @param faults in the order of the options
     */
    public record Outcome(Optional<Recipe> recipe, List<Violation> faults) {
        public Outcome {
            faults = List.copyOf(faults);
        }
    }

    private final TestDatasets datasets;
    private final DataRoots roots;
    private final TrainedFiles trained;

    OptionCheck(TestDatasets datasets, DataRoots roots, TrainedFiles trained) {
        this.datasets = datasets;
        this.roots = roots;
        this.trained = trained;
    }

    /**
     * The run that options make.
     *
     * @throws InvalidRequestException with every fault
     */
    public Recipe require(ObjectNode options) {
        Outcome outcome = check(options);
        return outcome.recipe()
                .orElseThrow(() -> InvalidRequestException.ofOptions(outcome.faults()));
    }

    /** Looks at options by their names; those that are left out have their defaults. */
    public Outcome check(ObjectNode given) {
        ObjectNode options = given.deepCopy();
        SequencedSet<Violation> faults = new LinkedHashSet<>();
        for (String name : DATASETS) {
            resolve(options, name, faults, this::dataset);
        }
        resolve(options, TABLES, faults, text -> roots.resolve(text).toString());
        resolve(options, CHECKPOINT, faults, text -> trained.checkpoint(text).toString());
        resolve(options, TEACHER, faults, text -> trained.model(text).toString());
        try {
            Recipe recipe = Recipe.of(options, this::folder);
            if (faults.isEmpty()) {
                return new Outcome(Optional.of(recipe), List.of());
            }
        } catch (InvalidRecipeException e) {
            e.faults().forEach(fault -> faults.add(violation(fault)));
        }
        return new Outcome(Optional.empty(), new ArrayList<>(faults));
    }

    private static Violation violation(Fault fault) {
        String name = fault.option();
        String message = fault.message();
        return new Violation(
                name,
                !name.isEmpty() && message.startsWith(name + " ")
                        ? message.substring(name.length() + 1)
                        : message);
    }

    /** The dataset by its real path; what is no dataset is left to the recipe to refuse. */
    private String dataset(String text) {
        try {
            return datasets.resolve(text).toString();
        } catch (LumenException e) {
            if (e.code() == ErrorCode.DATASET_INVALID) {
                return text;
            }
            throw e;
        }
    }

    private Path folder(String name) {
        try {
            return roots.resolve(name);
        } catch (LumenException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** Replaces the texts of an option; what is no text is left to the recipe to refuse. */
    private static void resolve(
            ObjectNode options,
            String name,
            SequencedSet<Violation> faults,
            UnaryOperator<String> resolver) {
        JsonNode value = options.get(name);
        if (value == null) {
            return;
        }
        if (value.isTextual()) {
            options.set(name, resolved(value, name, faults, resolver));
        } else if (value.isArray()) {
            ArrayNode all = JsonNodeFactory.instance.arrayNode();
            value.forEach(
                    text ->
                            all.add(
                                    text.isTextual()
                                            ? resolved(text, name, faults, resolver)
                                            : text));
            options.set(name, all);
        }
    }

    private static JsonNode resolved(
            JsonNode text,
            String name,
            SequencedSet<Violation> faults,
            UnaryOperator<String> resolver) {
        try {
            return JsonNodeFactory.instance.textNode(resolver.apply(text.textValue()));
        } catch (LumenException e) {
            faults.add(new Violation(name, "names what cannot be used: " + e.getMessage()));
            return text;
        }
    }
}
