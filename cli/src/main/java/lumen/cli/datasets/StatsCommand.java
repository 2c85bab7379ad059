package lumen.cli.datasets;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import lumen.audio.decoding.AudioDecoder;
import lumen.audio.decoding.AudioException;
import lumen.audio.decoding.AudioInformation;
import lumen.audio.decoding.AudioSource;
import lumen.audio.decoding.DecodingLimits;
import lumen.cli.ExitCode;
import lumen.cli.LumenVersion;
import lumen.cli.Surroundings;
import lumen.cli.rest.Json;
import lumen.cli.terminal.DisplayText;
import lumen.cli.terminal.TextTable;
import lumen.cli.terminal.TextTable.Cell;
import lumen.cli.terminal.TextTable.Column;
import lumen.datasets.AudioFile;
import lumen.datasets.DatasetException;
import lumen.datasets.DatasetFault;
import lumen.datasets.DatasetFault.Kind;
import lumen.datasets.DatasetPath;
import lumen.datasets.DatasetStatistics;
import lumen.datasets.DatasetStream;
import lumen.datasets.FaultList;
import lumen.datasets.FaultSink;
import lumen.datasets.LabelDiscovery;
import lumen.datasets.LabelSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Counts the files of datasets by their labels, and draws how the labels are distributed. */
@Command(
        name = "stats",
        mixinStandardHelpOptions = true,
        versionProvider = LumenVersion.class,
        separator = " ",
        synopsisHeading = "%nUsage: ",
        header =
                "Counts the files of datasets by their labels, and draws how they are distributed.",
        parameterListHeading = "%nWhat to count:%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  lumen datasets stats irmastrain:data/irmas/train irmastest:data/irmas/test",
            "  lumen datasets stats csv:data/train.csv --use-seconds --save-plots figures",
        })
final class StatsCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "TYPE:PATH", description = "Datasets.")
    private List<String> datasets;

    @Option(
            names = "--dataset-names",
            arity = "1..*",
            paramLabel = "NAME",
            description = "What the datasets are called, one name for each; their paths if absent.")
    private List<String> names = List.of();

    @Option(names = "--use-seconds", description = "Counts seconds of audio too, and draws them.")
    private boolean useSeconds;

    @Option(
            names = "--save-plots",
            paramLabel = "DIR",
            description = "Draws the labels of each dataset and the datasets of each label.")
    private Path plots;

    @Option(
            names = "--title-suffix",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "Stands behind the plots' titles.")
    private String titleSuffix;

    @Option(names = "--json", description = "One JSON object, with the reference's keys.")
    private boolean json;

    private final Surroundings surroundings;

    StatsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        return DatasetWork.answer(surroundings, this::count);
    }

    private ExitCode count() throws IOException, DatasetException, InterruptedException {
        if (!names.isEmpty() && names.size() != datasets.size()) {
            throw new DatasetException(
                    "%d datasets and %d names".formatted(datasets.size(), names.size()));
        }
        List<DatasetPath> paths = DatasetWork.parse(datasets);
        LabelSet labels = LabelDiscovery.labels(paths);
        FaultList faults = new FaultList(0);
        FaultSink telling = DatasetWork.telling(surroundings);
        FaultSink both =
                fault -> {
                    faults.report(fault);
                    telling.report(fault);
                };
        List<DatasetStatistics> all = new ArrayList<>();
        for (DatasetPath path : paths) {
            all.add(count(path, labels, both));
        }
        if (json) {
            tellJson(all);
        } else {
            tell(labels, all);
        }
        if (plots != null) {
            new DistributionPlots(labels, names(), all, useSeconds, titleSuffix)
                    .write(plots, surroundings);
        }
        return faults.count() == 0 ? ExitCode.ANSWERED : ExitCode.SOME_FAILED;
    }

    private DatasetStatistics count(DatasetPath path, LabelSet labels, FaultSink faults)
            throws DatasetException, InterruptedException {
        DatasetStatistics statistics = new DatasetStatistics(labels);
        try (DatasetStream files = DatasetStream.open(List.of(path), labels, faults)) {
            if (useSeconds) {
                FileWork.each(
                        files,
                        StatsCommand::length,
                        (file, length) -> {
                            statistics.add(file, length.seconds());
                            if (!length.problem().isEmpty()) {
                                faults.report(
                                        new DatasetFault(
                                                Kind.UNREADABLE, file.place(), length.problem()));
                            }
                        },
                        surroundings);
            } else {
                for (AudioFile file = files.next(); file != null; file = files.next()) {
                    statistics.add(file);
                }
            }
        }
        return statistics;
    }

    /** How long a file is, and what is wrong with it, or nothing. */
    private record Length(double seconds, String problem) {}

    /** What the header declares, or what is found by decoding; 0 for a file that cannot be read. */
    private static Length length(AudioFile file) {
        AudioSource source = AudioSource.of(file.path());
        try {
            AudioInformation header = AudioDecoder.probe(source, DecodingLimits.defaults());
            double seconds =
                    Double.isFinite(header.durationSeconds())
                            ? header.durationSeconds()
                            : AudioDecoder.decode(
                                            source,
                                            header.sourceRate(),
                                            DecodingLimits.defaults(),
                                            (samples, length) -> {})
                                    .durationSeconds();
            return new Length(seconds, "");
        } catch (AudioException e) {
            return new Length(0, "%s cannot be read: %s".formatted(file.name(), e.getMessage()));
        }
    }

    private List<String> names() {
        return names.isEmpty() ? datasets : names;
    }

    private void tell(LabelSet labels, List<DatasetStatistics> all) {
        List<Column> columns = new ArrayList<>(List.of(Column.text("label"), Column.text("name")));
        for (String name : names()) {
            columns.add(Column.number(DisplayText.printable(name)));
            if (useSeconds) {
                columns.add(Column.number("seconds"));
            }
        }
        TextTable table = new TextTable(columns);
        labels.names()
                .forEach(
                        (code, name) -> {
                            List<Cell> row =
                                    new ArrayList<>(
                                            List.of(
                                                    Cell.of(DisplayText.printable(code)),
                                                    Cell.of(DisplayText.printable(name))));
                            for (DatasetStatistics one : all) {
                                add(row, one.files(code), one.seconds(code));
                            }
                            table.row(row);
                        });
        List<Cell> whole = new ArrayList<>(List.of(Cell.of(""), Cell.of("all files")));
        all.forEach(one -> add(whole, one.files(), one.seconds()));
        table.row(whole);
        table.writeTo(surroundings.terminal().out());
        for (int i = 0; i < all.size(); i++) {
            StringBuilder line = new StringBuilder(DisplayText.printable(names().get(i)));
            all.get(i)
                    .filesByLabelCount()
                    .forEach(
                            (count, files) ->
                                    line.append(
                                            "%s%d with %d"
                                                    .formatted(
                                                            line.toString().contains(" with ")
                                                                    ? ", "
                                                                    : ": files by labels: ",
                                                            files,
                                                            count)));
            surroundings.terminal().out().line(line.toString());
        }
    }

    private void add(List<Cell> row, long files, double seconds) {
        row.add(Cell.of(files));
        if (useSeconds) {
            row.add(Cell.of(String.format(Locale.ROOT, "%.1f", seconds)));
        }
    }

    private void tellJson(List<DatasetStatistics> all) {
        ObjectNode root = Json.MAPPER.createObjectNode();
        for (int i = 0; i < all.size(); i++) {
            root.set(names().get(i), Json.MAPPER.valueToTree(all.get(i).asReference()));
        }
        surroundings.terminal().out().line(root.toPrettyString());
    }
}
