package lumen.cli.training;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import lumen.cli.ErrorWords;
import lumen.cli.ExitCode;
import lumen.cli.LumenVersion;
import lumen.cli.ServerOption;
import lumen.cli.Surroundings;
import lumen.cli.rest.Json;
import lumen.cli.rest.Trainings;
import lumen.cli.terminal.DisplayText;
import lumen.cli.terminal.ProgressBar;
import lumen.cli.terminal.Screen;
import lumen.cli.terminal.Screen.Emphasis;
import lumen.contracts.rest.State;
import lumen.contracts.rest.TrainingMetricsView;
import lumen.contracts.rest.TrainingView;
import lumen.contracts.training.TrainingProgress.Metrics.Scope;
import lumen.recipe.RecipeOption;
import lumen.recipe.RecipeOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells everything about a training run. */
@Command(
        name = "show",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        versionProvider = LumenVersion.class,
        separator = " ",
        synopsisHeading = "%nUsage: ",
        header = "Tells how a training run goes or went: options, epochs, curves, figures.",
        optionListHeading = "%nOptions:%n",
        parameterListHeading = "%nWhat to tell about:%n")
final class ShowCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RUN", description = "A run's id or name.")
    private String run;

    @Option(
            names = "--follow",
            description = "Go on telling until the run ends. Ctrl+C ends this only, not the run.")
    private boolean follow;

    @Option(names = "--json", description = "Everything as JSON; with --follow an object a line.")
    private boolean asJson;

    @Mixin private final ServerOption server;

    private final Surroundings surroundings;

    ShowCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.server = new ServerOption(surroundings);
    }

    private record Document(TrainingView training, TrainingMetricsView metrics) {}

    @Override
    public Integer call() {
        return server.answer(
                access -> follow ? access.withoutStarting() : access,
                (client, progress) -> {
                    Trainings trainings = client.trainings();
                    TrainingView training = trainings.find(run);
                    if (follow && !training.state().ended()) {
                        progress.close();
                        FollowedRun followed = new FollowedRun(trainings, surroundings.terminal());
                        return followed.watch(training.id(), followed.view(asJson));
                    }
                    List<TrainingMetricsView.Row> rows = trainings.metrics(training.id());
                    progress.close();
                    if (asJson) {
                        Json.write(
                                new Document(training, new TrainingMetricsView(rows)),
                                surroundings.terminal().out().stream());
                    } else {
                        tell(training, rows);
                    }
                    return training.state() == State.FAILED
                            ? ExitCode.SOME_FAILED
                            : ExitCode.ANSWERED;
                });
    }

    private void tell(TrainingView training, List<TrainingMetricsView.Row> rows) {
        Screen out = surroundings.terminal().out();
        facts(training);
        options(training);
        if (rows.stream().anyMatch(row -> row.scope() != Scope.STEP)) {
            out.line("");
            EpochTable table = new EpochTable(out, out::line, () -> Duration.ZERO);
            rows.forEach(row -> table.row(row, training.metric()));
            table.flush(training.metric());
            CurveDrawing.write(rows, out);
        }
        out.line("");
        TestTable.write(tested(rows), out);
        if (training.problem() != null) {
            ErrorWords.write(surroundings.terminal().err(), training.problem());
        }
    }

    private static Map<String, Double> tested(List<TrainingMetricsView.Row> rows) {
        Map<String, Double> figures = new HashMap<>();
        rows.stream()
                .filter(row -> row.scope() == Scope.TEST)
                .forEach(row -> figures.putAll(row.values()));
        return figures;
    }

    private void facts(TrainingView training) {
        fact("run", training.name());
        fact("id", training.id());
        fact("state", state(training));
        fact("worker", training.worker());
        fact("submitted", training.createdAt().toString());
        if (training.startedAt() != null && training.endedAt() != null) {
            fact(
                    "took",
                    ProgressBar.words(
                            Duration.between(training.startedAt(), training.endedAt())
                                    .toSeconds()));
        }
        fact("epoch", training.epoch() + " of " + training.epochs());
        if (training.parameters() != null) {
            fact("parameters", String.format(Locale.ROOT, "%,d", training.parameters()));
        }
        if (training.best() != null && training.bestEpoch() != null) {
            fact(
                    "best",
                    "epoch %d: %s %s"
                            .formatted(
                                    training.bestEpoch(),
                                    training.metric(),
                                    Figures.score(training.best())));
        }
        fact("model", training.model());
        fact("folder", training.folder());
    }

    private static String state(TrainingView training) {
        StringBuilder text = new StringBuilder(training.state().name().toLowerCase(Locale.ROOT));
        if (training.state() == State.RUNNING && training.phase() != null) {
            text.append(", ").append(StandingLines.words(training.phase()));
        }
        if (training.stopping() && !training.state().ended()) {
            text.append(", stopping");
        }
        if (training.attempt() > 1) {
            text.append(", attempt ").append(training.attempt());
        }
        return text.toString();
    }

    /** Options that are not what they are by themselves. */
    private void options(TrainingView training) {
        Screen out = surroundings.terminal().out();
        boolean first = true;
        for (Map.Entry<String, JsonNode> entry : training.options().properties()) {
            RecipeOption option = RecipeOptions.named(entry.getKey()).orElse(null);
            JsonNode value = entry.getValue();
            if (value.isNull() || (option != null && isStandard(option, value))) {
                continue;
            }
            if (first) {
                out.line("");
                out.line(out.emphasised("options that are not as the defaults", Emphasis.HEADING));
                first = false;
            }
            String flag = option == null ? entry.getKey() : option.flag();
            out.line("  " + DisplayText.printable(flag + " " + RecipeHelp.text(value)));
        }
    }

    /** A number in a text and 1 for 1.0 are the same. */
    private static boolean isStandard(RecipeOption option, JsonNode value) {
        return RecipeHelp.text(value).equals(RecipeHelp.text(option.defaultValue()))
                || (value.isNumber()
                        && option.defaultValue().isNumber()
                        && value.doubleValue() == option.defaultValue().doubleValue());
    }

    private void fact(String name, String value) {
        if (value != null) {
            Screen out = surroundings.terminal().out();
            out.line(
                    out.emphasised(DisplayText.left(name, 12), Emphasis.HEADING)
                            + DisplayText.printable(value));
        }
    }
}
