package lumen.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import lumen.audio.mel.MelParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Resizing, standardising and padding as the reference does them. */
class ImageFormTest {
    private static final MelParameters MEL = MelParameters.reference();

    @ParameterizedTest
    @CsvSource({"224", "384", "128", "100"})
    void rowsAreResizedToTheNearestExactAndStandardised(int height) {
        // Given a clip, and its spectrogram as it is
        float[] samples = TransformDefinitions.music(16_000, 16_000);
        float[] plain =
                windows(new MelSpectrogramFeatures(MEL, true, Windowing.of(101)), samples)
                        .getFirst();
        ImageForm image = ImageForm.of(height, List.of(0.413), List.of(2.582));
        // When it is made an image
        float[] values =
                windows(new MelSpectrogramFeatures(MEL, true, Windowing.of(101), image), samples)
                        .getFirst();
        // Then row y is row ⌊(y + ½)·128 / height⌋, standardised
        assertThat(values).hasSize(height * 101);
        for (int y = 0; y < height; y++) {
            int row = (int) Math.floor((y + 0.5) * 128 / height);
            for (int t = 0; t < 101; t++) {
                assertThat(values[y * 101 + t])
                        .isCloseTo((plain[row * 101 + t] - 0.413f) / 2.582f, within(1e-5f));
            }
        }
    }

    @Test
    void planesAreResizedOneByOne() {
        // Given a clip and the three planes of its frames
        float[] samples = TransformDefinitions.music(16_000, 16_000);
        float[] plain = windows(MultiSpectrogramFeatures.of(MEL, 101), samples).getFirst();
        // When they are made an image
        float[] values = windows(MultiSpectrogramFeatures.reference(96, 101), samples).getFirst();
        // Then all rows of the second are the centroid, and the third is chroma eight times over
        assertThat(values).hasSize(3 * 96 * 101);
        for (int y = 0; y < 96; y++) {
            assertThat(values[(96 + y) * 101 + 50])
                    .isCloseTo((plain[128 * 101 + 50] - 1333.4f) / 551.86f, within(1e-4f));
            assertThat(values[(192 + y) * 101 + 50])
                    .isCloseTo(
                            (plain[(129 + y / 8) * 101 + 50] - 0.46917f) / 0.31212f, within(1e-4f));
        }
    }

    @Test
    void coefficientsArePaddedWithWhatTheirMeanBecomes() {
        // Given half a window of audio
        float[] samples = TransformDefinitions.music(8_000, 16_000);
        MfccFeatures reference = MfccFeatures.reference(40, 100);
        MfccFeatures right =
                new MfccFeatures(
                        reference.mel(),
                        20,
                        reference.topDecibels(),
                        true,
                        new Windowing(100, 100, Padding.MEAN),
                        reference.image());
        // When it is padded as the reference does and with the mean
        float[] asReference = windows(reference, samples).getFirst();
        float[] asMean = windows(right, samples).getFirst();
        // Then the one pads with -7.3612, the other with 0
        for (int row = 0; row < 40; row++) {
            assertThat(asReference[row * 100 + 50]).isEqualTo(asMean[row * 100 + 50]);
            assertThat(asReference[row * 100 + 60]).isCloseTo(-7.3612f, within(1e-4f));
            assertThat(asMean[row * 100 + 60]).isZero();
        }
    }

    @Test
    void aTransformerDropsALastPieceWithoutAFrame() {
        // Given pieces of 63 hops, and clips that end 399 and 400 samples into the second
        AstFeatures features = AstFeatures.of(64);
        int piece = 63 * 160;
        // When they are cut
        int dropped = windows(features, TransformDefinitions.music(piece + 399, 16_000)).size();
        int kept = windows(features, TransformDefinitions.music(piece + 400, 16_000)).size();
        // Then only the longer one has a second window
        assertThat(dropped).isEqualTo(1);
        assertThat(kept).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"padding\":\"repeat\" | \"padding\":\"mean\" | padding can be mean for MFCC only",
                "\"image_size\":[64,50] | \"image_size\":[64,51] | image_size must be as wide as",
                "\"image_size\":[64,50] | \"image_size\":[64] | image_size must be height and",
                "\"image_size\":[64,50] | \"image_size\":64 | image_size must be a list",
                "\"image_size\":[64,50] | \"image_size\":[0,50] | image_size must be from 1",
                "\"mean\":[0.413] | \"mean\":[0.413,1] | std must have as many numbers as mean",
                "\"std\":[2.582] | \"std\":[0] | std must be above 0",
                "\"std\":[2.582] | \"std\":[\"a\"] | std must be a number",
            })
    void aWrongKeyIsNamed(String right, String wrong, String message) {
        // Given a specification with one thing wrong
        String json = EveryTransform.specifications().findFirst().orElseThrow().toJson().toString();
        // When it is read, Then the key is named
        assertThatThrownBy(() -> FeatureSpecification.parse(json.replace(right, wrong)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("feature specification: " + message);
    }

    private static List<float[]> windows(FeatureSpecification specification, float[] samples) {
        List<float[]> windows = new ArrayList<>();
        FeatureExtractor.of(specification)
                .extract(samples, samples.length, (i, s, e, values) -> windows.add(values.clone()));
        return windows;
    }
}
