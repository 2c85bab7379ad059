package lumen.cli.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import lumen.cli.ExitCode;
import lumen.cli.LumenVersion;
import lumen.cli.ServerOption;
import lumen.cli.Surroundings;
import lumen.cli.rest.Json;
import lumen.cli.rest.Trainings;
import lumen.cli.terminal.DisplayText;
import lumen.cli.terminal.ProgressBar;
import lumen.cli.terminal.Screen;
import lumen.cli.terminal.TextTable;
import lumen.cli.terminal.TextTable.Cell;
import lumen.cli.terminal.TextTable.Column;
import lumen.contracts.rest.TrainingComparison;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Puts training runs side by side. */
@Command(
        name = "compare",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        versionProvider = LumenVersion.class,
        separator = " ",
        synopsisHeading = "%nUsage: ",
        header = "Puts training runs side by side: options that differ, and figures.",
        optionListHeading = "%nOptions:%n",
        parameterListHeading = "%nWhat to compare:%n")
final class CompareCommand implements Callable<Integer> {
    private static final String INSTRUMENTS = "instruments/";

    @Parameters(arity = "2..*", paramLabel = "RUN", description = "Ids or names of runs.")
    private List<String> runs;

    @Option(names = "--all-figures", description = "Figures of each instrument as well.")
    private boolean allFigures;

    @Option(names = "--json", description = "The comparison as one JSON document.")
    private boolean asJson;

    @Mixin private final ServerOption server;

    private final Surroundings surroundings;

    CompareCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.server = new ServerOption(surroundings);
    }

    @Override
    public Integer call() {
        return server.answer(
                (client, progress) -> {
                    Trainings trainings = client.trainings();
                    List<String> ids = new ArrayList<>();
                    for (String run : runs) {
                        ids.add(trainings.find(run).id());
                    }
                    TrainingComparison comparison = trainings.compare(ids);
                    progress.close();
                    Screen out = surroundings.terminal().out();
                    if (asJson) {
                        Json.write(comparison, out.stream());
                    } else {
                        table(comparison).writeTo(out);
                    }
                    return ExitCode.ANSWERED;
                });
    }

    private TextTable table(TrainingComparison comparison) {
        List<Column> columns = new ArrayList<>();
        columns.add(Column.text(""));
        for (TrainingComparison.Run run : comparison.runs()) {
            // The parts of a name are as many lines of its heading.
            columns.add(Column.number(DisplayText.printable(run.name()).replace('_', '\n')));
        }
        TextTable table = new TextTable(columns);
        each(table, "state", comparison, run -> run.state().name().toLowerCase(Locale.ROOT));
        each(table, "epochs", comparison, run -> String.valueOf(run.epoch()));
        each(
                table,
                "time",
                comparison,
                run -> run.seconds() == null ? "" : ProgressBar.words(Math.round(run.seconds())));
        each(
                table,
                "best epoch",
                comparison,
                run -> run.bestEpoch() == null ? "" : run.bestEpoch().toString());
        comparison
                .options()
                .forEach(
                        (name, values) ->
                                row(table, name, values.stream().map(RecipeHelp::text).toList()));
        new TreeMap<>(comparison.figures())
                .forEach(
                        (name, values) -> {
                            if (allFigures || isPlain(name, comparison)) {
                                row(table, name, values.stream().map(Figures::score).toList());
                            }
                        });
        return table;
    }

    /** Whether it is of everything, and is not the same as a figure with a shorter name. */
    private static boolean isPlain(String name, TrainingComparison comparison) {
        return !name.startsWith(INSTRUMENTS)
                && !name.endsWith("_step")
                && !(name.endsWith("_epoch")
                        && comparison
                                .figures()
                                .containsKey(name.substring(0, name.length() - "_epoch".length())));
    }

    private static void each(
            TextTable table,
            String name,
            TrainingComparison comparison,
            Function<TrainingComparison.Run, String> value) {
        row(table, name, comparison.runs().stream().map(value).toList());
    }

    private static void row(TextTable table, String name, List<String> values) {
        List<Cell> cells = new ArrayList<>();
        cells.add(Cell.of(DisplayText.printable(name)));
        values.forEach(value -> cells.add(Cell.of(DisplayText.printable(value))));
        table.row(cells);
    }
}
