package lumen.gateway;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import lumen.model.file.Aggregation;
import lumen.model.file.FeatureElementType;
import lumen.model.file.ModelFile;
import lumen.model.file.ModelMetadata;
import lumen.model.graph.Dimension;
import lumen.model.graph.GraphBuilder;
import lumen.model.graph.Initialization;
import lumen.model.graph.Layers;
import lumen.model.graph.Value;

/** Writes small model files: nobody runs them here. */
final class TestModels {
    static final List<String> LABELS = List.of("sax", "cel", "pia");

    private TestModels() {}

    /** Writes a model whose thresholds are all 0.5. */
    static void write(Path file, Aggregation aggregation) throws IOException {
        write(file, aggregation, FeatureElementType.FLOAT32);
    }

    /** Writes a model that says how precisely it wants its features. */
    static void write(Path file, Aggregation aggregation, FeatureElementType elementType)
            throws IOException {
        Files.createDirectories(file.getParent());
        GraphBuilder graph = new GraphBuilder("tiny");
        Value features = graph.input("features", Dimension.named("N"), Dimension.of(1));
        Value logits =
                Layers.linear(
                        graph,
                        features,
                        "head",
                        1,
                        LABELS.size(),
                        Initialization.constant(1),
                        Initialization.constant(0));
        graph.output(logits, "logits", Dimension.named("N"), Dimension.of(LABELS.size()));
        ObjectNode specification =
                new ObjectMapper().createObjectNode().put("transform", "LOG_MEL_SPECTROGRAM");
        ModelFile.write(
                file,
                graph.build(1),
                new ModelMetadata(
                        LABELS,
                        Map.of("sax", "Saxophone", "cel", "Cello", "pia", "Piano"),
                        specification,
                        Map.of("sax", 0.5, "cel", 0.5, "pia", 0.5),
                        aggregation,
                        "TINY",
                        new ObjectMapper().createObjectNode().put("seed", 1),
                        elementType));
    }
}
