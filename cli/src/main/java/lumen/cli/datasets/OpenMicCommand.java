package lumen.cli.datasets;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import lumen.cli.ExitCode;
import lumen.cli.LumenVersion;
import lumen.cli.Surroundings;
import lumen.datasets.Dataset;
import lumen.datasets.DatasetException;
import lumen.datasets.DatasetPath;
import lumen.datasets.DatasetStream;
import lumen.datasets.DatasetTable;
import lumen.datasets.DatasetType;
import lumen.datasets.FaultList;
import lumen.datasets.FaultSink;
import lumen.datasets.LabelSet;
import lumen.datasets.OpenMicLabels;
import lumen.datasets.content.Duplicates.Comparison;
import lumen.evaluation.plot.BarPlot;
import lumen.evaluation.plot.BarPlot.Arrangement;
import lumen.evaluation.plot.BarPlot.Series;
import lumen.evaluation.plot.Heading;
import lumen.evaluation.plot.Theme;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a table with IRMAS labels of OpenMIC-2018. */
@Command(
        name = "openmic",
        mixinStandardHelpOptions = true,
        versionProvider = LumenVersion.class,
        separator = " ",
        synopsisHeading = "%nUsage: ",
        header = "Makes a table with IRMAS labels of OpenMIC-2018.",
        description = {
            "The rows of a clip are united. OpenMIC does not tell acoustic from electric guitars:"
                + " they are left out unless --map guitar=gac or guitar=gel says what they are.",
            "Writes openmic_rRELEVANCE_n_K.csv and a plot of the labels."
        },
        parameterListHeading = "%nWhat to convert:%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExample:%n",
        footer = "  lumen datasets openmic data/openmic --relevance 0.8")
final class OpenMicCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "The corpus, or its table of labels.")
    private Path corpus;

    @Option(
            names = "--relevance",
            paramLabel = "NUMBER",
            defaultValue = "0.8",
            description = "A label counts when it is more relevant; ${DEFAULT-VALUE} if absent.")
    private double relevance;

    @Option(
            names = "--map",
            paramLabel = "INSTRUMENT=LABEL",
            description = "What an instrument of OpenMIC is called; may be given again.")
    private Map<String, String> more = Map.of();

    @Option(
            names = "--out-dir",
            paramLabel = "DIR",
            defaultValue = "data",
            description = "Where table and plot go; ${DEFAULT-VALUE} if absent.")
    private Path outDir;

    private final Surroundings surroundings;

    OpenMicCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        return DatasetWork.answer(surroundings, this::convert);
    }

    private ExitCode convert() throws IOException, DatasetException {
        LabelSet labels = LabelSet.irmas();
        Map<String, String> codes = new HashMap<>(OpenMicLabels.usual().codes());
        for (String code : more.values()) {
            if (labels.indexOf(code).isEmpty()) {
                throw new DatasetException(
                        "'%s' is not a label; the labels are %s"
                                .formatted(code, String.join(", ", labels.codes())));
            }
        }
        codes.putAll(more);
        FaultList faults = new FaultList(0);
        FaultSink telling = DatasetWork.telling(surroundings);
        try (DatasetStream clips =
                DatasetStream.open(
                        List.of(new DatasetPath(DatasetType.OPENMIC, corpus)),
                        labels,
                        fault -> {
                            faults.report(fault);
                            telling.report(fault);
                        },
                        Comparison.SAME_FILE,
                        new OpenMicLabels(relevance, codes))) {
            write(Dataset.readAll(clips, labels));
        }
        return faults.count() == 0 ? ExitCode.ANSWERED : ExitCode.SOME_FAILED;
    }

    private void write(Dataset dataset) throws IOException {
        Path table =
                outDir.resolve(
                        "openmic_r%s_n_%d.csv"
                                .formatted(
                                        String.format(Locale.ROOT, "%s", relevance),
                                        dataset.files().size()));
        DatasetTable.write(table, dataset);
        surroundings.terminal().out().line("wrote " + table);
        double[] counts =
                dataset.labelSet().codes().stream()
                        .mapToDouble(code -> dataset.counts().getOrDefault(code, 0))
                        .toArray();
        PlotFiles.write(
                outDir,
                "openmic_filtered_dataset",
                BarPlot.draw(
                        List.copyOf(dataset.labelSet().names().values()),
                        List.of(new Series("OpenMIC", counts)),
                        Arrangement.GROUPED,
                        "Count",
                        true,
                        Heading.of("Instruments of OpenMIC with relevance above " + relevance),
                        Theme.LIGHT),
                surroundings);
    }
}
