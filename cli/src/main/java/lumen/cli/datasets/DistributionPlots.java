package lumen.cli.datasets;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import lumen.cli.Surroundings;
import lumen.datasets.DatasetStatistics;
import lumen.datasets.LabelSet;
import lumen.evaluation.plot.BarPlot;
import lumen.evaluation.plot.BarPlot.Arrangement;
import lumen.evaluation.plot.BarPlot.Series;
import lumen.evaluation.plot.Heading;
import lumen.evaluation.plot.Theme;

/**
 * Draws how labels are distributed over datasets, and datasets over labels.
 *
 * @param labels the labels
 * @param names what the datasets are called
 * @param datasets their statistics
 * @param inSeconds whether seconds are drawn instead of files
 * @param titleSuffix what stands behind the titles
 */
record DistributionPlots(
        LabelSet labels,
        List<String> names,
        List<DatasetStatistics> datasets,
        boolean inSeconds,
        String titleSuffix) {

    /** Writes {@code instr_distrib_NAMES} and {@code dataset_distrib_NAMES}. */
    void write(Path directory, Surroundings surroundings) throws IOException {
        String joined = names.stream().map(PlotFiles::safe).collect(Collectors.joining("_"));
        List<Series> byDataset = new ArrayList<>();
        for (int i = 0; i < datasets.size(); i++) {
            DatasetStatistics dataset = datasets.get(i);
            byDataset.add(
                    new Series(
                            names.get(i),
                            labels.codes().stream()
                                    .mapToDouble(code -> value(dataset, code))
                                    .toArray()));
        }
        List<String> labelNames = List.copyOf(labels.names().values());
        PlotFiles.write(
                directory,
                "instr_distrib_" + joined,
                BarPlot.draw(
                        labelNames,
                        byDataset,
                        Arrangement.STACKED,
                        axis(),
                        false,
                        heading("Instruments"),
                        Theme.LIGHT),
                surroundings);
        List<Series> byLabel = new ArrayList<>();
        labels.names()
                .forEach(
                        (code, name) ->
                                byLabel.add(
                                        new Series(
                                                name,
                                                datasets.stream()
                                                        .mapToDouble(
                                                                dataset -> value(dataset, code))
                                                        .toArray())));
        PlotFiles.write(
                directory,
                "dataset_distrib_" + joined,
                BarPlot.draw(
                        names,
                        byLabel,
                        Arrangement.STACKED,
                        axis(),
                        false,
                        heading("Datasets"),
                        Theme.LIGHT),
                surroundings);
    }

    private double value(DatasetStatistics dataset, String code) {
        return inSeconds ? dataset.seconds(code) : (double) dataset.files(code);
    }

    private String axis() {
        return inSeconds ? "Seconds" : "Count";
    }

    private Heading heading(String title) {
        return Heading.of((title + " " + titleSuffix).strip());
    }
}
