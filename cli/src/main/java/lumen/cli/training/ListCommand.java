package lumen.cli.training;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import lumen.cli.ExitCode;
import lumen.cli.LumenVersion;
import lumen.cli.ServerOption;
import lumen.cli.Surroundings;
import lumen.cli.rest.Json;
import lumen.cli.terminal.DisplayText;
import lumen.cli.terminal.Screen;
import lumen.cli.terminal.Screen.Emphasis;
import lumen.cli.terminal.TextTable;
import lumen.cli.terminal.TextTable.Cell;
import lumen.cli.terminal.TextTable.Column;
import lumen.contracts.rest.Page;
import lumen.contracts.rest.State;
import lumen.contracts.rest.TrainingView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists training runs. */
@Command(
        name = "list",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        versionProvider = LumenVersion.class,
        separator = " ",
        synopsisHeading = "%nUsage: ",
        header = "Lists the training runs, newest first.",
        optionListHeading = "%nOptions:%n")
final class ListCommand implements Callable<Integer> {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

    @Option(
            names = "--state",
            paramLabel = "STATE",
            description = "Only runs in this state: ${COMPLETION-CANDIDATES}.")
    private State state;

    @Option(
            names = "--limit",
            paramLabel = "COUNT",
            defaultValue = "20",
            description = "How many runs to list, 1 to 200. Default: 20.")
    private int limit = 20;

    @Option(names = "--json", description = "The runs as one JSON document.")
    private boolean asJson;

    @Mixin private final ServerOption server;

    private final Surroundings surroundings;

    ListCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.server = new ServerOption(surroundings);
    }

    @Override
    public Integer call() {
        return server.answer(
                (client, progress) -> {
                    Page<TrainingView> runs =
                            client.trainings().trainings(state, 0, Math.clamp(limit, 1, 200));
                    progress.close();
                    list(runs);
                    return ExitCode.ANSWERED;
                });
    }

    private void list(Page<TrainingView> runs) {
        Screen out = surroundings.terminal().out();
        if (asJson) {
            Json.write(runs, out.stream());
            return;
        }
        if (runs.items().isEmpty()) {
            out.line(
                    state == null
                            ? "There are no training runs yet. Begin with: lumen train --help"
                            : "No training run is " + words(state) + ".");
            return;
        }
        TextTable table =
                new TextTable(
                        List.of(
                                Column.text("run"),
                                Column.text("state"),
                                Column.text("does"),
                                Column.number("epoch"),
                                Column.text("chosen by"),
                                Column.number("best"),
                                Column.text("submitted"),
                                Column.text("id")));
        for (TrainingView run : runs.items()) {
            table.row(
                    List.of(
                            Cell.of(DisplayText.printable(run.name())),
                            new Cell(words(run.state()), emphasis(run.state())),
                            Cell.of(
                                    run.state() == State.RUNNING && run.phase() != null
                                            ? StandingLines.words(run.phase())
                                            : ""),
                            Cell.of(run.epoch() + "/" + run.epochs()),
                            Cell.of(run.metric() == null ? "" : run.metric()),
                            Cell.of(Figures.score(run.best())),
                            Cell.of(TIME.format(run.createdAt().atZone(ZoneId.systemDefault()))),
                            Cell.of(run.id())));
        }
        table.writeTo(out);
        if (runs.total() > runs.items().size()) {
            out.line(
                    out.emphasised(
                            "the latest " + runs.items().size() + " of " + runs.total() + " runs",
                            Emphasis.FAINT));
        }
    }

    private static String words(State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private static Emphasis emphasis(State state) {
        return switch (state) {
            case SUCCEEDED -> Emphasis.STRONG;
            case FAILED -> Emphasis.FAILURE;
            case QUEUED, RUNNING -> Emphasis.PLAIN;
            case CANCELLED -> Emphasis.FAINT;
        };
    }
}
