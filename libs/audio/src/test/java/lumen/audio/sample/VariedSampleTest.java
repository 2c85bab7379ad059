package lumen.audio.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import lumen.audio.AstFeatures;
import lumen.audio.FeatureExtractor;
import lumen.audio.FeatureSpecification;
import lumen.audio.LogMelSpectrogramFeatures;
import lumen.audio.MelChroWavFeatures;
import lumen.audio.MfccFeatures;
import lumen.audio.Wav2VecFeatures;
import lumen.audio.Windowing;
import lumen.audio.augmentation.Augmentations;
import lumen.audio.decoding.AudioSource;
import lumen.audio.decoding.DecodingLimits;
import lumen.audio.decoding.SampleSource;
import lumen.audio.decoding.TestingWav;
import lumen.audio.mel.MelParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VariedSampleTest {
    private static final DecodingLimits LIMITS = DecodingLimits.defaults();
    private static final int RATE = 16_000;
    private static final FeatureSpecification LOG_MEL =
            new LogMelSpectrogramFeatures(MelParameters.reference(), true, Windowing.of(224));

    static Stream<FeatureSpecification> specifications() {
        return Stream.of(
                LOG_MEL,
                MfccFeatures.of(MelParameters.reference(), 224),
                AstFeatures.of(224),
                MelChroWavFeatures.of(64),
                Wav2VecFeatures.of(RATE, RATE));
    }

    @ParameterizedTest
    @MethodSource("specifications")
    void aSampleOfAnyTransformIsTheSameWheneverItIsAskedFor(FeatureSpecification specification)
            throws Exception {
        // Given
        Augmentations augmentations =
                Augmentations.parse(
                        List.of("SUM_N_SAMPLES", "TIME_SHIFT", "FREQ_MASK", "RANDOM_ERASE"),
                        List.of());

        // When
        List<float[]> first = extract(specification, augmentations);
        List<float[]> second = extract(specification, augmentations);

        // Then
        assertThat(first).isNotEmpty();
        assertThat(first.getFirst())
                .hasSize(specification.rows() * specification.windowFrames())
                .doesNotContain(Float.NaN);
        assertThat(second).usingRecursiveComparison().isEqualTo(first);
    }

    @Test
    void aMaskOfFrequenciesGoesThroughTheWholeSample() throws Exception {
        // Given
        Augmentations mask = Augmentations.parse(List.of("FREQ_MASK"), List.of());

        // When
        List<float[]> windows = extract(LOG_MEL, mask);

        // Then: the rows of silence are the same in every window
        assertThat(windows).hasSize(2);
        assertThat(silentRows(windows.get(0))).isNotEmpty().isEqualTo(silentRows(windows.get(1)));
    }

    @Test
    void aSampleTakesAShareOfItsDonorsSpectrum() throws Exception {
        // Given noise and a tone, which is far softer in nearly every row
        Augmentations transfer = Augmentations.parse(List.of("SPECTRUM_TRANSFER"), List.of());
        List<float[]> plain = extract(LOG_MEL, Augmentations.none());

        // When
        List<float[]> moved = extract(LOG_MEL, transfer);

        // Then
        assertThat(moved).hasSameSizeAs(plain);
        assertThat(mean(moved.getFirst())).isLessThan(mean(plain.getFirst()) - 1);
    }

    private static double mean(float[] window) {
        double sum = 0;
        for (float value : window) {
            sum += value;
        }
        return sum / window.length;
    }

    private static List<Integer> silentRows(float[] window) {
        List<Integer> rows = new ArrayList<>();
        for (int row = 0; row < LOG_MEL.rows(); row++) {
            boolean silent = true;
            for (int column = 0; column < LOG_MEL.windowFrames(); column++) {
                silent &= window[row * LOG_MEL.windowFrames() + column] == -100;
            }
            if (silent) {
                rows.add(row);
            }
        }
        return rows;
    }

    /** The windows of three seconds of noise, to which a tone may be added. */
    private static List<float[]> extract(
            FeatureSpecification specification, Augmentations augmentations) throws Exception {
        VariedSample sample =
                new VariedSample(
                        FeatureExtractor.of(specification),
                        augmentations.sample(3, "sample", 1),
                        LIMITS);
        List<SampleSource> clips =
                Stream.of(noise(), tone())
                        .limit(augmentations.sample(3, "sample", 1).sources())
                        .map(wav -> SampleSource.of(AudioSource.of(wav)))
                        .toList();
        List<float[]> windows = new ArrayList<>();
        sample.extract(clips, (index, start, end, values) -> windows.add(values.clone()));
        return windows;
    }

    private static byte[] noise() {
        Random random = new Random(1);
        return TestingWav.floats(RATE, 3 * RATE, _ -> 0.2 * random.nextGaussian());
    }

    private static byte[] tone() {
        return TestingWav.floats(RATE, 2 * RATE, i -> 0.5 * Math.sin(2 * Math.PI * 440 * i / RATE));
    }
}
