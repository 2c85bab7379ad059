package lumen.training.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import lumen.training.optimization.CrossEntropy;
import lumen.training.optimization.Loss;
import lumen.training.optimization.WeightOptimizer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TrainableGraphTest {
    private static final int EXAMPLES = 4;
    private static final int HEIGHT = 6;
    private static final int WIDTH = 5;
    private static final int LABELS = 3;

    @BeforeEach
    void prepare() {
        NativeRuntime.prepare(1, 1);
    }

    @Test
    void anUnknownOperatorIsRefusedByName() {
        // Given
        ModelProto model =
                new Graphs()
                        .input("x", 2, 3)
                        .output("y", 2, 3)
                        .node("Det", List.of("x"), List.of("a"))
                        .node("Loop", List.of("a"), List.of("y"))
                        .model();

        // When, Then
        assertThatThrownBy(() -> new TrainableGraph(model))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("Det, Loop");
    }

    @Test
    void aFailingNodeIsNamed() {
        // Given a product of matrices that do not fit
        ModelProto model =
                new Graphs()
                        .input("x", 2, 3)
                        .output("y", 2, 3)
                        .weight("w", new float[4], 2, 2)
                        .node("MatMul", List.of("x", "w"), List.of("y"))
                        .model();

        // When, Then
        try (TrainableGraph graph = new TrainableGraph(model);
                PointerScope _ = new PointerScope()) {
            Tensor input = TensorData.of(new float[6], 2, 3);
            assertThatThrownBy(() -> graph.forward(Mode.EVALUATION, input))
                    .isInstanceOf(EngineException.class)
                    .hasMessageStartingWith("MatMul matmul0:");
        }
    }

    /**
     * Convolution, batch normalisation, rectifier, pooling, linear: weights are {@code w b g o l
     * m}.
     */
    private static ModelProto network(long seed) {
        Random random = new Random(seed);
        return new Graphs()
                .input("x", -1, 1, HEIGHT, WIDTH)
                .output("y", -1, LABELS)
                .weight("w", gaussian(random, 2 * 3 * 3), 2, 1, 3, 3)
                .weight("b", gaussian(random, 2), 2)
                .weight("g", new float[] {1.5f, 0.5f}, 2)
                .weight("o", gaussian(random, 2), 2)
                .weight("mean", new float[2], 2)
                .weight("var", new float[] {1, 1}, 2)
                .weight("l", gaussian(random, LABELS * 2), LABELS, 2)
                .weight("m", gaussian(random, LABELS), LABELS)
                .node(
                        "Conv",
                        List.of("x", "w", "b"),
                        List.of("c"),
                        "kernel_shape",
                        new long[] {3, 3},
                        "pads",
                        new long[] {1, 1, 1, 1})
                .node(
                        "BatchNormalization",
                        List.of("c", "g", "o", "mean", "var"),
                        List.of("n"),
                        "epsilon",
                        1e-3f,
                        "momentum",
                        0.75f)
                .node("Relu", List.of("n"), List.of("r"))
                .node("GlobalAveragePool", List.of("r"), List.of("p"))
                .node("Flatten", List.of("p"), List.of("f"))
                .node("Gemm", List.of("f", "l", "m"), List.of("y"), "transB", 1L)
                .model();
    }

    private static float[] gaussian(Random random, int count) {
        float[] values = new float[count];
        for (int index = 0; index < count; index++) {
            values[index] = (float) random.nextGaussian();
        }
        return values;
    }

    private static float[] targets() {
        Random random = new Random(3);
        float[] targets = new float[EXAMPLES * LABELS];
        for (int index = 0; index < targets.length; index++) {
            targets[index] = random.nextBoolean() ? 1 : 0;
        }
        return targets;
    }

    private static float[] images() {
        return gaussian(new Random(2), EXAMPLES * HEIGHT * WIDTH);
    }

    @Test
    void gradientsAreThoseOfADoublePrecisionReference() {
        // Given
        float[] images = images();
        float[] targets = targets();
        Map<String, float[]> gradients = new HashMap<>();
        Map<String, float[]> weights = new HashMap<>();

        // When
        double loss;
        try (TrainableGraph graph = new TrainableGraph(network(1));
                PointerScope _ = new PointerScope()) {
            graph.parameters()
                    .forEach((name, value) -> weights.put(name, TensorData.floats(value)));
            Tensor value =
                    new Loss(new CrossEntropy())
                            .ofBatch(
                                    graph.forward(
                                            Mode.TRAINING,
                                            TensorData.of(images, EXAMPLES, 1, HEIGHT, WIDTH)),
                                    TensorData.of(targets, EXAMPLES, LABELS));
            value.backward();
            loss = value.item_float();
            graph.parameters()
                    .forEach(
                            (name, tensor) ->
                                    gradients.put(name, TensorData.floats(tensor.grad())));
        }

        // Then: the reference's central differences are exact to about 1e-9
        ReferenceNetwork reference = new ReferenceNetwork(images, targets, EXAMPLES, HEIGHT, WIDTH);
        assertThat(loss).isCloseTo(reference.loss(weights), within(1e-6));
        assertThat(gradients.keySet()).containsExactlyInAnyOrder("w", "b", "g", "o", "l", "m");
        gradients.forEach(
                (name, values) -> {
                    double[] expected = reference.gradient(weights, name);
                    for (int index = 0; index < values.length; index++) {
                        assertThat((double) values[index])
                                .as("%s[%d]", name, index)
                                .isCloseTo(expected[index], within(2e-6));
                    }
                });
    }

    @Test
    void trainingUpdatesRunningStatisticsAndEvaluationDoesNot() {
        // Given
        try (TrainableGraph graph = new TrainableGraph(network(1));
                PointerScope _ = new PointerScope()) {
            Tensor images = TensorData.of(images(), EXAMPLES, 1, HEIGHT, WIDTH);
            graph.forward(Mode.EVALUATION, images);
            float[] untouched = TensorData.floats(graph.statistics().get("mean"));

            // When
            graph.forward(Mode.TRAINING, images);

            // Then a quarter of the zeros is replaced by the batch's mean
            ReferenceNetwork reference =
                    new ReferenceNetwork(images(), targets(), EXAMPLES, HEIGHT, WIDTH);
            double[] batch = reference.channelMeans(network(1));
            float[] mean = TensorData.floats(graph.statistics().get("mean"));
            assertThat(untouched).containsOnly(0);
            for (int channel = 0; channel < batch.length; channel++) {
                assertThat((double) mean[channel]).isCloseTo(0.25 * batch[channel], within(1e-6));
            }
        }
    }

    @Test
    void newWeightsAreInTheModelThatIsGivenBack() {
        // Given
        try (TrainableGraph graph = new TrainableGraph(network(1));
                PointerScope _ = new PointerScope()) {
            train(graph, 3);
            float[] expected =
                    TensorData.floats(
                            graph.forward(
                                    Mode.EVALUATION,
                                    TensorData.of(images(), EXAMPLES, 1, HEIGHT, WIDTH)));

            // When
            ModelProto written = graph.withWeights();

            // Then
            try (TrainableGraph read = new TrainableGraph(written)) {
                assertThat(
                                TensorData.floats(
                                        read.forward(
                                                Mode.EVALUATION,
                                                TensorData.of(
                                                        images(), EXAMPLES, 1, HEIGHT, WIDTH))))
                        .containsExactly(expected);
                assertThat(written).isNotEqualTo(network(1));
            }
        }
    }

    @Test
    void sameSeedAndDataGiveTheSameModel() {
        // Given
        ModelProto first = trained();

        // When
        ModelProto second = trained();

        // Then
        assertThat(second).isEqualTo(first);
    }

    private static ModelProto trained() {
        NativeRuntime.prepare(1, 7);
        try (TrainableGraph graph = new TrainableGraph(network(1), Execution.CHANNELS_LAST)) {
            train(graph, 20);
            return graph.withWeights();
        }
    }

    private static void train(TrainableGraph graph, int steps) {
        float[] images = images();
        float[] targets = targets();
        try (WeightOptimizer optimizer = new WeightOptimizer(graph.parameters(), 0.01, 1)) {
            for (int step = 0; step < steps; step++) {
                try (PointerScope _ = new PointerScope()) {
                    Tensor logits =
                            graph.forward(
                                    Mode.TRAINING,
                                    TensorData.of(images, EXAMPLES, 1, HEIGHT, WIDTH));
                    new Loss(new CrossEntropy())
                            .ofBatch(logits, TensorData.of(targets, EXAMPLES, LABELS))
                            .backward();
                    optimizer.step(1e-2, 0.9);
                }
            }
        }
    }

    @Test
    void nativeMemoryStaysWhereItIsOverHundredsOfSteps() {
        // Given a graph that has found its working set
        try (TrainableGraph graph = new TrainableGraph(network(1))) {
            train(graph, 100);
            long tracked = Pointer.totalBytes();
            long handles = Pointer.totalCount();
            long process = Pointer.physicalBytes();

            // When
            train(graph, 500);

            // Then no handle is left behind; the process may grow by what the JVM needs
            assertThat(Pointer.totalCount()).isLessThanOrEqualTo(handles + 16);
            assertThat(Pointer.totalBytes()).isLessThanOrEqualTo(tracked + (1 << 16));
            assertThat(Pointer.physicalBytes()).isLessThan(process + (200L << 20));
        }
    }

    @Test
    void dropoutIsActiveInTrainingOnly() {
        // Given
        ModelProto model =
                new Graphs()
                        .input("x", 1, 1000)
                        .output("y", 1, 1000)
                        .node("Dropout", List.of("x"), List.of("y"))
                        .model();
        float[] ones = new float[1000];
        java.util.Arrays.fill(ones, 1);
        try (TrainableGraph graph = new TrainableGraph(model);
                PointerScope _ = new PointerScope()) {
            Tensor input = TensorData.of(ones, 1, 1000);

            // When
            float[] trained = TensorData.floats(graph.forward(Mode.TRAINING, input));
            float[] served = TensorData.floats(graph.forward(Mode.EVALUATION, input));

            // Then half of the values are dropped and the others doubled
            assertThat(served).containsOnly(1);
            assertThat(trained).containsOnly(0, 2);
        }
    }

    @Test
    void measuredStatisticsMakeEvaluationAgreeWithTheBatch() {
        // Given weights whose stored statistics are those of an untrained graph
        try (TrainableGraph graph = new TrainableGraph(network(1));
                PointerScope _ = new PointerScope()) {
            Tensor images = TensorData.of(images(), EXAMPLES, 1, HEIGHT, WIDTH);
            float[] byBatch = TensorData.floats(graph.forward(Mode.TRAINING, images));

            // When
            ModelProto measured =
                    BatchStatistics.measured(
                            network(1), List.of(images(), images()), 1, HEIGHT, WIDTH);

            // Then: a variance over n - 1 is stored, one over n normalises a batch of 120 values
            try (TrainableGraph read = new TrainableGraph(measured)) {
                float[] served = TensorData.floats(read.forward(Mode.EVALUATION, images));
                for (int index = 0; index < served.length; index++) {
                    assertThat(served[index])
                            .isCloseTo(byBatch[index], org.assertj.core.data.Offset.offset(0.01f));
                }
            }
        }
    }
}
