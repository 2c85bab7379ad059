package lumen.model.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import lumen.model.Inference;
import lumen.model.graph.Parameters;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchitecturesTest {
    private static final Preprocessing PREPROCESSING =
            new Preprocessing(128, -40, 20, OptionalInt.empty());

    private static final Preprocessing WAVEFORM = new Preprocessing(1, 0, 1, OptionalInt.empty());

    private static GraphProto outline(String name, Head head) {
        Preprocessing preprocessing = name.startsWith("wav2vec") ? WAVEFORM : PREPROCESSING;
        return Architectures.named(name)
                .draw(new Blueprint(preprocessing, head, 11, 0))
                .outline()
                .getGraph();
    }

    /**
     * The reference's numbers; it tells wav2vec's as "94 M" and "4.2 M" and conv_lstm's not at all:
     * those are the published network's 94,371,712 less the 768 of its masking, plus the head, and
     * the sum over the layers.
     */
    @ParameterizedTest
    @CsvSource({
        "mobilenet_v3_large, 4218683",
        "mobnet, 46264603",
        "resnext50_32x4d, 23006539",
        "resnext101_32x8d, 86768971",
        "resnext101_64x4d, 81432907",
        "convnext_tiny, 27830123",
        "convnext_small, 49464683",
        "convnext_base, 87579787",
        "convnext_large, 196250315",
        "efficient_net_v2_s, 20194139",
        "efficient_net_v2_m, 52875007",
        "efficient_net_v2_l, 117250923",
        "ast, 86195723",
        "wav2vec, 94380939",
        "wav2vec_cnn, 4207115",
        "conv_lstm, 344940"
    })
    void hasAsManyParametersAsTheReferenceWithElevenLabels(String name, long expected) {
        // Given
        GraphProto graph = outline(name, Architectures.named(name).defaultHead());

        // When
        long count = Parameters.count(graph);

        // Then
        assertThat(count).isEqualTo(expected);
    }

    /**
     * The names and shapes of everything below the head, against torchvision 0.14's state_dict.
     *
     * <p>The digest is SHA-256 of the lines {@code backbone.NAME [SIZE, SIZE]}, sorted and joined
     * by newlines, without {@code num_batches_tracked}.
     */
    @ParameterizedTest
    @CsvSource({
        "mobilenet_v3_large, backbone.classifier.3., f80b57331793",
        "resnext50_32x4d, backbone.fc., fc5230dc21d8",
        "resnext101_32x8d, backbone.fc., 8aeb5ce427bc",
        "resnext101_64x4d, backbone.fc., f48e7a45e5d3",
        "convnext_tiny, backbone.classifier.2., b31757d33281",
        "convnext_small, backbone.classifier.2., 6cfe555b7b2a",
        "convnext_base, backbone.classifier.2., 21f323d674aa",
        "convnext_large, backbone.classifier.2., e4ebefc8d7de",
        "efficient_net_v2_s, backbone.classifier.1., d420c50182f5",
        "efficient_net_v2_m, backbone.classifier.1., b1cc3a5e4324",
        "efficient_net_v2_l, backbone.classifier.1., 99bd9f63baad"
    })
    void namesAndShapesAreTorchvisions(String name, String head, String expected) throws Exception {
        // Given
        GraphProto graph = outline(name, Architectures.named(name).defaultHead());

        // When
        String lines =
                graph.getInitializerList().stream()
                        .filter(tensor -> !tensor.getName().startsWith(head))
                        .map(tensor -> tensor.getName() + " " + tensor.getDimsList())
                        .sorted()
                        .collect(Collectors.joining("\n"));

        // Then
        byte[] digest =
                MessageDigest.getInstance("SHA-256").digest(lines.getBytes(StandardCharsets.UTF_8));
        assertThat(HexFormat.of().formatHex(digest)).startsWith(expected);
    }

    /** Batches and other lengths too: a window's logits do not depend on its neighbours. */
    @ParameterizedTest
    @CsvSource({
        "mn04, 128, 100",
        "mn10, 128, 100",
        "dymn10, 128, 100",
        "mobilenet_v3_large, 96, 64",
        "efficient_net_v2_s, 64, 96",
        "resnext50_32x4d, 64, 96",
        "convnext_tiny, 96, 64",
        "wav2vec_cnn, 1, 1600",
        "conv_lstm, 128, 64"
    })
    void onnxRuntimeRunsTheSmallOnes(String name, int bands, int frames) throws Exception {
        // Given
        Architecture architecture = Architectures.named(name);
        Preprocessing preprocessing = new Preprocessing(bands, 0, 1, OptionalInt.empty());
        ModelProto model =
                architecture.build(new Blueprint(preprocessing, architecture.defaultHead(), 11, 1));
        float[] windows = Weights.noise(2 * bands * frames, 2);
        float[] second = Arrays.copyOfRange(windows, bands * frames, windows.length);

        // When
        float[] together = Inference.run(model, windows, 2, bands, frames);
        float[] alone = Inference.run(model, second, 1, bands, frames);

        // Then: float32 rounding, as kernels may differ with the batch.
        assertThat(together).hasSize(22);
        for (int label = 0; label < 11; label++) {
            assertThat(together[11 + label]).isCloseTo(alone[label], offset(1e-4f));
        }
    }

    @Test
    void fluffyOnConvNextSmallHasTheReferencesSizeAndNames() {
        // Given
        List<String> labels =
                List.of(
                        "cel", "cla", "flu", "gac", "gel", "org", "pia", "sax", "tru", "vio",
                        "voi");

        // When
        GraphProto graph = outline("convnext_small", new Fluffy(DeepHead.singleLayer(), labels));

        // Then
        assertThat(Parameters.count(graph)).isEqualTo(49_480_043);
        assertThat(Parameters.trainable(graph))
                .contains("backbone.classifier.2.heads.cel.deep_head.linear.weight");
    }

    @Test
    void attentionHeadIsRefusedWhereFeaturesAreOneVector() {
        // Given
        Head head = new AttentionHead(DeepHead.singleLayer());

        // When
        ThrowingCallable drawing = () -> outline("resnext50_32x4d", head);

        // Then
        assertThatThrownBy(drawing)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ATTENTION_HEAD");
    }

    @Test
    void mobnetRefusesAHeadForEachLabel() {
        // Given
        Head head = new Fluffy(DeepHead.singleLayer(), List.of("cel"));

        // When
        ThrowingCallable drawing = () -> outline("mobnet", head);

        // Then
        assertThatThrownBy(drawing).hasMessageContaining("use_fluffy");
    }
}
