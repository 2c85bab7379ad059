package lumen.training.run;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lumen.audio.FeatureSpecification;
import lumen.datasets.LabelSet;
import lumen.model.file.Aggregation;
import lumen.model.file.ModelFile;
import lumen.model.file.ModelMetadata;
import lumen.model.graph.Activation;
import lumen.model.graph.Convolution;
import lumen.model.graph.Dimension;
import lumen.model.graph.GraphBuilder;
import lumen.model.graph.Initialization;
import lumen.model.graph.Layers;
import lumen.model.graph.Reduction;
import lumen.model.graph.Regularization;
import lumen.model.graph.Value;
import lumen.recipe.Recipe;

/**
 * Runs of a tiny network on synthetic features: a few hundred weights with a convolution, batch
 * normalisation and dropout, three labels, sixteen files to learn from and eight to validate with.
 */
final class TinyRun {
    static final List<String> LABELS = List.of("cel", "flu", "pia");

    private static final JsonMapper JSON = new JsonMapper();
    private static final int TRAINED = 16;
    private static final int VALIDATED = 8;

    private final Path directory;
    final Path model;

    TinyRun(Path directory) throws IOException {
        this(directory, 0.1);
    }

    /** Runs of a network without dropout. */
    static TinyRun withoutChance(Path directory) throws IOException {
        return new TinyRun(directory, 0);
    }

    private TinyRun(Path directory, double dropped) throws IOException {
        this.directory = directory;
        this.model = directory.resolve("tiny.onnx");
        for (int file = 0; file < TRAINED; file++) {
            String label = LABELS.get(file % LABELS.size());
            write("train/%s/[%s]%04d__1.wav".formatted(label, label, file), file);
        }
        for (int file = 0; file < VALIDATED; file++) {
            String label = LABELS.get(file % LABELS.size());
            write("val/%s/[%s]%04d__1.wav".formatted(label, label, 100 + file), file);
        }
        writeModel(model, dropped);
    }

    private void write(String name, int size) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, new byte[size]);
    }

    private static void writeModel(Path file, double dropped) throws IOException {
        Map<String, Double> thresholds = new LinkedHashMap<>();
        LABELS.forEach(label -> thresholds.put(label, 0.5));
        ModelFile.write(
                file,
                network(dropped).build(1),
                new ModelMetadata(
                        LABELS,
                        LabelSet.ofCodes(LABELS).names(),
                        features().toJson(),
                        thresholds,
                        Aggregation.MEAN,
                        "tiny",
                        JSON.createObjectNode()));
    }

    private static GraphBuilder network(double dropped) {
        GraphBuilder graph = new GraphBuilder("tiny");
        Value features =
                graph.input(
                        "features",
                        Dimension.named("N"),
                        Dimension.of(SyntheticSource.ROWS),
                        Dimension.named("frames"));
        Value image = graph.unsqueeze(features, 1);
        Value convolved =
                Layers.convolution(
                        graph,
                        image,
                        "backbone.first",
                        Convolution.centred(1, 4, 3, 1, 1),
                        Initialization.uniformByInputs(9));
        Value normal =
                Layers.batchNormalization(graph, convolved, "backbone.norm", 4, 1, 1e-5, 0.1);
        Value rows =
                graph.reduce(Reduction.MEAN, graph.activation(normal, Activation.RELU), false, 3);
        Value flat = graph.flatten(rows);
        Value kept =
                dropped == 0
                        ? flat
                        : Regularization.dropout(graph, flat, "backbone.dropout", dropped);
        int width = 4 * SyntheticSource.ROWS;
        Value logits =
                Layers.linear(
                        graph,
                        kept,
                        "head.linear",
                        width,
                        LABELS.size(),
                        Initialization.uniformByInputs(width),
                        Initialization.uniformByInputs(width));
        graph.output(logits, "logits", Dimension.named("N"), Dimension.of(LABELS.size()));
        return graph;
    }

    static FeatureSpecification features() {
        try {
            return FeatureSpecification.fromJson(
                    JSON.readTree(
                            """
                            {"transform":"LOG_MEL_SPECTROGRAM","sampling_rate":8000,"n_fft":64,
                             "hop_length":32,"n_mels":8,"f_min":0.0,"f_max":4000.0,
                             "normalize_audio":true,"window_frames":8,"window_hop_frames":8,
                             "padding":"repeat"}
                            """));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The recipe of a short run.
     *
     * @param more JSON of further options, with single quotes, such as {@code 'epochs': 2}
     */
    Recipe recipe(String more) throws Exception {
        ObjectNode options = JSON.createObjectNode();
        options.putArray("train_paths").add("irmastrain:" + directory.resolve("train"));
        options.putArray("val_paths").add("irmastrain:" + directory.resolve("val"));
        options.put("ckpt", model.toString());
        options.put("batch_size", 4).put("epochs", 3).put("threads", 1);
        options.put("lr", 1e-3).put("lr_onecycle_max", 1e-2);
        options.put("log_every_n_steps", 1).put("device", "cpu").put("feature_source", "LOCAL");
        options.putArray("augmentations");
        JsonNode others = JSON.readTree("{" + more.replace('\'', '"') + "}");
        others.properties()
                .forEach(
                        option -> {
                            if (option.getValue().isNull()) {
                                options.remove(option.getKey());
                            } else {
                                options.set(option.getKey(), option.getValue());
                            }
                        });
        return Recipe.of(options);
    }

    /** Where a run's files go. */
    Path folder(String name) {
        return directory.resolve("runs").resolve(name);
    }

    static RunEnvironment environment(Duration saveEvery) {
        return new RunEnvironment(new SyntheticSource(), Path::of, Path::of, 8, 1 << 20, saveEvery);
    }

    /** Carries out a run that nobody interrupts. */
    RunResult run(String name, RunListener listener, String more) throws Exception {
        return run(name, listener, RunSignals.NONE, more);
    }

    /** Carries out a run. */
    RunResult run(String name, RunListener listener, RunSignals signals, String more)
            throws Exception {
        return new TrainingRun(
                        recipe(more),
                        folder(name),
                        environment(Duration.ofHours(1)),
                        listener,
                        signals)
                .run();
    }

    /** The weights of a model file by name. */
    static Map<String, ByteString> weights(Path file) throws Exception {
        ModelProto read = ModelFile.read(file);
        Map<String, ByteString> weights = new LinkedHashMap<>();
        read.getGraph()
                .getInitializerList()
                .forEach(tensor -> weights.put(tensor.getName(), tensor.getRawData()));
        return weights;
    }
}
