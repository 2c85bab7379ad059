package lumen.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import lumen.audio.FeatureExtractor;
import lumen.audio.FeatureSpecification;
import lumen.audio.LogMelSpectrogramFeatures;
import lumen.audio.Padding;
import lumen.audio.Windowing;
import lumen.audio.augmentation.Augmentations;
import lumen.audio.decoding.AudioException;
import lumen.audio.decoding.AudioSource;
import lumen.audio.decoding.DecodingLimits;
import lumen.audio.mel.MelParameters;
import lumen.contracts.error.ErrorCode;
import lumen.datasets.AudioFile;
import lumen.datasets.Dataset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LocalFeatureSourceTest {
    private static final FeatureSpecification FEATURES =
            new LogMelSpectrogramFeatures(
                    new MelParameters(8000, 256, 200, 16, 0, 4000),
                    true,
                    new Windowing(20, 20, Padding.REPEAT));

    @TempDir Path folder;
    private Dataset dataset;

    @BeforeEach
    void writeFiles() throws Exception {
        List<AudioFile> files = new ArrayList<>();
        for (int index = 0; index < 9; index++) {
            files.add(
                    new AudioFile(
                            TestingAudio.noise(folder, index),
                            List.of(TestingDatasets.LABELS.codes().get(index % 3))));
        }
        dataset = new Dataset(TestingDatasets.LABELS, files);
    }

    private List<Batch> epoch(int threads, int ahead, int firstBatch) throws Exception {
        SamplePlan plan =
                new SamplePlan(
                        dataset,
                        FEATURES,
                        Augmentations.parse(
                                List.of("MIXING", "PITCH", "TIME_SHIFT", "FREQ_MASK"), List.of()),
                        0,
                        true,
                        3);
        List<Batch> batches = new ArrayList<>();
        try (LocalFeatureSource source = new LocalFeatureSource(threads);
                BatchFeed feed = new BatchFeed(plan, source, 2, false, ahead, line -> {})) {
            feed.begin(1, firstBatch);
            while (feed.hasNext()) {
                batches.add(feed.next());
            }
        }
        return batches;
    }

    @Test
    void batchesDoNotDependOnThreadsNorOnWhereAnEpochIsTakenUp() throws Exception {
        // Given
        List<Batch> byOne = epoch(1, 1, 0);

        // When
        List<Batch> byThree = epoch(3, 8, 0);
        List<Batch> resumed = epoch(2, 5, 3);

        // Then
        assertThat(byOne).hasSize(5);
        assertThat(byThree).usingRecursiveComparison().isEqualTo(byOne);
        assertThat(resumed).usingRecursiveComparison().isEqualTo(byOne.subList(3, 5));
    }

    @Test
    void aSampleThatIsNotVariedHasTheFeaturesOfServing() throws Exception {
        // Given
        Path file = dataset.files().get(4).path();
        List<Float> expected = new ArrayList<>();
        int[] windows = new int[1];
        FeatureExtractor.of(FEATURES)
                .extract(
                        AudioSource.of(file),
                        DecodingLimits.defaults(),
                        (index, start, end, values) -> {
                            windows[0]++;
                            for (float value : values) {
                                expected.add(value);
                            }
                        });

        // When
        SampleFeatures features;
        try (LocalFeatureSource source = new LocalFeatureSource(1)) {
            features = source.request(asItIs(file)).get();
        }

        // Then
        assertThat(features.windows()).isEqualTo(windows[0]).isGreaterThan(1);
        assertThat(features.values()).hasSize(expected.size());
        for (int index = 0; index < expected.size(); index++) {
            assertThat(features.values()[index]).isEqualTo(expected.get(index));
        }
    }

    @Test
    void aFileThatIsNoAudioFailsItsSampleOnly() throws Exception {
        // Given
        Path text = Files.writeString(folder.resolve("text.wav"), "no audio");

        // When
        try (LocalFeatureSource source = new LocalFeatureSource(2)) {
            CompletableFuture<SampleFeatures> failed = source.request(asItIs(text));
            CompletableFuture<SampleFeatures> missing =
                    source.request(asItIs(folder.resolve("missing.wav")));
            CompletableFuture<SampleFeatures> good =
                    source.request(asItIs(dataset.files().getFirst().path()));

            // Then
            assertThat(good.get().windows()).isPositive();
            assertCode(failed, ErrorCode.AUDIO_UNREADABLE);
            assertCode(missing, ErrorCode.AUDIO_NOT_FOUND);
        }
    }

    private static void assertCode(CompletableFuture<SampleFeatures> answer, ErrorCode code) {
        assertThatThrownBy(answer::get)
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        SampleException.class,
                        failure -> assertThat(failure.code()).isEqualTo(code));
    }

    @ParameterizedTest
    @EnumSource(AudioException.Reason.class)
    void everyReasonHasACode(AudioException.Reason reason) {
        assertThat(LocalFeatureSource.codeOf(reason).name()).endsWith(reason.name());
    }

    private static Sample asItIs(Path file) {
        return new Sample(file.toString(), List.of(file), new float[3], FEATURES, Optional.empty());
    }
}
