package lumen.model.quantization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import lumen.model.Fixtures;
import lumen.model.Inference;
import lumen.model.architecture.Architectures;
import lumen.model.architecture.Blueprint;
import lumen.model.architecture.DeepHead;
import lumen.model.architecture.Preprocessing;
import lumen.model.graph.Dimension;
import lumen.model.graph.GraphBuilder;
import lumen.model.graph.Layers;
import lumen.model.graph.Tensors;
import lumen.model.graph.Value;
import org.junit.jupiter.api.Test;

class QuantizationTest {
    private static final long[] SHAPE = {2, 32, 32};

    @Test
    void aQuantizedNetworkAnswersNearlyTheSameInAQuarterOfTheSize() throws Exception {
        // Given
        ModelProto model =
                Architectures.named("mobilenet_v3_large")
                        .build(
                                new Blueprint(
                                        new Preprocessing(32, 0, 1, OptionalInt.empty()),
                                        DeepHead.singleLayer(),
                                        3,
                                        7));
        float[] windows = noise(1);
        Quantization quantization = Quantization.of(model);

        // When
        ModelProto quantized = quantization.apply(observe(quantization, windows));

        // Then
        float[] exact = Inference.run(model, windows, SHAPE);
        float[] rounded = Inference.run(quantized, windows, SHAPE);
        float largest = 0;
        for (float logit : exact) {
            largest = Math.max(largest, Math.abs(logit));
        }
        for (int i = 0; i < exact.length; i++) {
            assertThat(rounded[i]).isCloseTo(exact[i], within(0.05f * largest));
        }
        assertThat(quantized.getSerializedSize())
                .isLessThan((int) (0.3 * model.getSerializedSize()));
    }

    @Test
    void normalisationsAndDropoutAreGoneAndTheLogitsLayerIsExact() throws Exception {
        // Given
        ModelProto model =
                Architectures.named("mobilenet_v3_large")
                        .build(
                                new Blueprint(
                                        new Preprocessing(32, 0, 1, OptionalInt.empty()),
                                        DeepHead.singleLayer(),
                                        3,
                                        7));
        Quantization quantization = Quantization.of(model);

        // When
        ModelProto quantized = quantization.apply(observe(quantization, noise(2)));

        // Then
        List<String> operators =
                quantized.getGraph().getNodeList().stream().map(NodeProto::getOpType).toList();
        assertThat(operators).doesNotContain("BatchNormalization", "Dropout");
        assertThat(quantized.getGraph().getInitializerList())
                .anyMatch(weight -> weight.getName().endsWith("deep_head.linear.weight"));
    }

    @Test
    void aRangeAlwaysHoldsZeroExactly() {
        // Given
        ValueRange positive = new ValueRange(2, 4);
        ValueRange both = new ValueRange(-1, 3);

        // When
        ValueRange together = positive.and(both);

        // Then: 0 is level 0, and a quarter of 255 is level 64.
        assertThat(positive.lowest()).isZero();
        assertThat(positive.zeroPoint()).isZero();
        assertThat(both.zeroPoint()).isEqualTo((byte) 64);
        assertThat(together).isEqualTo(new ValueRange(-1, 4));
    }

    @Test
    void weightsAreRoundedWithAScaleForEachOutput() {
        // Given: two outputs of two inputs, once stored first, once last.
        float[] rows = {1, -2, 0.5f, 127};
        float[] columns = {1, 0.5f, -2, 127};

        // When
        QuantizedWeight first = QuantizedWeight.of(rows, 2, true, new float[2]);
        QuantizedWeight last = QuantizedWeight.of(columns, 2, false, new float[2]);

        // Then
        assertThat(first.scales()).containsExactly(2 / 127f, 1);
        assertThat(first.values()).containsExactly(64, -127, 1, 127);
        assertThat(last.scales()).containsExactly(2 / 127f, 1);
        assertThat(last.values()).containsExactly(64, 1, -127, 127);
    }

