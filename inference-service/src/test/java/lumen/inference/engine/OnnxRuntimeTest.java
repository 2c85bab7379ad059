package lumen.inference.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;
import org.junit.jupiter.api.io.TempDir;

class OnnxRuntimeTest {
    @TempDir private Path directory;

    /** The tests without a GPU make no sense on a machine that has one. */
    static boolean hasGpu() {
        return Files.exists(Path.of("/dev/nvidiactl"));
    }

    @Test
    @DisabledIf("hasGpu")
    void cudaWithoutAGpuIsAClearFailure() {
        assertThatThrownBy(() -> OnnxRuntime.start(DeviceSetting.CUDA, 1, reason -> {}))
                .isInstanceOf(EngineException.class)
                .hasMessageStartingWith("CUDA cannot be used: ");
    }

    @Test
    @DisabledIf("hasGpu")
    void autoWithoutAGpuUsesTheProcessorAndSaysWhyOnce() throws Exception {
        // Given
        List<String> reasons = new ArrayList<>();

        // When
        OnnxRuntime runtime = OnnxRuntime.start(DeviceSetting.AUTO, 1, reasons::add);

        // Then
        assertThat(runtime.device()).isEqualTo(Device.CPU);
        assertThat(reasons).singleElement().asString().startsWith("CUDA cannot be used: ");
    }

    @Test
    void aFileThatIsNoModelIsRefused() throws Exception {
        // Given
        OnnxRuntime runtime = OnnxRuntime.start(DeviceSetting.CPU, 1, reason -> {});
        Path file = Files.writeString(directory.resolve("text.onnx"), "text");

        // When, Then
        assertThatThrownBy(() -> runtime.open(file))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("cannot load the model");
    }
}
