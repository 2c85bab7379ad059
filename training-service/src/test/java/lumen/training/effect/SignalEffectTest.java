package lumen.training.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import lumen.audio.FeatureSpecification;
import lumen.recipe.Recipe;
import lumen.training.data.LocalFeatureSource;
import lumen.training.data.Sample;
import lumen.training.data.SampleFeatures;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the options of the group SIGNAL change: the features of a recording of half a second, a tone
 * between 300 and 400 Hz whose greatest sample is about a quarter of full scale.
 */
class SignalEffectTest {
    private static final int BANDS = 16;
    private static final int FRAMES = 16;

    @TempDir Path folder;
    private TinyRun runs;
    private Path tone;

    @BeforeEach
    void writeDataAndModel() throws Exception {
        runs = new TinyRun(folder);
        tone = folder.resolve("train/pia/[pia]0000__1.wav");
    }

    /** Features as training sees them. */
    private SampleFeatures features(String options) throws Exception {
        return features(runs.fresh(options).trainingFeatures());
    }

    private SampleFeatures features(FeatureSpecification specification) throws Exception {
        try (LocalFeatureSource source = new LocalFeatureSource(1)) {
            return source.request(
                            new Sample(
                                    "tone",
                                    List.of(tone),
                                    new float[2],
                                    specification,
                                    Optional.empty()))
                    .get();
        }
    }

    private static float greatest(float[] values, int firstRow, int endRow, int frames) {
        float greatest = Float.NEGATIVE_INFINITY;
        for (int place = firstRow * frames; place < endRow * frames; place++) {
            greatest = Math.max(greatest, values[place]);
        }
        return greatest;
    }

    @Test
    @ShowsEffectOf("audio_transform")
    void anotherTransformIsComputed() throws Exception {
        // When
        float[] power = features("{'audio_transform': 'MEL_SPECTROGRAM'}").values();
        float[] decibels = features("{'audio_transform': 'LOG_MEL_SPECTROGRAM'}").values();

        // Then
        for (int place = 0; place < power.length; place++) {
            assertThat((double) decibels[place])
                    .isEqualTo(10 * Math.log10(Math.max(1e-10, power[place])), within(1e-3));
        }
    }

    @Test
    @ShowsEffectOf("sampling_rate")
    void audioIsResampled() throws Exception {
        // When: 32 frames of 128 samples at 8 kHz are 16 at 4 kHz
        SampleFeatures high = features("{'sampling_rate': 8000}");
        SampleFeatures low = features("{'sampling_rate': 4000}");

        // Then: the tone is twice as high among the bands
        assertThat(high.windows()).isEqualTo(2);
        assertThat(low.windows()).isEqualTo(1);
        assertThat(loudestRow(low.values())).isGreaterThan(loudestRow(high.values()));
    }

    private static int loudestRow(float[] values) {
        int loudest = 0;
        for (int row = 1; row < BANDS; row++) {
            if (greatest(values, row, row + 1, FRAMES)
                    > greatest(values, loudest, loudest + 1, FRAMES)) {
                loudest = row;
            }
        }
        return loudest;
    }

    @Test
    @ShowsEffectOf("n_fft")
    void longerFramesTellFrequenciesApartBetter() throws Exception {
        // When
        float[] coarse = features("{'n_fft': 128}").values();
        float[] fine = features("{'n_fft': 512}").values();

        // Then: less of the tone leaks into distant bands
        int upper = BANDS / 2;
        float leakOfCoarse =
                greatest(coarse, upper, BANDS, FRAMES) - greatest(coarse, 0, upper, FRAMES);
        float leakOfFine = greatest(fine, upper, BANDS, FRAMES) - greatest(fine, 0, upper, FRAMES);
        assertThat(leakOfFine).isLessThan(leakOfCoarse);
    }

    @Test
    @ShowsEffectOf("hop_length")
    void aShorterHopGivesMoreFrames() throws Exception {
        // When
        SampleFeatures features = features("{'hop_length': 64}");

        // Then
        assertThat(features.windows()).isEqualTo(4);
    }

    @Test
    @ShowsEffectOf("n_mels")
    void thereAreSoManyBands() throws Exception {
        // When
        SampleFeatures features = features("{'n_mels': 24}");

        // Then
        assertThat(features.windowSize()).isEqualTo(24 * FRAMES);
    }

    @Test
    @ShowsEffectOf("n_mfcc")
    void thereAreSoManyCoefficients() throws Exception {
        // When
        SampleFeatures features = features("{'audio_transform': 'MFCC', 'n_mfcc': 7}");

        // Then
        assertThat(features.windowSize()).isEqualTo(7 * FRAMES);
    }

