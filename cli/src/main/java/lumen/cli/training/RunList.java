package lumen.cli.training;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import lumen.cli.ExitCode;
import lumen.cli.LumenUnavailableException;
import lumen.cli.rest.Json;
import lumen.cli.rest.LumenClient;
import lumen.cli.rest.RequestRefusedException;
import lumen.cli.terminal.DisplayText;
import lumen.cli.terminal.ProgressBar;
import lumen.cli.terminal.Screen;
import lumen.cli.terminal.Screen.Emphasis;
import lumen.cli.terminal.TextTable;
import lumen.cli.terminal.TextTable.Cell;
import lumen.cli.terminal.TextTable.Column;
import lumen.contracts.rest.Page;
import lumen.contracts.rest.State;
import lumen.contracts.rest.TrainingView;
import picocli.CommandLine.Option;

/** The list of runs, with the options that choose what is in it. */
final class RunList {
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
            description = "How many runs to list, 1 to 200. Default: 20.")
    private int limit = 20;

    @Option(names = "--json", description = "The runs as one JSON document.")
    private boolean asJson;

    /** Asks for the runs and writes them. */
    ExitCode write(LumenClient client, ProgressBar progress, Screen out)
            throws LumenUnavailableException, RequestRefusedException, InterruptedException {
        Page<TrainingView> runs = client.trainings().trainings(state, 0, Math.clamp(limit, 1, 200));
        progress.close();
        write(runs, out);
        return ExitCode.ANSWERED;
    }

    private void write(Page<TrainingView> runs, Screen out) {
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
                                Column.number("epoch"),
                                Column.number("best"),
                                Column.text("submitted")));
        for (TrainingView run : runs.items()) {
            table.row(
                    List.of(
                            Cell.of(DisplayText.printable(run.name())),
                            new Cell(state(run), emphasis(run.state())),
                            Cell.of(run.epoch() + "/" + run.epochs()),
                            Cell.of(Figures.score(run.best())),
                            Cell.of(TIME.format(run.createdAt().atZone(ZoneId.systemDefault())))));
        }
        table.writeTo(out);
        if (runs.total() > runs.items().size()) {
            out.line(
                    out.emphasised(
                            "the latest " + runs.items().size() + " of " + runs.total() + " runs",
                            Emphasis.FAINT));
        }
    }

    private static String state(TrainingView run) {
        return run.state() == State.RUNNING && run.phase() != null
                ? StandingLines.words(run.phase())
                : words(run.state());
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
