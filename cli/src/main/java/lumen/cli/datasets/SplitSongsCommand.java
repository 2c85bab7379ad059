package lumen.cli.datasets;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import lumen.cli.ExitCode;
import lumen.cli.LumenVersion;
import lumen.cli.Surroundings;
import lumen.datasets.AudioFile;
import lumen.datasets.Dataset;
import lumen.datasets.DatasetException;
import lumen.datasets.DatasetPath;
import lumen.datasets.DatasetTable;
import lumen.datasets.LabelDiscovery;
import lumen.datasets.LabelSet;
import lumen.datasets.split.Split;
import lumen.evaluation.plot.BarPlot;
import lumen.evaluation.plot.BarPlot.Arrangement;
import lumen.evaluation.plot.BarPlot.Series;
import lumen.evaluation.plot.Heading;
import lumen.evaluation.plot.Theme;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Divides a dataset by song, with labels and pairs of labels shared out evenly. */
@Command(
        name = "split-songs",
        mixinStandardHelpOptions = true,
        versionProvider = LumenVersion.class,
        separator = " ",
        synopsisHeading = "%nUsage: ",
        header = "Divides a dataset by song, with labels and pairs of labels shared out evenly.",
        description = {
            "Writes irmas_train_from_test_n_K.csv and irmas_test_from_test_n_K.csv, and a plot."
        },
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExample:%n",
        footer = "  lumen datasets split-songs --data irmastest:data/irmas/test --frac 0.5")
final class SplitSongsCommand implements Callable<Integer> {
    @Option(
            names = "--data",
            paramLabel = "TYPE:PATH",
            defaultValue = "irmastest:data/irmas/test",
            description = "The dataset; ${DEFAULT-VALUE} if absent.")
    private String data;

    @Option(
            names = "--frac",
            paramLabel = "SHARE",
            defaultValue = "0.5",
            description = "How many of the songs are for testing; ${DEFAULT-VALUE} if absent.")
    private double testShare;

    @Option(
            names = "--out-dir",
            paramLabel = "DIR",
            defaultValue = "data",
            description = "Where the tables go; ${DEFAULT-VALUE} if absent.")
    private Path tables;

    @Option(
            names = "--fig-dir",
            paramLabel = "DIR",
            defaultValue = "figures",
            description = "Where the plot goes; ${DEFAULT-VALUE} if absent.")
    private Path figures;

    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            defaultValue = "42",
            description = "Decides between equal choices; ${DEFAULT-VALUE} if absent.")
    private long seed;

    private final Surroundings surroundings;

    SplitSongsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        return DatasetWork.answer(surroundings, this::split);
    }

    private ExitCode split() throws IOException, DatasetException {
        List<DatasetPath> paths = List.of(DatasetPath.parse(data));
        LabelSet labels = LabelDiscovery.labels(paths);
        Split split = Split.bySong(Dataset.read(paths, labels), testShare, seed);
        write("irmas_train_from_test", split.train());
        write("irmas_test_from_test", split.test());
        PlotFiles.write(
                figures,
                "irmas_test_internal_split",
                BarPlot.draw(
                        List.copyOf(labels.names().values()),
                        List.of(series("train", split.train()), series("test", split.test())),
                        Arrangement.GROUPED,
                        "Count",
                        true,
                        Heading.of("Instrument frequency for IRMAS test split"),
                        Theme.LIGHT),
                surroundings);
        return ExitCode.ANSWERED;
    }

    private void write(String name, Dataset part) throws IOException {
        Path table = tables.resolve("%s_n_%d.csv".formatted(name, part.files().size()));
        DatasetTable.write(table, part);
        surroundings
                .terminal()
                .out()
                .line(
                        "wrote %s: %d files of %d songs"
                                .formatted(
                                        table,
                                        part.files().size(),
                                        part.files().stream()
                                                .map(AudioFile::song)
                                                .distinct()
                                                .count()));
    }

    private static Series series(String name, Dataset part) {
        return new Series(
                name,
                part.labelSet().codes().stream()
                        .mapToDouble(code -> part.counts().getOrDefault(code, 0))
                        .toArray());
    }
}
