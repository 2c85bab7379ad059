package lumen.model.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.util.OptionalInt;
import java.util.Random;
import lumen.model.Inference;
import lumen.model.graph.Dimension;
import lumen.model.graph.GraphBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PreprocessingTest {
    private static final int WINDOWS = 2;
    private static final int FRAMES = 5;

    @ParameterizedTest
    @CsvSource({"128, 224", "128, 128", "10, 7", "3, 8", "229, 384", "1, 4", "16, 1"})
    void standardisesResizesToTheNearestBandAndCopiesToThreeChannels(int bands, int height)
            throws Exception {
        // Given
        Preprocessing preprocessing =
                new Preprocessing(bands, -31.5, 12.25, OptionalInt.of(height));
        GraphBuilder graph = new GraphBuilder("preprocessing");
        graph.output(
                preprocessing.appendImageTo(graph),
                "image",
                Dimension.named("N"),
                Dimension.of(3),
                Dimension.of(height),
                Dimension.named("frames"));
        ModelProto model = graph.build(0);
        float[] features = noise(WINDOWS * bands * FRAMES);

        // When
        float[] image = Inference.run(model, features, WINDOWS, bands, FRAMES);

        // Then: the tolerance is the rounding of a float32 subtraction and division.
        assertThat(image).hasSize(WINDOWS * 3 * height * FRAMES);
        for (int n = 0; n < WINDOWS; n++) {
            for (int channel = 0; channel < 3; channel++) {
                for (int y = 0; y < height; y++) {
                    int band = (int) Math.floor((y + 0.5) * bands / height);
                    for (int x = 0; x < FRAMES; x++) {
                        float feature = features[(n * bands + band) * FRAMES + x];
                        float pixel = image[((n * 3 + channel) * height + y) * FRAMES + x];
                        assertThat(pixel).isCloseTo((feature + 31.5f) / 12.25f, within(1e-5f));
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void aStandardDeviationMustBePositiveAndFinite(double deviation) {
        assertThatThrownBy(() -> new Preprocessing(128, 0, deviation, OptionalInt.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("standard deviation");
    }

    private static float[] noise(int count) {
        Random random = new Random(5);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (-40 + 20 * random.nextGaussian());
        }
        return values;
    }
}
