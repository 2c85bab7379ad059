package lumen.cli.datasets;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import lumen.cli.ExitCode;
import lumen.cli.LumenVersion;
import lumen.cli.Surroundings;
import lumen.datasets.DatasetException;
import lumen.datasets.table.TableReader;
import lumen.datasets.table.TableReader.Row;
import lumen.datasets.table.TableWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Divides the rows of a table at random. */
@Command(
        name = "split-csv",
        mixinStandardHelpOptions = true,
        versionProvider = LumenVersion.class,
        separator = " ",
        synopsisHeading = "%nUsage: ",
        header = "Divides the rows of a table at random.",
        description = "Writes NAME_trainn_K.csv and NAME_testn_K.csv beside it, with all columns.",
        parameterListHeading = "%nWhat to divide:%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExample:%n",
        footer = "  lumen datasets split-csv data/openmic_r0.8_n_7440.csv --fraction 0.2")
final class SplitCsvCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "A table.")
    private Path input;

    @Option(
            names = "--fraction",
            paramLabel = "SHARE",
            defaultValue = "0.2",
            description = "How many of the rows are for testing; ${DEFAULT-VALUE} if absent.")
    private double testShare;

    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            defaultValue = "42",
            description = "Decides the order; ${DEFAULT-VALUE} if absent.")
    private long seed;

    private final Surroundings surroundings;

    SplitCsvCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        return DatasetWork.answer(surroundings, this::split);
    }

    private ExitCode split() throws IOException, DatasetException {
        if (!(testShare >= 0 && testShare <= 1)) {
            throw new DatasetException("the fraction " + testShare + " is not from 0 to 1");
        }
        List<List<String>> rows = new ArrayList<>();
        List<String> header;
        try (TableReader table = TableReader.open(input)) {
            header = table.header();
            for (Row row = table.next(); row != null; row = table.next()) {
                rows.add(row.cells());
            }
        }
        Collections.shuffle(rows, new Random(seed));
        int test = (int) (testShare * rows.size());
        write("train", header, rows.subList(test, rows.size()));
        write("test", header, rows.subList(0, test));
        return ExitCode.ANSWERED;
    }

    private void write(String part, List<String> header, List<List<String>> rows)
            throws IOException {
        String name = input.getFileName().toString();
        int dot = name.lastIndexOf('.');
        String stem = dot < 0 ? name : name.substring(0, dot);
        Path output = input.resolveSibling("%s_%sn_%d.csv".formatted(stem, part, rows.size()));
        try (TableWriter table = new TableWriter(output, header)) {
            rows.forEach(table::row);
        }
        surroundings.terminal().out().line("wrote " + output);
    }
}
