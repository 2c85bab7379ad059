package lumen.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import lumen.audio.augmentation.Augmentations;
import lumen.datasets.AudioFile;
import lumen.datasets.Dataset;
import org.junit.jupiter.api.Test;

class SamplePlanTest {
    private static SamplePlan plan(Dataset dataset, boolean weighted, String... augmentations) {
        return new SamplePlan(
                dataset,
                TestingDatasets.FEATURES,
                Augmentations.parse(List.of(augmentations), List.of()),
                0,
                weighted,
                42);
    }

    @Test
    void everyFileIsOnceInAnEpochInAnOrderOfItsOwn() {
        // Given
        SamplePlan plan = plan(TestingDatasets.ofSize(50), false);

        // When
        int[] first = plan.order(0);
        int[] second = plan.order(1);

        // Then
        assertThat(first).containsExactlyInAnyOrder(Arrays.stream(second).toArray());
        assertThat(first).doesNotHaveDuplicates().hasSize(50).isNotEqualTo(second);
        assertThat(plan(TestingDatasets.ofSize(50), false).order(0)).isEqualTo(first);
    }

    @Test
    void filesOfRareLabelsAreDrawnMoreOften() {
        // Given 90 flutes, 9 pianos, one violin with a piano
        List<AudioFile> files = new ArrayList<>();
        for (int index = 0; index < 90; index++) {
            files.add(TestingDatasets.file(index, "flu"));
        }
        for (int index = 90; index < 99; index++) {
            files.add(TestingDatasets.file(index, "pia"));
        }
        files.add(TestingDatasets.file(99, "pia", "vio"));
        SamplePlan plan = plan(new Dataset(TestingDatasets.LABELS, files), true);

        // When
        int[] drawn = new int[3];
        for (int epoch = 0; epoch < 300; epoch++) {
            for (int file : plan.order(epoch)) {
                drawn[file < 90 ? 0 : file < 99 ? 1 : 2]++;
            }
        }

        // Then weights are 90 x 1/90, 9 x 1/10 and 1 x max(1/10, 1/1)
        assertThat((double) drawn[0]).isCloseTo(30_000 / 2.9, withPercentage(3));
        assertThat((double) drawn[1]).isCloseTo(30_000 * 0.9 / 2.9, withPercentage(3));
        assertThat((double) drawn[2]).isCloseTo(30_000 / 2.9, withPercentage(3));
    }

    @Test
    void aFileWithoutLabelsCanBeDrawn() {
        // Given
        Dataset dataset =
                new Dataset(
                        TestingDatasets.LABELS,
                        List.of(TestingDatasets.file(0), TestingDatasets.file(1, "flu")));

        // When
        Set<Integer> drawn = new HashSet<>();
        for (int epoch = 0; epoch < 20; epoch++) {
            Arrays.stream(plan(dataset, true).order(epoch)).forEach(drawn::add);
        }

        // Then
        assertThat(drawn).containsExactlyInAnyOrder(0, 1);
    }

    @Test
    void aCombinedSampleHasTheLabelsOfAllItsRecordings() {
        // Given
        Dataset dataset = TestingDatasets.ofSize(30);
        SamplePlan plan = plan(dataset, false, "SUM_N_SAMPLES");

        // When
        Sample sample = plan.sample(4, 0, 7);

        // Then three recordings of three instruments
        assertThat(sample.recordings()).hasSize(3).startsWith(dataset.files().get(7).path());
        assertThat(sample.labels()).containsExactly(1, 1, 1);
        assertThat(sample.variation()).isPresent();
    }

    @Test
    void aDonorOfASpectrumIsNotHeard() {
        // Given
        Dataset dataset = TestingDatasets.ofSize(30);
        SamplePlan plan = plan(dataset, false, "SPECTRUM_TRANSFER");

        // When
        Sample sample = plan.sample(0, 0, 7);

        // Then
        assertThat(sample.recordings()).hasSize(2);
        assertThat(sample.labels()).isEqualTo(dataset.target(dataset.files().get(7)));
    }

    @Test
    void samplesDependOnEpochAndPlaceOnly() {
        // Given
        SamplePlan plan = plan(TestingDatasets.ofSize(30), false, "MIXING");
        Sample first = plan.sample(1, 5, 9);

        // When
        plan.sample(0, 5, 9);
        plan.order(7);
        Sample again = plan(TestingDatasets.ofSize(30), false, "MIXING").sample(1, 5, 9);

        // Then
        assertThat(again).usingRecursiveComparison().isEqualTo(first);
        Set<List<?>> others = new HashSet<>();
        for (int epoch = 0; epoch < 20; epoch++) {
            others.add(plan.sample(epoch, 5, 9).recordings());
        }
        assertThat(others).hasSizeGreaterThan(5);
    }

    @Test
    void withoutAugmentationsASampleIsItsFileAsItIs() {
        // When
        Sample sample = plan(TestingDatasets.ofSize(3), false).sample(0, 0, 2);

        // Then
        assertThat(sample.variation()).isEmpty();
        assertThat(sample.recordings()).hasSize(1);
    }

    @Test
    void moreAndMoreSamplesAreAugmented() {
        // Given
        SamplePlan plan =
                new SamplePlan(
                        TestingDatasets.ofSize(30),
                        TestingDatasets.FEATURES,
                        Augmentations.parse(List.of("PITCH"), List.of()),
                        4,
                        false,
                        42);

        // When
        int[] augmented = new int[5];
        for (int epoch = 0; epoch < augmented.length; epoch++) {
            for (int place = 0; place < 1000; place++) {
                augmented[epoch] += plan.sample(epoch, place, 0).variation().isPresent() ? 1 : 0;
            }
        }

        // Then
        assertThat(augmented[0]).isBetween(90, 160);
        assertThat(augmented[2]).isBetween(580, 670);
        assertThat(augmented[4]).isEqualTo(1000);
    }
}
