package lumen.training.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import lumen.training.engine.NativeRuntime;
import lumen.training.engine.TensorData;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingStateTest {
    @TempDir Path directory;

    @BeforeAll
    static void prepare() {
        NativeRuntime.prepare(1, 1);
    }

    private static Map<String, Tensor> tensors(float first) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        float[] image = new float[16];
        for (int index = 0; index < image.length; index++) {
            image[index] = first + index;
        }
        tensors.put(
                "image", TensorData.of(image, 1, 4, 2, 2).contiguous(MemoryFormat.ChannelsLast));
        tensors.put("number", TensorData.of(new float[] {first}, 1));
        tensors.put("random", NativeRuntime.randomState());
        return tensors;
    }

    @Test
    void whatWasWrittenIsReadIntoTensorsOfAnyLayout() throws Exception {
        // Given
        Path file = directory.resolve("state");
        try (PointerScope _ = new PointerScope()) {
            TrainingState.write(
                    file, tensors(3), JsonNodeFactory.instance.objectNode().put("epochs", 7));
            Map<String, Tensor> others = tensors(0);

            // When
            TrainingState.read(file, others);

            // Then
            assertThat(TensorData.floats(others.get("image"))).startsWith(3, 4, 5).endsWith(18);
            assertThat(TensorData.floats(others.get("number"))).containsExactly(3);
            assertThat(TrainingState.progress(file).get("epochs").asInt()).isEqualTo(7);
        }
    }

    @Test
    void theStateOfAnotherModelIsRefused() throws Exception {
        // Given
        Path file = directory.resolve("state");
        try (PointerScope _ = new PointerScope()) {
            TrainingState.write(file, tensors(3), JsonNodeFactory.instance.objectNode());
            Map<String, Tensor> other = tensors(0);
            other.put("number", TensorData.of(new float[2], 2));

            // When, Then
            assertThatThrownBy(() -> TrainingState.read(file, other))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageContaining("number");
        }
    }

    @Test
    void aFileThatIsNoStateIsRefused() throws Exception {
        // Given
        Path file = directory.resolve("state");
        Files.writeString(file, "this is something else altogether");

        // When, Then
        assertThatThrownBy(() -> TrainingState.progress(file))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("no state");
    }
}
