package lumen.training.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import lumen.model.architecture.Architectures;
import lumen.model.architecture.Blueprint;
import lumen.model.architecture.DeepHead;
import lumen.model.architecture.Preprocessing;
import lumen.model.file.Aggregation;
import lumen.model.file.ModelMetadata;
import lumen.training.engine.NativeRuntime;
import lumen.training.engine.TensorData;
import lumen.training.engine.TrainableGraph;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointWriterTest {
    private static final int BANDS = 32;
    private static final int FRAMES = 40;

    @TempDir Path directory;

    @BeforeAll
    static void prepare() {
        NativeRuntime.prepare(1, 1);
    }

    private static ModelProto mobileNet() {
        return Architectures.named("mobilenet_v3_large")
                .build(
                        new Blueprint(
                                new Preprocessing(BANDS, -20, 15, OptionalInt.of(48)),
                                DeepHead.singleLayer(),
                                1,
                                4));
    }

    private static ModelMetadata metadata() {
        return new ModelMetadata(
                List.of("cel"),
                Map.of(),
                JsonNodeFactory.instance.objectNode(),
                Map.of("cel", 0.5),
                Aggregation.MEAN,
                "mobilenet_v3_large",
                JsonNodeFactory.instance.objectNode());
    }

    private static CheckpointWriter writer() {
        Random random = new Random(5);
        float[] features = new float[2 * BANDS * FRAMES];
        for (int index = 0; index < features.length; index++) {
            features[index] = (float) (-20 + 15 * random.nextGaussian());
        }
        return new CheckpointWriter(features, 2, BANDS, FRAMES, 1);
    }

    @Test
    void aWrittenModelComputesTheSameWhenServed() throws Exception {
        // Given
        Path file = directory.resolve("model.onnx");

        // When
        double difference = writer().write(file, mobileNet(), metadata());

        // Then
        assertThat(difference).isLessThan(1e-5);
        assertThat(file).exists();
    }

    @Test
    void aModelThatComputesNoNumbersIsRefused() throws Exception {
        // Given a weight that is not a number
        Path file = directory.resolve("model.onnx");
        ModelProto broken;
        try (TrainableGraph graph = new TrainableGraph(mobileNet());
                PointerScope _ = new PointerScope()) {
            String bias = "backbone.classifier.0.bias";
            float[] values = TensorData.floats(graph.parameters().get(bias));
            values[0] = Float.NaN;
            broken = graph.withWeights(Map.of(bias, TensorData.of(values, values.length)));
        }

        // When, Then
        assertThatThrownBy(() -> writer().write(file, broken, metadata()))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("NaN");
    }
}
