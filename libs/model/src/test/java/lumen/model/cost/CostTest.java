package lumen.model.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.OptionalLong;
import lumen.model.architecture.Architecture;
import lumen.model.architecture.Architectures;
import lumen.model.architecture.Blueprint;
import lumen.model.architecture.Preprocessing;
import lumen.model.file.ModelFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CostTest {
    private static GraphProto outline(String name, int bands, int labels) {
        return Architectures.named(name)
                .draw(
                        new Blueprint(
                                new Preprocessing(bands, 0, 1, OptionalInt.empty()),
                                Architectures.named(name).defaultHead(),
                                labels,
                                0))
                .outline()
                .getGraph();
    }

    /**
     * Against the billions that torchvision publishes with its weights. They include 1000 classes
     * and leave out the head's normalisation, which is below one percent.
     */
    @ParameterizedTest
    @CsvSource({
        "mobilenet_v3_large, 224, 0.217",
        "resnext50_32x4d, 224, 4.230",
        "resnext101_64x4d, 224, 15.460",
        "convnext_tiny, 224, 4.456",
        "convnext_large, 224, 34.361",
        "efficient_net_v2_s, 384, 8.366",
        "efficient_net_v2_l, 480, 56.080"
    })
    void countsWhatTorchvisionCounts(String name, int size, double billions) {
        // Given
        GraphProto graph = outline(name, size, 1000);

        // When
        Cost cost = Cost.of(graph, 1, size, size);

        // Then
        assertThat(cost.multiplyAdds().orElseThrow() * 1e-9)
                .isCloseTo(billions, withinPercentage(1));
    }

    /** Against the table of EfficientAT's repository: AudioSet's 527 classes, ten seconds. */
    @ParameterizedTest
    @CsvSource({"mn04, 0.983, 0.11", "mn10, 4.88, 0.54"})
    void countsWhatEfficientAtPublishes(String name, double millions, double billions) {
        // Given
        GraphProto graph = outline(name, 128, 527);

        // When
        Cost cost = Cost.of(graph, 1, 128, 1000);

        // Then: they print two or three digits.
        assertThat(cost.parameters() * 1e-6).isCloseTo(millions, withinPercentage(0.2));
        assertThat(cost.multiplyAdds().orElseThrow() * 1e-9)
                .isCloseTo(billions, withinPercentage(5));
    }

    /**
     * As many as the authors' code counts, of which they print 10.57 millions. Multiplications are
     * more than published, as all four depthwise kernels are applied.
     */
    @Test
    void dynamicMobileNetHasAsManyParametersAsTheOriginal() {
        // Given
        GraphProto graph = outline("dymn10", 128, 527);

        // When
        Cost cost = Cost.of(graph, 1, 128, 1000);

        // Then
        assertThat(cost.parameters()).isEqualTo(10_548_479);
        assertThat(cost.multiplyAdds()).isPresent();
    }

    @Test
    void countsAttentionAndLinearLayersOfAst() {
        // Given
        GraphProto graph = outline("ast", 128, 11);

        // When
        Cost cost = Cost.of(graph, 1, 128, 1024);

        // Then: the patches; in each of 12 layers four projections, two products of queries, keys
        // and values, and the two layers that widen four times; the head.
        long tokens = 2 + 12 * 101;
        long width = 768;
        long layer = 12 * tokens * width * width + 2 * tokens * tokens * width;
        assertThat(cost.multiplyAdds())
                .hasValue((tokens - 2) * width * 16 * 16 + 12 * layer + width * 11);
    }

    @ParameterizedTest
    @CsvSource({
        "wav2vec, 1, 160000",
        "wav2vec_cnn, 1, 96000",
        "conv_lstm, 128, 224",
        "mobnet, 64, 96"
    })
    void countsEveryOtherArchitecture(String name, int bands, int frames) {
        // Given
        GraphProto graph = outline(name, bands, 11);

        // When
        Cost cost = Cost.of(graph, 1, bands, frames);

        // Then
        assertThat(cost.multiplyAdds()).isPresent();
    }

    @Test
    void aShorterWindowCostsLess() {
        // Given
        GraphProto graph = outline("ast", 128, 11);

        // When
        long half = Cost.of(graph, 1, 128, 512).multiplyAdds().orElseThrow();

        // Then
        assertThat(half).isLessThan(Cost.of(graph, 1, 128, 1024).multiplyAdds().orElseThrow() / 2);
    }

    @Test
    void aFileCostsWhatItsGraphCosts(@TempDir Path directory) throws Exception {
        // Given
        Path file = directory.resolve("model.onnx");
        Architecture architecture = Architectures.named("conv_lstm");
        Preprocessing preprocessing = new Preprocessing(128, 0, 1, OptionalInt.empty());
        ModelProto model =
                architecture.build(new Blueprint(preprocessing, architecture.defaultHead(), 11, 0));
        Files.write(file, model.toByteArray());

        // When
        GraphProto outline = ModelFile.outline(file);

        // Then
        assertThat(outline.getInitializer(0).getRawData().isEmpty()).isTrue();
        assertThat(Cost.of(outline, 1, 128, 224)).isEqualTo(Cost.of(model.getGraph(), 1, 128, 224));
    }

    @Test
    void anUnknownOperatorLeavesTheCostOpen() {
        // Given
        GraphProto graph =
                outline("mn04", 128, 11).toBuilder()
                        .addNode(NodeProto.newBuilder().setOpType("Mystery").addOutput("y"))
                        .build();

        // When
        Cost cost = Cost.of(graph, 1, 128, 100);

        // Then
        assertThat(cost.multiplyAdds()).isEqualTo(OptionalLong.empty());
        assertThat(cost.parameters()).isPositive();
    }
}
