package lumen.training.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import lumen.model.file.Aggregation;
import lumen.model.file.ModelFile;
import lumen.model.file.ModelMetadata;
import lumen.model.imported.GraphImport;
import lumen.training.engine.Mode;
import lumen.training.engine.NativeRuntime;
import lumen.training.engine.TensorData;
import lumen.training.engine.TrainableGraph;
import lumen.training.optimization.CrossEntropy;
import lumen.training.optimization.Loss;
import lumen.training.optimization.WeightOptimizer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Graphs that {@code torch.onnx.export} wrote: imported, trained, saved and served. The files are
 * those of libs/model, made by its {@code make_fixtures.py}.
 */
class ExportedModelTest {
    private static final int WINDOWS = 8;
    private static final int STEPS = 20;

    @TempDir private Path directory;

    @BeforeAll
    static void prepare() {
        NativeRuntime.prepare(1, 1);
    }

    @ParameterizedTest
    @CsvSource({"image-preserve-17.onnx, 8, 8", "image-eval-11.onnx, 8, 8", "wave-17.onnx, 1, 100"})
    void anExportedGraphIsTunedSavedAndServedWithTheSameLogits(String name, int bands, int frames)
            throws Exception {
        // Given: windows that a label can be told of.
        ModelProto imported = imported(name, bands, frames);
        Random random = new Random(6);
        float[] targets = new float[WINDOWS * 2];
        float[] features = new float[WINDOWS * bands * frames];
        for (int window = 0; window < WINDOWS; window++) {
            targets[2 * window + window % 2] = 1;
            for (int i = 0; i < bands * frames; i++) {
                features[window * bands * frames + i] =
                        (float) (random.nextGaussian() * (1 + window % 2));
            }
        }

        // When
        double[] losses = new double[STEPS];
        ModelProto tuned;
        try (TrainableGraph graph = new TrainableGraph(imported);
                WeightOptimizer optimizer = new WeightOptimizer(graph.parameters(), 0, 1)) {
            for (int step = 0; step < STEPS; step++) {
                try (PointerScope _ = new PointerScope()) {
                    Tensor logits =
                            graph.forward(
                                    Mode.TRAINING, TensorData.of(features, WINDOWS, bands, frames));
                    Tensor loss =
                            new Loss(new CrossEntropy())
                                    .ofBatch(logits, TensorData.of(targets, WINDOWS, 2));
                    loss.backward();
                    losses[step] = TensorData.floats(loss)[0];
                }
                optimizer.step(0.02, 0.9);
            }
            tuned = graph.withWeights();
        }
        Path file = directory.resolve("tuned.onnx");
        double difference =
                new CheckpointWriter(features, WINDOWS, bands, frames, 1)
                        .write(file, tuned, metadata());

        // Then
        assertThat(losses[STEPS - 1]).isLessThan(0.8 * losses[0]);
        assertThat(difference).isLessThan(1e-5);
        assertThat(ModelFile.describe(file).metadata()).isEqualTo(metadata());
    }

    @Test
    void tensorsThatWereTiedLearnApart() throws Exception {
        // Given: two normalisations whose scales were one tensor in the file.
        ModelProto imported = imported("image-preserve-17.onnx", 8, 8);

        // When
        Map<String, Tensor> parameters;
        try (TrainableGraph graph = new TrainableGraph(imported)) {
            parameters = Map.copyOf(graph.parameters());
        }

        // Then
        assertThat(parameters).containsKeys("features.1.weight", "features.4.weight").hasSize(8);
    }

    private ModelProto imported(String name, int bands, int frames) throws Exception {
        Path file = directory.resolve(name);
        try (InputStream stream = ExportedModelTest.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IOException("there is no " + name);
            }
            Files.write(file, stream.readAllBytes());
        }
        return GraphImport.of(
                        ModelFile.read(file),
                        new GraphImport.Request(2, bands, frames, 0, 1, Optional.empty(), 1))
                .model();
    }

    private static ModelMetadata metadata() {
        return new ModelMetadata(
                List.of("cel", "flu"),
                Map.of(),
                JsonNodeFactory.instance.objectNode(),
                Map.of("cel", 0.5, "flu", 0.5),
                Aggregation.MEAN,
                "imported",
                JsonNodeFactory.instance.objectNode());
    }
}
