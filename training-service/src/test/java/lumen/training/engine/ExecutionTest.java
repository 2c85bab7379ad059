package lumen.training.engine;

import static lumen.training.engine.OperatorCase.floats;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.util.Arrays;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What changes how a graph is computed, and what it draws by chance. */
class ExecutionTest {
    @BeforeEach
    void prepare() {
        NativeRuntime.prepare(1, 1);
    }

    private static ModelProto network() {
        return new Graphs()
                .input("x", 2, 3, 6, 5)
                .output()
                .weight("w", floats(4 * 3 * 3 * 3), 4, 3, 3, 3)
                .weight("l", floats(2 * 4), 2, 4)
                .weight("b", floats(2), 2)
                .node("Conv", "x,w", "c", "kernel_shape", new long[] {3, 3})
                .node("Relu", "c", "r")
                .node("GlobalAveragePool", "r", "p")
                .node("Flatten", "p", "f")
                .node("Gemm", "f,l,b", "y", "transB", 1L)
                .model();
    }

    /** Outputs, then the gradient of the convolution's weights. */
    private static float[] computed(ModelProto model, Execution execution, float[] images) {
        try (TrainableGraph graph = new TrainableGraph(model, execution);
                PointerScope _ = new PointerScope()) {
            Tensor output = graph.forward(Mode.TRAINING, TensorData.of(images, 2, 3, 6, 5));
            output.sum().backward();
            Tensor weight = graph.parameters().get("w");
            assertThat(weight.scalar_type().intern()).isEqualTo(ScalarType.Float);
            float[] values = TensorData.floats(output);
            float[] gradient = TensorData.floats(weight.grad());
            float[] all = Arrays.copyOf(values, values.length + gradient.length);
            System.arraycopy(gradient, 0, all, values.length, gradient.length);
            return all;
        }
    }

    @Test
    void theMemoryLayoutChangesNothing() {
        // Given
        ModelProto model = network();
        float[] images = floats(2 * 3 * 6 * 5);
        float[] expected = computed(model, Execution.PLAIN, images);

        // When
        float[] computed = computed(model, Execution.CHANNELS_LAST, images);

        // Then: float32 arithmetic in another order
        assertThat(computed).containsExactly(expected, within(1e-4f));
    }

    @Test
    void bfloat16IsNearAndKeepsWeightsInSinglePrecision() {
        // Given
        ModelProto model = network();
        float[] images = floats(2 * 3 * 6 * 5);
        float[] expected = computed(model, Execution.PLAIN, images);

        // When
        float[] computed =
                computed(
                        model, new Execution(ComputeDevice.CPU, Precision.BFLOAT16, false), images);

        // Then: 8 bits of mantissa are 0.4 % of a value; a rectifier may fall on its other side
        double difference = 0;
        double size = 0;
        for (int index = 0; index < expected.length; index++) {
            difference += Math.pow(computed[index] - expected[index], 2);
            size += Math.pow(expected[index], 2);
        }
        assertThat(Math.sqrt(difference / size)).isBetween(1e-5, 0.05);
    }

    @Test
    void aDeviceOfAnotherNameIsRefused() {
        // Given, When, Then
        assertThatThrownBy(() -> ComputeDevice.named("tpu"))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("cpu, cuda and auto");
    }

    private static float[] dropped(ModelProto model, long seed) {
        NativeRuntime.prepare(1, seed);
        float[] ones = new float[400];
        Arrays.fill(ones, 1);
        try (TrainableGraph graph = new TrainableGraph(model);
                PointerScope _ = new PointerScope()) {
            return TensorData.floats(graph.forward(Mode.TRAINING, TensorData.of(ones, 100, 4)));
        }
    }

    @Test
    void stochasticDepthDropsWholeExamplesAndScalesTheOthers() {
        // Given
        ModelProto model =
                new Graphs()
                        .input("x", 100, 4)
                        .output()
                        .function(Graphs.stochasticDepth())
                        .node("lumen::StochasticDepth", "x", "y", "p", 0.2f)
                        .model();

        // When
        float[] values = dropped(model, 5);

        // Then
        int kept = 0;
        for (int example = 0; example < 100; example++) {
            float first = values[4 * example];
            assertThat(first).isIn(0f, 1.25f);
            assertThat(Arrays.copyOfRange(values, 4 * example, 4 * example + 4))
                    .containsOnly(first);
            kept += first > 0 ? 1 : 0;
        }
        assertThat(kept).isBetween(65, 95);
    }

    @Test
    void chanceIsDecidedByTheSeed() {
        // Given
        ModelProto model =
                new Graphs()
                        .input("x", 100, 4)
                        .output()
                        .function(Graphs.stochasticDepth())
                        .node("Dropout", "x", "d")
                        .node("lumen::StochasticDepth", "d", "y", "p", 0.5f)
                        .model();
        float[] first = dropped(model, 7);

        // When
        float[] again = dropped(model, 7);
        float[] other = dropped(model, 8);

        // Then
        assertThat(again).isEqualTo(first);
        assertThat(other).isNotEqualTo(first);
    }
}
