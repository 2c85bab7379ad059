package lumen.training.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import lumen.audio.FeatureExtractor;
import lumen.audio.FeatureSpecification;
import lumen.audio.LogMelSpectrogramFeatures;
import lumen.audio.Padding;
import lumen.audio.Windowing;
import lumen.audio.mel.MelParameters;
import org.junit.jupiter.api.Test;

class BatchFeedTest {
    private static final FeatureSpecification FEATURES =
            new LogMelSpectrogramFeatures(
                    new MelParameters(8000, 256, 200, 16, 0, 4000),
                    true,
                    new Windowing(20, 20, Padding.REPEAT));

    /** Noise of different lengths, one label each. */
    private static List<Recording> recordings(int count) {
        Random random = new Random(1);
        List<Recording> recordings = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            float[] samples = new float[3000 + 1000 * index];
            for (int place = 0; place < samples.length; place++) {
                samples[place] = (float) (0.1 * random.nextGaussian());
            }
            float[] target = new float[3];
            target[index % 3] = 1;
            recordings.add(Recording.normalised(samples, target));
        }
        return recordings;
    }

    private static BatchFeed feed(AugmentationStrength strength, long seed, int threads) {
        return new BatchFeed(
                recordings(9), FEATURES, strength.curriculum(4), 4, 0.5, seed, threads);
    }

    private static List<Batch> epoch(BatchFeed feed, int epoch) throws InterruptedException {
        feed.begin(epoch);
        List<Batch> batches = new ArrayList<>();
        for (int index = 0; index < feed.batchesPerEpoch(); index++) {
            batches.add(feed.next());
        }
        return batches;
    }

    private static float[] features(List<Batch> batches) {
        int size = batches.getFirst().features().length;
        float[] all = new float[batches.size() * size];
        for (int index = 0; index < batches.size(); index++) {
            System.arraycopy(batches.get(index).features(), 0, all, index * size, size);
        }
        return all;
    }

    @Test
    void batchesDoNotDependOnTheNumberOfThreads() throws InterruptedException {
        // Given
        List<Batch> byOne;
        try (BatchFeed feed = feed(AugmentationStrength.GROWING, 5, 1)) {
            byOne = epoch(feed, 2);
        }

        // When
        List<Batch> byThree;
        try (BatchFeed feed = feed(AugmentationStrength.GROWING, 5, 3)) {
            byThree = epoch(feed, 2);
        }

        // Then
        assertThat(features(byThree)).containsExactly(features(byOne));
    }

    @Test
    void epochsAndSeedsDiffer() throws InterruptedException {
        // Given
        float[] first;
        float[] otherEpoch;
        try (BatchFeed feed = feed(AugmentationStrength.STRONG, 5, 1)) {
            first = features(epoch(feed, 0));
            otherEpoch = features(epoch(feed, 1));
        }

        // When
        float[] otherSeed;
        try (BatchFeed feed = feed(AugmentationStrength.STRONG, 6, 1)) {
            otherSeed = features(epoch(feed, 0));
        }

        // Then
        assertThat(otherEpoch).isNotEqualTo(first);
        assertThat(otherSeed).isNotEqualTo(first);
    }

    @Test
    void mixedExamplesHaveTheLabelsOfTheirParts() throws InterruptedException {
        // Given recordings of one label each
        try (BatchFeed feed = feed(AugmentationStrength.STRONG, 5, 1)) {

            // When
            List<Batch> batches = epoch(feed, 0);

            // Then some examples have one label and some have more, but none has none
            List<Integer> counts = new ArrayList<>();
            for (Batch batch : batches) {
                for (int example = 0; example < batch.examples(); example++) {
                    int count = 0;
                    for (int label = 0; label < 3; label++) {
                        count += (int) batch.targets()[example * 3 + label];
                    }
                    counts.add(count);
                }
            }
            assertThat(counts).contains(1, 2).doesNotContain(0);
        }
    }

    @Test
    void withoutAugmentationAnExampleIsWhatServingComputes() throws InterruptedException {
        // Given one recording exactly as long as a window
        int length = 19 * 200;
        Random random = new Random(2);
        float[] samples = new float[length];
        for (int place = 0; place < length; place++) {
            samples[place] = (float) (0.1 * random.nextGaussian());
        }
        Recording recording = Recording.normalised(samples, new float[] {1});
        AugmentationRecipe recipe = AugmentationRecipe.none();

        // When it is read from the beginning, as the spare length of one sample leaves no choice
        short[] longer = new short[length + 1];
        System.arraycopy(recording.samples(), 0, longer, 0, length);
        float[] features;
        try (BatchFeed feed =
                new BatchFeed(
                        List.of(new Recording(longer, new float[] {1})),
                        FEATURES,
                        Curriculum.constant(recipe),
                        1,
                        1,
                        1,
                        1)) {
            feed.begin(0);
            features = feed.next().features();
        }

        // Then; 16-bit samples are rounded, and both are divided by the peak
        float[] rounded = new float[length];
        float peak = 0;
        for (int place = 0; place < length; place++) {
            peak = Math.max(peak, Math.abs(recording.samples()[place]));
        }
        for (int place = 0; place < length; place++) {
            rounded[place] = recording.samples()[place] / peak;
        }
        float[] expected = FeatureExtractor.of(FEATURES).spectrogram(rounded);
        assertThat(features).hasSameSizeAs(expected);
        for (int index = 0; index < features.length; index++) {
            assertThat(features[index])
                    .isCloseTo(expected[index], org.assertj.core.data.Offset.offset(0.01f));
        }
    }

    @Test
    void aBatchThatCannotBeFilledIsRefused() {
        // Given
        List<Recording> one = recordings(1);

        // When, Then
        assertThatThrownBy(
                        () ->
                                new BatchFeed(
                                        one,
                                        FEATURES,
                                        Curriculum.constant(AugmentationRecipe.none()),
                                        4,
                                        60,
                                        1,
                                        1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("fewer examples");
    }
}