    @Test
    void anOutputThatIsNothingButItsBiasKeepsIt() throws Exception {
        // Given: a convolution whose weights are all 0, as batch normalisations leave some.
        ModelProto.Builder model =
                Architectures.named("mobilenet_v3_large")
                        .build(
                                new Blueprint(
                                        new Preprocessing(32, 0, 1, OptionalInt.empty()),
                                        DeepHead.singleLayer(),
                                        3,
                                        7))
                        .toBuilder();
        for (TensorProto.Builder weight : model.getGraphBuilder().getInitializerBuilderList()) {
            float[] values = new float[16];
            if (weight.getName().endsWith("features.0.1.weight")) {
                weight.setRawData(Tensors.of("zeros", new long[] {16}, values).getRawData());
            } else if (weight.getName().endsWith("features.0.1.bias")) {
                Arrays.fill(values, 1);
                weight.setRawData(Tensors.of("ones", new long[] {16}, values).getRawData());
            }
        }
        float[] windows = noise(3);
        Quantization quantization = Quantization.of(model.build());

        // When
        ModelProto quantized = quantization.apply(observe(quantization, windows));

        // Then: no bias is as large as int32 can be, where it would have been cut off.
        for (NodeProto node : quantized.getGraph().getNodeList()) {
            for (AttributeProto attribute : node.getAttributeList()) {
                if (attribute.getT().getDataType() == TensorProto.DataType.INT32_VALUE) {
                    IntBuffer bias =
                            attribute
                                    .getT()
                                    .getRawData()
                                    .asReadOnlyByteBuffer()
                                    .order(ByteOrder.LITTLE_ENDIAN)
                                    .asIntBuffer();
                    while (bias.hasRemaining()) {
                        assertThat(Math.abs((long) bias.get())).isLessThan(Integer.MAX_VALUE);
                    }
                }
            }
        }
    }

    @Test
    void aModelWithoutLayersIsRefused() {
        // Given
        GraphBuilder graph = new GraphBuilder("nothing");
        graph.output(
                graph.flatten(graph.input("features", Dimension.named("N"), Dimension.of(2))),
                "logits",
                Dimension.named("N"),
                Dimension.of(2));

        // When, Then
        assertThatThrownBy(() -> Quantization.of(graph.build(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no convolution or linear layer");
    }

    @Test
    void operatorsWithoutAScaleForEachOutputAreRefused() throws Exception {
        // Given
        ModelProto model = ModelProto.parseFrom(Fixtures.bytes("image-eval-11.onnx"));

        // When, Then
        assertThatThrownBy(() -> Quantization.of(model))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("version 11 of ONNX's operators; 13 is needed");
    }

    @Test
    void layerNormalisationsInPartsComputeTheSame() throws Exception {
        // Given
        GraphBuilder graph = new GraphBuilder("normalised");
        Value input =
                graph.input("features", Dimension.named("N"), Dimension.of(32), Dimension.of(32));
        Value normal = Layers.layerNormalization(graph, input, "norm", 32, 1e-6);
        graph.output(normal, "logits", Dimension.named("N"), Dimension.of(32), Dimension.of(32));
        ModelProto model = graph.build(1);
        float[] windows = noise(4);

        // When
        ModelProto parts = NormalizationInParts.in(model);

        // Then
        float[] expected = Inference.run(model, windows, SHAPE);
        float[] actual = Inference.run(parts, windows, SHAPE);
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).isCloseTo(expected[i], within(1e-5f));
        }
        assertThat(parts.getGraph().getNodeList())
                .noneMatch(node -> node.getOpType().equals("LayerNormalization"));
    }

    private static float[] noise(long seed) {
        Random random = new Random(seed);
        float[] values = new float[2 * 32 * 32];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private static Map<String, ValueRange> observe(Quantization quantization, float[] windows)
            throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session =
                        environment.createSession(quantization.observing().toByteArray());
                OnnxTensor tensor =
                        OnnxTensor.createTensor(environment, FloatBuffer.wrap(windows), SHAPE);
                OrtSession.Result result = session.run(Map.of("features", tensor))) {
            Map<String, Float> outputs = new HashMap<>();
            for (String name : quantization.observations()) {
                outputs.put(name, (Float) result.get(name).orElseThrow().getValue());
            }
            return quantization.ranges(outputs);
        }
    }
}
