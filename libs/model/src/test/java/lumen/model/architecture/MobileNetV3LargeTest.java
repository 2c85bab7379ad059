package lumen.model.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import lumen.model.Inference;
import lumen.model.graph.Parameters;
import lumen.model.graph.Tensors;
import org.junit.jupiter.api.Test;

class MobileNetV3LargeTest {
    private static final Architecture ARCHITECTURE = Architectures.named("mobilenet_v3_large");
    private static final Preprocessing PREPROCESSING =
            new Preprocessing(32, -40, 20, OptionalInt.empty());

    private static ModelProto build(List<Integer> hidden, long seed) {
        return ARCHITECTURE.build(new Blueprint(PREPROCESSING, new DeepHead(hidden), 11, seed));
    }

    private static TensorProto initializer(ModelProto model, String name) {
        return model.getGraph().getInitializerList().stream()
                .filter(tensor -> tensor.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void hasAsManyParametersAsTheReferenceWithElevenLabels() {
        // Given
        ModelProto model = build(List.of(), 0);

        // When
        long count = Parameters.count(model.getGraph());

        // Then: 5,483,032 of torchvision's ImageNet network, less its last layer (1280 · 1000 +
        // 1000), plus the head (2 · 1280 + 1280 · 11 + 11).
        assertThat(count).isEqualTo(4_218_683);
    }

    @Test
    void namesParametersAsTheReferenceDoes() {
        // Given
        ModelProto model = build(List.of(), 0);

        // When
        List<String> names = Parameters.trainable(model.getGraph());

        // Then: spot checks of torchvision's state_dict, in its order.
        assertThat(names)
                .hasSize(176)
                .startsWith(
                        "backbone.features.0.0.weight",
                        "backbone.features.0.1.weight",
                        "backbone.features.0.1.bias",
                        "backbone.features.1.block.0.0.weight")
                .contains(
                        "backbone.features.4.block.2.fc1.weight",
                        "backbone.features.4.block.2.fc2.bias",
                        "backbone.features.4.block.3.0.weight",
                        "backbone.features.16.1.bias",
                        "backbone.classifier.0.weight")
                .endsWith(
                        "backbone.classifier.3.deep_head.layernorm.weight",
                        "backbone.classifier.3.deep_head.layernorm.bias",
                        "backbone.classifier.3.deep_head.linear.weight",
                        "backbone.classifier.3.deep_head.linear.bias");
        assertThat(initializer(model, "backbone.features.4.block.2.fc1.weight").getDimsList())
                .containsExactly(24L, 72L, 1L, 1L);
    }

    @Test
    void deepHeadHasOneBlockMoreThanHiddenSizes() {
        // Given
        ModelProto model = build(List.of(64, 32), 0);

        // When
        List<String> names = Parameters.trainable(model.getGraph());

        // Then
        assertThat(names)
                .contains(
                        "backbone.classifier.3.deep_head.0.layernorm.weight",
                        "backbone.classifier.3.deep_head.1.linear.weight")
                .endsWith("backbone.classifier.3.deep_head.2.linear.bias");
        assertThat(
                        initializer(model, "backbone.classifier.3.deep_head.2.linear.weight")
                                .getDimsList())
                .containsExactly(11L, 32L);
    }

    @Test
    void sameSeedBuildsTheSameBytesAndAnotherSeedOtherWeights() {
        // Given
        ModelProto first = build(List.of(), 7);

        // When
        ModelProto again = build(List.of(), 7);
        ModelProto other = build(List.of(), 8);

        // Then
        assertThat(again).isEqualTo(first);
        assertThat(initializer(other, "backbone.features.0.0.weight"))
                .isNotEqualTo(initializer(first, "backbone.features.0.0.weight"));
    }

    @Test
    void weightsSpreadAsTorchvisionInitialisesThem() {
        // Given
        ModelProto model = build(List.of(), 1);

        // When
        double pointwise = deviation(initializer(model, "backbone.features.16.0.weight"));
        double linear = deviation(initializer(model, "backbone.classifier.0.weight"));
        double head =
                deviation(initializer(model, "backbone.classifier.3.deep_head.linear.weight"));

        // Then: √(2/960), 0.01, and a uniform ±1/√1280; the tolerance is five standard errors of a
        // deviation estimated from at least 14,080 values.
        assertThat(pointwise).isCloseTo(Math.sqrt(2.0 / 960), offset(0.03 * 0.046));
        assertThat(linear).isCloseTo(0.01, offset(0.03 * 0.01));
        assertThat(head).isCloseTo(1 / Math.sqrt(3 * 1280), offset(0.03 * 0.0161));
    }

    @Test
    void runsInOnnxRuntimeForAnyNumberOfWindowsAndFrames() throws Exception {
        // Given
        ModelProto model = build(List.of(64), 2);
        float[] windows = noise(3 * 32 * 50);
        float[] second = java.util.Arrays.copyOfRange(windows, 32 * 50, 2 * 32 * 50);

        // When
        float[] together = Inference.run(model, windows, 3, 32, 50);
        float[] alone = Inference.run(model, second, 1, 32, 50);

        // Then: a window's logits do not depend on its neighbours; the tolerance is float32
        // rounding, as kernels may differ with the batch.
        assertThat(together).hasSize(33);
        assertThat(alone).hasSize(11);
        for (int label = 0; label < 11; label++) {
            assertThat(together[11 + label]).isCloseTo(alone[label], offset(1e-4f));
        }
    }

    @Test
    void anUnknownNameIsRefusedWithTheKnownOnes() {
        assertThatThrownBy(() -> Architectures.named("mobilnet"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("mobilenet_v3_large");
    }

    @Test
    void hiddenSizesMustDescend() {
        assertThatThrownBy(() -> new DeepHead(List.of(32, 64)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("descending");
    }

    private static double deviation(TensorProto tensor) {
        FloatBuffer values = Tensors.floats(tensor);
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < values.capacity(); i++) {
            sum += values.get(i);
            squares += (double) values.get(i) * values.get(i);
        }
        double mean = sum / values.capacity();
        return Math.sqrt(squares / values.capacity() - mean * mean);
    }

    private static float[] noise(int count) {
        Random random = new Random(3);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (-40 + 20 * random.nextGaussian());
        }
        return values;
    }
}