    @Test
    @ShowsEffectOf({"f_min", "f_max"})
    void bandsLieBetweenTheEdges() throws Exception {
        // When: the tone is within the bands, above them, below them
        float within = greatest(features("{'f_max': 800}").values(), 0, BANDS, FRAMES);
        float above = greatest(features("{'f_max': 100}").values(), 0, BANDS, FRAMES);
        float below = greatest(features("{'f_min': 2000}").values(), 0, BANDS, FRAMES);

        // Then
        assertThat(above).isLessThan(within - 10);
        assertThat(below).isLessThan(within - 10);
    }

    @Test
    @ShowsEffectOf("normalize_audio")
    void recordingsAreDividedByTheirPeak() throws Exception {
        // When
        float[] normalised = features("{'normalize_audio': true}").values();
        float[] plain = features("{'normalize_audio': false}").values();

        // Then: the peak is about 8,000 of 32,768, and the same for every frame
        float gain = greatest(normalised, 0, BANDS, FRAMES) - greatest(plain, 0, BANDS, FRAMES);
        assertThat(gain).isEqualTo(12.2f, within(0.3f));
    }

    @Test
    @ShowsEffectOf("image_size")
    void theModelResizesBandsToTheHeightAndSeesTheWidth() throws Exception {
        // Given
        Recipe recipe = runs.fresh("{'image_size': [32, 24], 'window_frames': null}");

        // When
        Told told = runs.begin(recipe);

        // Then
        assertThat(recipe.trainingFeatures().windowFrames()).isEqualTo(24);
        assertThat(told.constants("initial.onnx"))
                .anyMatch(tensor -> tensor.getDimsList().equals(List.of(32L)));
        assertThat(runs.begin(runs.fresh("{}")).constants("initial.onnx"))
                .noneMatch(tensor -> tensor.getDimsList().equals(List.of(32L)));
    }

    @Test
    @ShowsEffectOf("window_frames")
    void theModelSeesSoManyFramesAtOnce() throws Exception {
        // When
        SampleFeatures features = features("{'window_frames': 8}");

        // Then
        assertThat(features.windowSize()).isEqualTo(BANDS * 8);
        assertThat(features.windows()).isEqualTo(4);
    }

    @Test
    @ShowsEffectOf("window_hop_frames")
    void windowsOverlapInServingAndNotInTraining() throws Exception {
        // Given
        Recipe recipe = runs.fresh("{'window_hop_frames': 8}");

        // When
        SampleFeatures serving = features(recipe.features());
        SampleFeatures training = features(recipe.trainingFeatures());

        // Then
        assertThat(training.windows()).isEqualTo(2);
        assertThat(serving.windows()).isGreaterThan(2);
        float[] second = Arrays.copyOfRange(serving.values(), BANDS * FRAMES, 2 * BANDS * FRAMES);
        for (int row = 0; row < BANDS; row++) {
            for (int frame = 0; frame < 8; frame++) {
                assertThat(second[row * FRAMES + frame])
                        .isEqualTo(serving.values()[row * FRAMES + 8 + frame], within(1e-3f));
            }
        }
    }

    @Test
    @ShowsEffectOf("max_num_width_samples")
    void astSeesSoManyFramesAtOnce() throws Exception {
        // Given
        String options =
                "{'model': 'ast', 'n_mels': null, 'sampling_rate': null, 'n_fft': null,"
                    + " 'hop_length': null, 'window_frames': null, 'max_num_width_samples': %d}";

        // When
        SampleFeatures narrow = features(options.formatted(20));
        SampleFeatures wide = features(options.formatted(40));

        // Then
        assertThat(narrow.windowSize()).isEqualTo(20 * 128);
        assertThat(wide.windowSize()).isEqualTo(40 * 128);
        assertThat(narrow.windows()).isGreaterThan(wide.windows());
    }

    @Test
    @ShowsEffectOf("padding")
    void theLastWindowIsFilledBySoundOrBySilence() throws Exception {
        // When: 32 frames are a window of 24 and a third of another
        float[] sound = features("{'window_frames': 24, 'padding': 'REPEAT'}").values();
        float[] silence = features("{'window_frames': 24, 'padding': 'ZERO'}").values();

        // Then
        int last = sound.length - 1;
        int size = BANDS * 24;
        assertThat(sound[last]).isNotEqualTo(silence[last]);
        assertThat(Arrays.copyOf(sound, size)).isEqualTo(Arrays.copyOf(silence, size));
    }
}
