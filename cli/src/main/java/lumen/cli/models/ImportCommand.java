package lumen.cli.models;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnxruntime.OrtException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.Callable;
import lumen.audio.FeatureSpecification;
import lumen.cli.ExitCode;
import lumen.cli.LumenVersion;
import lumen.cli.Surroundings;
import lumen.cli.rest.Json;
import lumen.cli.terminal.Screen;
import lumen.model.architecture.Architecture;
import lumen.model.architecture.Architectures;
import lumen.model.architecture.Blueprint;
import lumen.model.architecture.Preprocessing;
import lumen.model.file.ModelFile;
import lumen.model.file.ModelFormatException;
import lumen.model.file.ModelMetadata;
import lumen.model.imported.GraphImport;
import lumen.model.imported.GraphImport.Imported;
import lumen.model.weights.LoadingReport;
import lumen.model.weights.WeightFile;
import lumen.model.weights.WeightLoading;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a model of a graph or of weights that another tool wrote. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        versionProvider = LumenVersion.class,
        separator = " ",
        synopsisHeading = "%nUsage: ",
        header = "Makes a model of a graph or of weights that another tool wrote.",
        parameterListHeading = "%nWhat to import:%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  lumen models import net.onnx --like models/lumen-mobilenet-v3-large.onnx",
            "      a graph that torch.onnx.export wrote, with the bundled model's labels and"
                    + " features",
            "  lumen models import convnext_tiny.pth --architecture convnext_tiny --like MODEL",
            "      published weights; the head for your labels is fresh and has to be trained",
        })
final class ImportCommand implements Callable<Integer> {
    private static final double TOLERATED = 1e-4;

    /** Values below this are as good as nothing. */
    private static final double SMALLEST_GREATEST = 1e-6;

    private static final int WINDOWS = 2;
    private static final int THREADS = 1;

    @Parameters(
            paramLabel = "FILE",
            description = "An ONNX graph, or weights: .safetensors, or .pth as torch.save writes.")
    private Path file;

    @Option(
            names = "--architecture",
            paramLabel = "NAME",
            description = "The network that the weights are for. Needed for weights only.")
    private String architecture;

    @Mixin private MetadataOptions options;

    @Option(
            names = "--mean",
            paramLabel = "NUMBER",
            description = "Subtracted from features before the network; 0 if absent.")
    private double mean;

    @Option(
            names = "--standard-deviation",
            paramLabel = "NUMBER",
            defaultValue = "1",
            description = "What features are divided by then; 1 if absent.")
    private double standardDeviation;

