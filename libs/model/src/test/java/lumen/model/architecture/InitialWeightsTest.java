package lumen.model.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.util.Arrays;
import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InitialWeightsTest {
    /**
     * By the originals' rules: √(2 / outputs) of a convolution in image networks, whose groups do
     * not count; √(2 / inputs) in wav2vec; 0.02 in ConvNeXt; 0.01 in EfficientAT's linear layers;
     * uniform within ±1/√inputs, that is a deviation of 1/√(3 · inputs), in PyTorch's own layers; 0
     * where a residual branch of ResNeXt ends.
     */
    @ParameterizedTest
    @CsvSource({
        "resnext50_32x4d, backbone.layer4.2.conv1.weight, 0, 0.044194",
        "resnext50_32x4d, backbone.layer3.1.conv2.weight, 0, 0.020833",
        "resnext50_32x4d, backbone.layer3.1.bn3.weight, 0, 0",
        "resnext50_32x4d, backbone.layer3.1.bn2.weight, 1, 0",
        "convnext_tiny, backbone.features.7.0.block.3.weight, 0, 0.02",
        "convnext_tiny, backbone.features.3.0.block.0.weight, 0, 0.02",
        "convnext_tiny, backbone.features.3.0.layer_scale, 1e-6, 0",
        "efficient_net_v2_s, backbone.features.6.2.block.0.0.weight, 0, 0.036084",
        "mn10, backbone.classifier.2.weight, 0, 0.01",
        "mn10, backbone.features.13.block.2.conc_se_layers.0.fc1.weight, 0, 0.01",
        "dymn10, backbone.layers.14.proj_conv.weight, 0, 0.111803",
        "wav2vec_cnn, backbone.feature_extractor.conv_layers.1.conv.weight, 0, 0.036084",
        "conv_lstm, lstm.weight_ih_l0, 0, 0.072169",
        "conv_lstm, layers.2.conv.weight, 0, 0.014434"
    })
    void spreadAsInTheOriginal(String name, String parameter, double mean, double deviation) {
        // Given
        Architecture architecture = Architectures.named(name);
        int bands = name.startsWith("wav2vec") ? 1 : 128;
        Preprocessing preprocessing = new Preprocessing(bands, 0, 1, OptionalInt.empty());
        Blueprint blueprint = new Blueprint(preprocessing, architecture.defaultHead(), 11, 3);

        // When
        ModelProto model = architecture.build(blueprint);

        // Then: five standard errors of a mean and of a deviation that are estimated.
        double[] values = new Weights(model).get(parameter);
        double error = 5 * deviation / Math.sqrt(values.length);
        double actualMean = Arrays.stream(values).average().orElseThrow();
        double variance =
                Arrays.stream(values).map(x -> (x - actualMean) * (x - actualMean)).sum()
                        / values.length;
        assertThat(actualMean).isCloseTo(mean, offset(1e-9 + error));
        assertThat(Math.sqrt(variance)).isCloseTo(deviation, offset(1e-9 + error));
    }
}
