package lumen.model.quantization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.OptionalInt;
import java.util.Random;
import lumen.model.Inference;
import lumen.model.architecture.Architecture;
import lumen.model.architecture.Architectures;
import lumen.model.architecture.Blueprint;
import lumen.model.architecture.Preprocessing;
import org.junit.jupiter.api.Test;

class HalfPrecisionTest {
    private static ModelProto network() {
        Architecture architecture = Architectures.named("mn04");
        return architecture.build(
                new Blueprint(
                        new Preprocessing(32, 0, 1, OptionalInt.empty()),
                        architecture.defaultHead(),
                        3,
                        7));
    }

    @Test
    void aConvertedNetworkAnswersNearlyTheSameInHalfTheSize() throws Exception {
        // Given
        ModelProto model = network();
        float[] windows = new float[2 * 32 * 32];
        Random random = new Random(1);
        for (int i = 0; i < windows.length; i++) {
            windows[i] = (float) random.nextGaussian();
        }

        // When
        ModelProto half = HalfPrecision.of(model);

        // Then: float16 has eleven bits.
        float[] exact = Inference.run(model, windows, 2, 32, 32);
        float[] rounded = Inference.run(half, windows, 2, 32, 32);
        for (int i = 0; i < exact.length; i++) {
            assertThat(rounded[i]).isCloseTo(exact[i], within(0.01f));
        }
        assertThat(half.getSerializedSize()).isLessThan((int) (0.55 * model.getSerializedSize()));
        assertThat(half.getGraph().getInitializerList())
                .allMatch(w -> w.getDataType() == TensorProto.DataType.FLOAT16_VALUE);
    }

    @Test
    void aModelInIntegersIsRefused() {
        // Given
        ModelProto.Builder model = network().toBuilder();
        model.getGraphBuilder()
                .addNode(NodeProto.newBuilder().setOpType("DequantizeLinear").addOutput("x"));

        // When, Then: what is not needed for the logits counts too.
        assertThatThrownBy(() -> HalfPrecision.of(model.build()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("in integers already");
    }
}
