package lumen.cli.models;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnxruntime.OrtException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import lumen.audio.decoding.AudioException;
import lumen.cli.ErrorWords;
import lumen.cli.ExitCode;
import lumen.cli.LumenVersion;
import lumen.cli.Surroundings;
import lumen.cli.rest.Json;
import lumen.cli.terminal.ProgressBar;
import lumen.cli.terminal.TextTable;
import lumen.cli.terminal.TextTable.Cell;
import lumen.cli.terminal.TextTable.Column;
import lumen.datasets.AudioFile;
import lumen.datasets.DatasetException;
import lumen.model.file.ModelFile;
import lumen.model.file.ModelFormatException;
import lumen.model.file.ModelMetadata;
import lumen.model.quantization.Quantization;
import lumen.model.quantization.ValueRange;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a model smaller and faster by computing it in integers, and measures what that costs. */
@Command(
        name = "quantize",
        mixinStandardHelpOptions = true,
        versionProvider = LumenVersion.class,
        separator = " ",
        synopsisHeading = "%nUsage: ",
        header = "Makes a model smaller and faster by computing it in eight-bit integers.",
        parameterListHeading = "%nWhat to quantise:%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExample:%n",
        footer = {
            "  lumen models quantize models/convnext.onnx --dataset-paths irmastest:data/test",
            "      every tenth file shows which values occur, the others how good the result is",
        })
final class QuantizeCommand implements Callable<Integer> {
    private static final int THREADS = 1;

    @Parameters(paramLabel = "MODEL", description = "A model file.")
    private Path file;

    @Option(
            names = "--dataset-paths",
            paramLabel = "TYPE:PATH",
            required = true,
            split = ",",
            description = {
                "Labelled audio, which the model was not trained on; several separated by commas."
            })
    private List<String> datasets;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "The model file to write; MODEL with -int8 in its name if absent.")
    private Path out;

    @Option(names = "--replace", description = "Replaces the model file if it is there already.")
    private boolean replace;

    @Option(
            names = "--max-drop",
            paramLabel = "NUMBER",
            defaultValue = "0.01",
            description = {
                "By how much micro F1, macro F1 or mean average precision may drop; 0.01 if absent."
                        + " Nothing is written when more is lost."
            })
    private double maxDrop;

    @Option(
            names = "--calibration-windows",
            paramLabel = "NUMBER",
            defaultValue = "100",
            description = "How many windows at most show which values occur; 100 if absent.")
    private int calibrationWindows;

    private final Surroundings surroundings;

    QuantizeCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        return ModelWork.answer(surroundings, this::quantize);
    }

    private ExitCode quantize()
            throws IOException,
                    ModelFormatException,
                    OrtException,
                    DatasetException,
                    AudioException {
        Path target =
                ModelTarget.of(
                        out == null
                                ? file.resolveSibling(
                                        ModelWork.stem(file) + "-int8" + ModelFile.EXTENSION)
                                : out,
                        "",
                        replace);
        ModelProto model = ModelFile.read(file);
        ModelMetadata metadata = ModelFile.metadata(model);
        LabelledWindows dataset = new LabelledWindows(metadata, datasets);
        CalibrationSplit split = CalibrationSplit.of(dataset.files());
        List<AudioFile> observed = CalibrationSplit.spread(split.calibration(), calibrationWindows);
        Quantization quantization = Quantization.of(model);
        Path trial = target.resolveSibling("." + target.getFileName() + ".part");
        try {
            ModelProto quantized;
            Quality before;
            Quality after;
            try (ProgressBar progress = new ProgressBar(surroundings.terminal().err())) {
                progress.announce("observing values");
                quantized = quantization.apply(observe(quantization, dataset, observed));
                ModelFile.write(trial, quantized, metadata);
                before = quality(file, metadata, dataset, split.evaluation(), progress);
                after = quality(trial, metadata, dataset, split.evaluation(), progress);
            }
            tell(
                    before,
                    after,
                    "%d layers in integers; measured on %d files, ranges from %d others"
                            .formatted(
                                    quantization.layers(),
                                    split.evaluation().size(),
                                    observed.size()),
                    Files.size(trial));
            if (before.drop(after) > maxDrop) {
                return refused(before.drop(after));
            }
            ModelFile.write(
                    target,
                    quantized,
                    metadata.withProvenance(provenance(metadata, before, after)));
        } finally {
            Files.deleteIfExists(trial);
        }
        surroundings.terminal().out().line("written: " + target);
        return ExitCode.ANSWERED;
    }

    private ExitCode refused(double drop) {
        ErrorWords.write(
                surroundings.terminal().err(),
                String.format(
                        Locale.ROOT,
                        "refused: %.4f is lost, more than %.4f; nothing was written",
                        drop,
                        maxDrop),
                "Allow more with --max-drop, or observe more with --calibration-windows.");
        return ExitCode.SOME_FAILED;
    }

    private static Quality quality(
            Path file,
            ModelMetadata metadata,
            LabelledWindows dataset,
            List<AudioFile> files,
            ProgressBar progress)
            throws OrtException, AudioException {
        try (OnnxModel model = new OnnxModel(file, THREADS)) {
            return Quality.of(
                    metadata, dataset.scores(model, files, progress), dataset.truth(files));
        }
    }

    /** Observes windows of all the files, as many of each as far as it has them. */
    private Map<String, ValueRange> observe(
            Quantization quantization, LabelledWindows dataset, List<AudioFile> files)
            throws OrtException, AudioException {
        List<String> names = quantization.observations();
        Map<String, ValueRange> ranges = new HashMap<>();
        int left = calibrationWindows;
        try (OnnxModel observing = new OnnxModel(quantization.observing(), THREADS)) {
            for (int i = 0; i < files.size(); i++) {
                int share = Math.ceilDiv(left, files.size() - i);
                List<float[]> windows =
                        CalibrationSplit.spread(dataset.windows(files.get(i)), share);
                for (float[] window : windows) {
                    Map<String, Float> outputs = new HashMap<>();
                    observing
                            .run(window, dataset.shape(1), names)
                            .forEach((name, value) -> outputs.put(name, value[0]));
                    quantization
                            .ranges(outputs)
                            .forEach((name, range) -> ranges.merge(name, range, ValueRange::and));
                }
                left -= windows.size();
            }
        }
        return ranges;
    }

    private void tell(Quality before, Quality after, String conditions, long size)
            throws IOException {
        TextTable table =
                new TextTable(
                        List.of(
                                Column.text(""),
                                Column.number("micro F1"),
                                Column.number("macro F1"),
                                Column.number("mAP"),
                                Column.number("size")));
        row(table, "float32", before, Files.size(file));
        row(table, "int8", after, size);
        table.writeTo(surroundings.terminal().out());
        surroundings.terminal().out().line(conditions);
    }

    private static void row(TextTable table, String name, Quality quality, long size) {
        List<Cell> cells = new ArrayList<>();
        cells.add(Cell.of(name));
        quality.cells().forEach(cell -> cells.add(Cell.of(cell)));
        cells.add(Cell.of(String.format(Locale.ROOT, "%.1f MB", size / 1e6)));
        table.row(cells);
    }

    private ObjectNode provenance(ModelMetadata metadata, Quality before, Quality after)
            throws IOException {
        ObjectNode provenance = metadata.provenance().deepCopy();
        ObjectNode entry = provenance.putObject("quantization");
        entry.put("tool", new LumenVersion().getVersion()[0]);
        entry.put("of_version", ModelFile.version(file));
        entry.set("before", Json.MAPPER.valueToTree(before));
        entry.set("after", Json.MAPPER.valueToTree(after));
        return provenance;
    }
}
