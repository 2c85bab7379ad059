package lumen.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lumen.audio.augmentation.Augmentations;
import org.junit.jupiter.api.Test;

class BatchFeedTest {
    private final List<String> lines = new ArrayList<>();

    private static SamplePlan plan(int files) {
        return new SamplePlan(
                TestingDatasets.ofSize(files),
                TestingDatasets.FEATURES,
                Augmentations.parse(List.of("SUM_N_SAMPLES"), List.of("sum_n_samples=2")),
                0,
                false,
                7);
    }

    private BatchFeed feed(int files, FeatureSource source, boolean dropLast, int ahead) {
        return new BatchFeed(plan(files), source, 4, dropLast, ahead, lines::add);
    }

    private static List<Batch> rest(BatchFeed feed) throws Exception {
        List<Batch> batches = new ArrayList<>();
        while (feed.hasNext()) {
            batches.add(feed.next());
        }
        return batches;
    }

    @Test
    void batchesAreTheSameWhateverArrivesFirst() throws Exception {
        // Given
        BatchFeed one = feed(21, new TestingSource(1), false, 1);
        one.begin(3);
        List<Batch> inOrder = rest(one);

        // When
        BatchFeed other = feed(21, new TestingSource(2), false, 13);
        other.begin(3);
        List<Batch> inAnyOrder = rest(other);

        // Then
        assertThat(inOrder).hasSize(6);
        assertThat(inAnyOrder).usingRecursiveComparison().isEqualTo(inOrder);
    }

    @Test
    void anEpochIsTakenUpAtAnyBatch() throws Exception {
        // Given
        BatchFeed whole = feed(21, new TestingSource(1), true, 5);
        whole.begin(2);
        List<Batch> all = rest(whole);

        // When
        BatchFeed later = feed(21, new TestingSource(9), true, 5);
        later.begin(2, 3);
        List<Batch> end = rest(later);

        // Then
        assertThat(all).hasSize(5);
        assertThat(end).usingRecursiveComparison().isEqualTo(all.subList(3, 5));
    }

    @Test
    void aFeedAsksForNoMoreThanItMay() throws Exception {
        // Given
        TestingSource source = new TestingSource(1);
        BatchFeed feed = feed(40, source, true, 6);

        // When
        feed.begin(0);
        List<Batch> batches = rest(feed);

        // Then
        assertThat(batches).hasSize(10);
        assertThat(source.mostInFlight()).isBetween(1, 6);
        assertThat(source.requests()).isEqualTo(40);
    }

    @Test
    void everyWindowHasTheLabelsOfItsSample() throws Exception {
        // Given
        BatchFeed feed = feed(8, new TestingSource(1), true, 4);
        feed.begin(0);

        // When
        Batch batch = feed.next();

        // Then
        int[] order = plan(8).order(0);
        assertThat(Arrays.stream(batch.windowsOfFile()).sum()).isEqualTo(batch.windows());
        assertThat(batch.features()).hasSize(batch.windows() * TestingSource.WINDOW);
        int window = 0;
        for (int place = 0; place < 4; place++) {
            Sample sample = plan(8).sample(0, place, order[place]);
            assertThat(batch.sampleIds().get(place)).isEqualTo(sample.id());
            for (int count = 0; count < batch.windowsOfFile()[place]; count++, window++) {
                assertThat(Arrays.copyOfRange(batch.targets(), window * 3, window * 3 + 3))
                        .isEqualTo(sample.labels());
            }
        }
    }

    @Test
    void aSampleThatCannotBeUsedIsLeftOutAndTold() throws Exception {
        // Given
        BatchFeed feed = feed(21, new TestingSource(1).without("5.wav"), false, 4);
        feed.begin(0);

        // When
        List<Batch> batches = rest(feed);

        // Then
        assertThat(batches.stream().mapToInt(batch -> batch.sampleIds().size()).sum())
                .isEqualTo(20);
        assertThat(feed.unusable()).isEqualTo(1);
        assertThat(lines).singleElement().asString().contains("5.wav", "AUDIO_UNREADABLE");
    }

    @Test
    void tooManySamplesThatCannotBeUsedEndTheRun() {
        // Given
        BatchFeed feed =
                feed(
                        21,
                        new TestingSource(1).without("5.wav").without("6.wav").without("7.wav"),
                        false,
                        4);
        feed.begin(0);

        // When, Then
        assertThatThrownBy(() -> rest(feed))
                .isInstanceOf(TrainingDataException.class)
                .hasMessageContaining("3 of the 21 samples of epoch 1 cannot be used");
    }

    @Test
    void aSetSmallerThanABatchIsRefused() {
        assertThatThrownBy(() -> feed(3, new TestingSource(1), true, 4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3 training files are fewer than a batch of 4");
    }
}
