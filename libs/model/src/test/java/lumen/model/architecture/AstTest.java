package lumen.model.architecture;

import static lumen.model.architecture.TransformerReference.each;
import static lumen.model.architecture.TransformerReference.mean;
import static lumen.model.architecture.TransformerReference.sum;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.util.Arrays;
import java.util.OptionalInt;
import lumen.model.Inference;
import lumen.model.graph.Parameters;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AstTest {
    private static final String ROOT = "backbone.audio_spectrogram_transformer.";
    private static final int LAYERS = 2;
    private static final int WIDTH = 24;
    private static final int HEADS = 3;
    private static final int BANDS = 36;
    private static final int FRAMES = 56;
    private static final int LABELS = 5;
    private static final double MEAN = -4.27;
    private static final double DEVIATION = 9.14;

    private static ModelProto tiny(Head head) {
        Architecture architecture = new Ast("ast", LAYERS, WIDTH, HEADS, BANDS, FRAMES);
        Preprocessing preprocessing =
                new Preprocessing(BANDS, MEAN, DEVIATION, OptionalInt.empty());
        return Weights.shaken(architecture.build(new Blueprint(preprocessing, head, LABELS, 0)), 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {FRAMES, FRAMES - 13, 16})
    void computesWhatItsPublicationSays(int frames) throws Exception {
        // Given: two windows, as long as the positions or shorter
        ModelProto model = tiny(LinearHead.plain());
        float[] windows = Weights.noise(2 * BANDS * frames, 2);

        // When
        float[] logits = Inference.run(model, windows, 2, BANDS, frames);

        // Then
        Weights weights = new Weights(model);
        for (int window = 0; window < 2; window++) {
            int begin = window * BANDS * frames;
            float[] spectrogram = Arrays.copyOfRange(windows, begin, begin + BANDS * frames);
            double[] expected = reference(weights, spectrogram, frames);
            for (int label = 0; label < LABELS; label++) {
                assertThat((double) logits[window * LABELS + label])
                        .isCloseTo(expected[label], offset(1e-4));
            }
        }
    }

    private static double[] reference(Weights weights, float[] spectrogram, int frames) {
        TransformerReference reference = new TransformerReference(weights);
        double[][] tokens = tokens(weights, spectrogram, frames);
        for (int layer = 0; layer < LAYERS; layer++) {
            String path = ROOT + "encoder.layer." + layer;
            double[][] normal = reference.normalized(tokens, path + ".layernorm_before", 1e-12);
            tokens =
                    sum(
                            tokens,
                            reference.attention(
                                    normal,
                                    HEADS,
                                    path + ".attention.attention.query",
                                    path + ".attention.attention.key",
                                    path + ".attention.attention.value",
                                    path + ".attention.output.dense"));
            normal = reference.normalized(tokens, path + ".layernorm_after", 1e-12);
            double[][] hidden =
                    each(
                            reference.linear(normal, path + ".intermediate.dense"),
                            TransformerReference::gelu);
            tokens = sum(tokens, reference.linear(hidden, path + ".output.dense"));
        }
        tokens = reference.normalized(tokens, ROOT + "layernorm", 1e-12);
        double[][] pooled = {mean(new double[][] {tokens[0], tokens[1]})};
        return reference.linear(pooled, "backbone.classifier")[0];
    }

    /** Patches of 16 × 16 every 10, row by row, with the learned positions of their place. */
    private static double[][] tokens(Weights weights, float[] spectrogram, int frames) {
        String path = ROOT + "embeddings.";
        double[] kernel = weights.get(path + "patch_embeddings.projection.weight");
        double[] bias = weights.get(path + "patch_embeddings.projection.bias");
        double[] positions = weights.get(path + "position_embeddings");
        int rows = (BANDS - 16) / 10 + 1;
        int columns = (frames - 16) / 10 + 1;
        int allColumns = (FRAMES - 16) / 10 + 1;
        double[][] tokens = new double[2 + rows * columns][WIDTH];
        for (int i = 0; i < WIDTH; i++) {
            tokens[0][i] = weights.get(path + "cls_token")[i] + positions[i];
            tokens[1][i] = weights.get(path + "distillation_token")[i] + positions[WIDTH + i];
            for (int row = 0; row < rows; row++) {
                for (int column = 0; column < columns; column++) {
                    double value = bias[i] + positions[(2 + row * allColumns + column) * WIDTH + i];
                    for (int y = 0; y < 16; y++) {
                        for (int x = 0; x < 16; x++) {
                            int at = (10 * row + y) * frames + 10 * column + x;
                            double standard = (spectrogram[at] - MEAN) / DEVIATION;
                            value += kernel[(i * 16 + y) * 16 + x] * standard;
                        }
                    }
                    tokens[2 + row * columns + column][i] = value;
                }
            }
        }
        return tokens;
    }

    @Test
    void normalisedHeadHasHuggingFacesNames() {
        // Given
        ModelProto model = tiny(new LinearHead(true));

        // When
        var names = Parameters.trainable(model.getGraph());

        // Then
        assertThat(names)
                .contains("backbone.classifier.layernorm.weight", "backbone.classifier.dense.bias");
    }

    @Test
    void attentionHeadWeighsAllTokens() throws Exception {
        // Given
        ModelProto model = tiny(new AttentionHead(DeepHead.singleLayer()));

        // When
        float[] logits = Inference.run(model, Weights.noise(BANDS * 40, 3), 1, BANDS, 40);

        // Then
        assertThat(logits).hasSize(LABELS);
        assertThat(Parameters.trainable(model.getGraph()))
                .contains(
                        "backbone.classifier.attention_layer.W1.weight",
                        "backbone.classifier.classifer.deep_head.linear.weight");
    }

    @Test
    void anotherNumberOfBandsIsRefused() {
        // Given
        Preprocessing preprocessing = new Preprocessing(64, 0, 1, OptionalInt.empty());
        Blueprint blueprint = new Blueprint(preprocessing, LinearHead.plain(), LABELS, 0);

        // When
        ThrowingCallable drawing = () -> Architectures.named("ast").draw(blueprint);

        // Then
        assertThatThrownBy(drawing).hasMessageContaining("128 bands, not 64");
    }
}
