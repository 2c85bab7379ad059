package lumen.training.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import lumen.contracts.training.TrainingProgress.Metrics;
import lumen.contracts.training.TrainingProgress.Metrics.Scope;
import lumen.recipe.InvalidRecipeException;
import lumen.recipe.Recipe;
import lumen.training.data.LocalFeatureSource;

/**
 * Carries out a run in this process alone, without services: {@code java … lumen.training.run.
 * OfflineRun recipe.yaml FOLDER}. For experiments; {@code lumen train} is for people.
 */
public final class OfflineRun {
    private static final long HELD_BYTES = 512L << 20;
    private static final Duration SAVE_EVERY = Duration.ofMinutes(2);

    private OfflineRun() {}

    /** Runs and ends with 0 when there is a result. */
    public static void main(String[] arguments) throws Exception {
        Locale.setDefault(Locale.ROOT);
        if (arguments.length != 2) {
            System.err.println("give a file of options and the folder of the run");
            System.exit(2);
        }
        Recipe recipe;
        try {
            recipe = Recipe.of(Recipe.parseYaml(Files.readString(Path.of(arguments[0]))));
        } catch (InvalidRecipeException invalid) {
            invalid.faults()
                    .forEach(
                            fault ->
                                    System.err.printf("%s: %s%n", fault.option(), fault.message()));
            System.exit(2);
            return;
        }
        try (LocalFeatureSource features = new LocalFeatureSource(recipe.execution().workers())) {
            RunEnvironment environment =
                    new RunEnvironment(
                            features,
                            Path::of,
                            Path::of,
                            2 * recipe.data().batchSize(),
                            HELD_BYTES,
                            SAVE_EVERY);
            RunResult result =
                    new TrainingRun(
                                    recipe,
                                    Path.of(arguments[1]),
                                    environment,
                                    new Printer(),
                                    RunSignals.NONE)
                            .run();
            System.out.println(result);
        }
    }

    /** Shows lines and the figures of epochs. */
    private static final class Printer implements RunListener {
        @Override
        public void line(String text) {
            System.out.println(text);
        }

        @Override
        public void metrics(Metrics row) {
            if (row.scope() == Scope.STEP) {
                return;
            }
            StringBuilder line =
                    new StringBuilder("%-16s epoch %3d".formatted(row.scope(), row.epoch() + 1));
            row.values().entrySet().stream()
                    .filter(entry -> !entry.getKey().startsWith("instruments/"))
                    .filter(entry -> !entry.getKey().matches(".*_(step|epoch)"))
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(
                            entry ->
                                    line.append(
                                            "  %s %.4f"
                                                    .formatted(entry.getKey(), entry.getValue())));
            System.out.println(line);
        }
    }
}
