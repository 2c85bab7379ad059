package lumen.inference;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import lumen.model.file.Aggregation;
import lumen.model.file.ModelFile;
import lumen.model.file.ModelMetadata;
import lumen.model.graph.Dimension;
import lumen.model.graph.GraphBuilder;
import lumen.model.graph.Initialization;
import lumen.model.graph.Layers;
import lumen.model.graph.Value;

/** Real models that are so small that their answer can be worked out by hand. */
public final class TestingModels {
    /** The frequency bands of the models' input. */
    public static final int BANDS = 4;

    private TestingModels() {}

    /**
     * Writes a model of labels "low" and "high": for a window of {@value #BANDS} bands and any
     * number of frames, each logit is {@code factor} times the mean of all values.
     */
    public static void write(Path file, double factor) throws IOException {
        write(file, model(factor));
    }

    /** Writes a model that describes itself well but that ONNX Runtime refuses to load. */
    public static void writeUnloadable(Path file) throws IOException {
        ModelProto.Builder model = model(1).toBuilder();
        model.getGraphBuilder().getNodeBuilder(0).setOpType("NoSuchOperator");
        write(file, model.build());
    }

    private static void write(Path file, ModelProto model) throws IOException {
        ModelFile.write(
                file,
                model,
                new ModelMetadata(
                        List.of("low", "high"),
                        Map.of("low", "Low", "high", "High"),
                        new ObjectMapper().createObjectNode().put("n_mels", BANDS),
                        Map.of("low", 0.5, "high", 0.25),
                        Aggregation.MAX,
                        "mean_of_everything",
                        new ObjectMapper().createObjectNode().put("made_by", "a test")));
    }

    private static ModelProto model(double factor) {
        GraphBuilder graph = new GraphBuilder("mean_of_everything");
        Value input =
                graph.input(
                        "features",
                        Dimension.named("N"),
                        Dimension.of(BANDS),
                        Dimension.named("frames"));
        Value mean = graph.flatten(graph.globalAveragePool(graph.unsqueeze(input, 1)));
        Value logits =
                Layers.linear(
                        graph,
                        mean,
                        "linear",
                        1,
                        2,
                        Initialization.constant((float) factor),
                        Initialization.constant(0));
        graph.output(logits, "logits", Dimension.named("N"), Dimension.of(2));
        return graph.build(0);
    }

    /** The score that a model gives a window whose values are all {@code value}. */
    public static float score(double factor, double value) {
        return (float) (1 / (1 + Math.exp(-factor * value)));
    }
}