    @Option(
            names = "--output",
            paramLabel = "NAME",
            description = "Which of a graph's outputs tells the classes, if it has several.")
    private String output;

    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            description = "Decides the values of what is fresh; 0 if absent.")
    private long seed;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "The model file to write; models/NAME.onnx if absent.")
    private Path out;

    @Option(names = "--replace", description = "Replaces the model file if it is there already.")
    private boolean replace;

    @Option(names = "--json", description = "Tells what became of each weight as JSON.")
    private boolean json;

    private final Surroundings surroundings;

    ImportCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        return ModelWork.answer(
                surroundings,
                () -> {
                    Path target = ModelTarget.of(out, ModelWork.stem(file), replace);
                    if (!Files.exists(file)) {
                        throw new IllegalArgumentException("there is no file " + file);
                    }
                    if (file.getFileName().toString().endsWith(ModelFile.EXTENSION)) {
                        importGraph(target);
                    } else {
                        importWeights(target);
                    }
                    return ExitCode.ANSWERED;
                });
    }

    private void importGraph(Path target) throws IOException, ModelFormatException, OrtException {
        ModelMetadata metadata = options.metadata(architecture == null ? "imported" : architecture);
        FeatureSpecification features =
                FeatureSpecification.fromJson(metadata.featureSpecification());
        ModelProto source = ModelFile.read(file);
        GraphImport.Request request =
                new GraphImport.Request(
                        metadata.labels().size(),
                        features.rows(),
                        features.windowFrames(),
                        mean,
                        standardDeviation,
                        Optional.ofNullable(output),
                        seed);
        Imported imported = GraphImport.of(source, request);
        ObjectNode provenance = provenance();
        imported.notes().forEach(provenance.withArray("/notes")::add);
        double difference = difference(source, imported, request);
        provenance.put("difference_from_source", difference);
        write(target, imported.model(), metadata.withProvenance(provenance));
        Screen screen = surroundings.terminal().out();
        if (json) {
            provenance.put("model", target.toString());
            screen.line(provenance.toPrettyString());
            return;
        }
        imported.notes().forEach(screen::line);
        screen.line(
                String.format(
                        Locale.ROOT,
                        "same as %s in ONNX Runtime: values differ by at most %.2g of the greatest",
                        file.getFileName(),
                        difference));
        screen.line("written: " + target);
    }

    private void importWeights(Path target) throws IOException, ModelFormatException, OrtException {
        if (architecture == null) {
            throw new IllegalArgumentException(
                    "weights need their network: name it with --architecture, one of "
                            + Architectures.names());
        }
        Architecture network = Architectures.named(architecture.toLowerCase(Locale.ROOT));
        ModelMetadata metadata = options.metadata(network.name());
        FeatureSpecification features =
                FeatureSpecification.fromJson(metadata.featureSpecification());
        WeightLoading.Loaded loaded;
        try (WeightFile weights = WeightFile.open(file)) {
            ModelProto fresh =
                    network.build(
                            new Blueprint(
                                    new Preprocessing(
                                            features.rows(),
                                            mean,
                                            standardDeviation,
                                            OptionalInt.empty()),
                                    network.defaultHead(),
                                    metadata.labels().size(),
                                    seed));
            loaded = WeightLoading.load(fresh, weights);
        }
        LoadingReport report = loaded.report();
        if (report.taken() == 0) {
            throw new ModelFormatException(
                    "No weight of %s is one of %s: %s"
                            .formatted(file.getFileName(), network.name(), report.summary()));
        }
        ObjectNode provenance = provenance();
        provenance.put("weights", report.summary());
        write(target, loaded.model(), metadata.withProvenance(provenance));
        Screen screen = surroundings.terminal().out();
        if (json) {
            screen.line(report.toJson().put("model", target.toString()).toPrettyString());
            return;
        }
        LoadingTable.write(report, screen);
        screen.line("written: " + target);
    }

    private ObjectNode provenance() throws IOException {
        return Json.MAPPER
                .createObjectNode()
                .put("tool", new LumenVersion().getVersion()[0])
                .put("imported_from", file.getFileName().toString())
                .put("imported_version", ModelFile.version(file));
    }

    /**
     * Runs source and import on the same noise.
     *
     * @return the greatest difference, relative to the greatest value
     */
    private double difference(ModelProto source, Imported imported, GraphImport.Request request)
            throws OrtException, ModelFormatException {
        int size = request.bands() * request.frames();
        float[] noise = new float[WINDOWS * size];
        Random random = new Random(seed);
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (float) (mean + standardDeviation * random.nextGaussian());
        }
        double greatest = SMALLEST_GREATEST;
        double difference = 0;
        try (OnnxModel old =
                        new OnnxModel(OnnxModel.telling(source, imported.sourceValue()), THREADS);
                OnnxModel made =
                        new OnnxModel(
                                OnnxModel.telling(imported.model(), imported.value()), THREADS)) {
            float[] actual = made.run(noise, WINDOWS, request.bands(), request.frames());
            for (int window = 0; window < WINDOWS; window++) {
                float[] one = Arrays.copyOfRange(noise, window * size, (window + 1) * size);
                float[] expected =
                        old.run(
                                imported.layout().apply(one, 1, mean, standardDeviation),
                                imported.layout().shape(1));
                for (int i = 0; i < expected.length; i++) {
                    greatest = Math.max(greatest, Math.abs(expected[i]));
                    double distance = Math.abs(expected[i] - actual[window * expected.length + i]);
                    difference = Double.isNaN(distance) ? distance : Math.max(difference, distance);
                }
            }
        } catch (OrtException e) {
            throw new ModelFormatException(
                    "ONNX Runtime cannot run the graph on %d windows: %s"
                            .formatted(WINDOWS, e.getMessage()),
                    e);
        }
        if (!(difference / greatest <= TOLERATED)) {
            throw new ModelFormatException(
                    "The imported graph does not compute what its source does: values differ by "
                            + difference
                            + "; a graph exported for batches of one cannot be used, export it with"
                            + " dynamic_axes");
        }
        return difference / greatest;
    }

    /** Writes the file only if ONNX Runtime can serve it. */
    private static void write(Path target, ModelProto model, ModelMetadata metadata)
            throws IOException, ModelFormatException, OrtException {
        Path trial = target.resolveSibling("." + target.getFileName() + ".part");
        try {
            ModelFile.write(trial, model, metadata);
            ModelFile.describe(trial);
            FeatureSpecification features =
                    FeatureSpecification.fromJson(metadata.featureSpecification());
            try (OnnxModel served = new OnnxModel(trial, THREADS)) {
                float[] silence = new float[WINDOWS * features.rows() * features.windowFrames()];
                for (float logit :
                        served.run(silence, WINDOWS, features.rows(), features.windowFrames())) {
                    if (!Float.isFinite(logit)) {
                        throw new ModelFormatException("The model's logits are not finite");
                    }
                }
            }
            Files.move(
                    trial,
                    target,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(trial);
        }
    }
}
