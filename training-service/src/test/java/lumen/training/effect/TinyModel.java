package lumen.training.effect;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import lumen.model.file.Aggregation;
import lumen.model.file.ModelFile;
import lumen.model.file.ModelMetadata;
import lumen.model.graph.Activation;
import lumen.model.graph.Convolution;
import lumen.model.graph.Dimension;
import lumen.model.graph.GraphBuilder;
import lumen.model.graph.Initialization;
import lumen.model.graph.Layers;
import lumen.model.graph.Value;

/** A network that trains in milliseconds: two convolutions, normalised, and a linear layer. */
final class TinyModel {
    static final List<String> LABELS = List.of("pia", "vio");

    /** Parameters in the order of the graph. */
    static final List<String> PARAMETERS =
            List.of(
                    "backbone.features.0.weight",
                    "backbone.features.1.weight",
                    "backbone.features.1.bias",
                    "backbone.features.2.weight",
                    "backbone.features.3.weight",
                    "backbone.features.3.bias",
                    "backbone.classifier.weight",
                    "backbone.classifier.bias");

    /** Rows and columns of a window; windows of 2,048 samples at 8 kHz lie side by side. */
    static final int SIDE = 16;

    private static final String FEATURES =
            """
            {"transform": "LOG_MEL_SPECTROGRAM", "sampling_rate": 8000, "n_fft": 256,
             "hop_length": 128, "n_mels": 16, "f_min": 0.0, "f_max": 4000.0,
             "normalize_audio": true, "window_frames": 16, "window_hop_frames": 16,
             "padding": "repeat"}
            """;

    private TinyModel() {}

    /** Writes the model with weights of a seed. */
    static Path write(Path file, long seed) throws IOException {
        GraphBuilder graph = new GraphBuilder("tiny");
        Value input =
                graph.input(
                        "features",
                        Dimension.named("N"),
                        Dimension.of(SIDE),
                        Dimension.named("frames"));
        Value tenths = graph.scale(input, 0.1);
        Value image = block(graph, graph.unsqueeze(tenths, 1), 0, 1, 4);
        image = block(graph, image, 2, 4, 8);
        Value pooled = graph.flatten(graph.globalAveragePool(image));
        Initialization initial = Initialization.uniformByInputs(8);
        Value logits = Layers.linear(graph, pooled, "backbone.classifier", 8, 2, initial, initial);
        graph.output(logits, "logits", Dimension.named("N"), Dimension.of(2));
        ModelFile.write(
                file,
                graph.build(seed),
                new ModelMetadata(
                        LABELS,
                        Map.of("pia", "Piano", "vio", "Violin"),
                        new ObjectMapper().readTree(FEATURES),
                        Map.of("pia", 0.5, "vio", 0.5),
                        Aggregation.MEAN,
                        "tiny",
                        new ObjectMapper().createObjectNode()));
        return file;
    }

    private static Value block(GraphBuilder graph, Value image, int place, int from, int to) {
        Convolution convolution = Convolution.centred(from, to, 3, 2, 1);
        Value convolved =
                Layers.convolution(
                        graph,
                        image,
                        "backbone.features." + place,
                        convolution,
                        Initialization.heNormalByOutputs(convolution));
        Value normal =
                Layers.batchNormalization(
                        graph, convolved, "backbone.features." + (place + 1), to, 1, 1e-5, 0.1);
        return graph.activation(normal, Activation.RELU);
    }
}
