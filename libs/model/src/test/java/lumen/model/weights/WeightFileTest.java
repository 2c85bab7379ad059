package lumen.model.weights;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import lumen.model.Fixtures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeightFileTest {
    private static final float[] RAMP = {0, 0.25f, 0.5f, 0.75f, 1, 1.25f};

    @TempDir private Path directory;

    @Test
    void everyElementTypeOfSafetensorsIsReadAsNumbers() throws Exception {
        // Given
        Path file = Fixtures.copy("types.safetensors", directory);

        // When
        try (WeightFile weights = WeightFile.open(file)) {
            Map<String, WeightTensor> tensors = weights.tensors();

            // Then
            for (String type : List.of("float32", "float16", "bfloat16", "float64")) {
                assertThat(tensors.get(type).shape()).containsExactly(2L, 3L);
                assertThat(tensors.get(type).values()).containsExactly(RAMP);
            }
            assertThat(tensors.get("int64").type()).isEqualTo(ElementType.I64);
            assertThat(tensors.get("int64").values()).containsExactly(0, 1, 2);
            assertThat(tensors.get("scalar").shape()).isEmpty();
            assertThat(tensors.get("scalar").values()).containsExactly(2.5f);
        }
    }

    /** As PyTorch has written since 1.6, and as it wrote before. */
    @ParameterizedTest
    @ValueSource(strings = {"checkpoint.pth", "legacy.pth"})
    void aCheckpointsStateDictionaryIsFoundWithItsViewsOfOneStorage(String name) throws Exception {
        // Given
        Path file = Fixtures.copy(name, directory);

        // When
        try (WeightFile weights = WeightFile.open(file)) {
            Map<String, WeightTensor> tensors = weights.tensors();

            // Then
            assertThat(tensors.keySet())
                    .containsExactly(
                            "module.whole",
                            "module.turned",
                            "module.row",
                            "module.half",
                            "module.bfloat16",
                            "module.double",
                            "module.count",
                            "module.parameter");
            assertThat(tensors.get("module.whole").values())
                    .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
            assertThat(tensors.get("module.turned").shape()).containsExactly(4L, 3L);
            assertThat(tensors.get("module.turned").values())
                    .containsExactly(0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11);
            assertThat(tensors.get("module.row").values()).containsExactly(4, 5, 6, 7);
            for (String type : List.of("half", "bfloat16", "double", "parameter")) {
                assertThat(tensors.get("module." + type).values()).containsExactly(RAMP);
            }
            assertThat(tensors.get("module.count").values()).containsExactly(7);
        }
    }
}
