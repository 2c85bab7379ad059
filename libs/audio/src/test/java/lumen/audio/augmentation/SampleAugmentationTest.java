package lumen.audio.augmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleAugmentationTest {
    private static SampleAugmentation sample(String names, String... arguments) {
        return Augmentations.parse(List.of(names.split(" ")), List.of(arguments))
                .sample(5, "clip", 2);
    }

    /** Clips of one value each: 1, 2, 3 and so on. */
    private static List<float[]> clips(int... lengths) {
        List<float[]> clips = new ArrayList<>();
        for (int index = 0; index < lengths.length; index++) {
            float[] clip = new float[lengths[index]];
            java.util.Arrays.fill(clip, index + 1);
            clips.add(clip);
        }
        return clips;
    }

    @ParameterizedTest
    @CsvSource({
        "CONCAT_N_SAMPLES, concat_n_samples=4, 4",
        "SUM_N_SAMPLES, sum_n_samples=2, 2",
        "SUM_TWO_SAMPLES, sum_two_samples_p=1, 2",
        "CONCAT_N_SAMPLES SUM_N_SAMPLES, sum_n_samples=2, 6",
        "CONCAT_N_SAMPLES, as_reference=CONCAT_N_SAMPLES, 4",
        "CONCAT_N_SAMPLES SUM_N_SAMPLES, as_reference=CONCAT_N_SAMPLES, 9",
        "SUM_N_SAMPLES, sum_n_samples_p=0, 1",
        "SUM_N_SAMPLES MIXUP, sum_n_samples=2, 3",
        "PITCH, pitch_p=1, 1",
        "SPECTRUM_TRANSFER, spectrum_transfer_p=1, 2",
        "SPECTRUM_TRANSFER, spectrum_transfer_p=0, 1",
    })
    void aSampleNeedsAsManyRecordings(String names, String argument, int wanted) {
        // Given
        SampleAugmentation sample = sample(names, argument);

        // When
        int sources = sample.sources();

        // Then
        assertThat(sources).isEqualTo(wanted);
    }

    @Test
    void joiningPutsRecordingsOneAfterTheOther() {
        // Given
        SampleAugmentation sample = sample("CONCAT_N_SAMPLES");

        // When
        float[] signal = sample.signal(clips(2, 1, 3), 16_000);

        // Then
        assertThat(signal).containsExactly(1, 1, 2, 3, 3, 3);
    }

    @Test
    void summingIsTheMeanOverTheLongest() {
        // Given
        SampleAugmentation sample = sample("SUM_N_SAMPLES");

        // When
        float[] signal = sample.signal(clips(1, 3, 2), 16_000);

        // Then
        assertThat(signal).containsExactly(2, 5 / 3f, 2 / 3f);
    }

    @Test
    void joiningAndSummingSumsRowsOfJoinedClips() {
        // Given two rows of two clips, 5 samples: the first row is one longer
        SampleAugmentation sample =
                sample("CONCAT_N_SAMPLES SUM_N_SAMPLES", "concat_n_samples=2", "sum_n_samples=2");

        // When
        float[] signal = sample.signal(clips(2, 1, 1, 1), 16_000);

        // Then rows 1 1 2 and 3 4
        assertThat(signal).containsExactly(2, 2.5f, 1);
    }

    @Test
    void fewerRecordingsAreCombinedAsFarAsTheyGo() {
        // Given nothing could be found to be added
        SampleAugmentation sample = sample("SUM_N_SAMPLES MIXUP");

        // When
        float[] signal = sample.signal(clips(3), 16_000);

        // Then
        assertThat(signal).containsExactly(1, 1, 1);
    }

    @Test
    void tooManyRecordingsAreRefused() {
        // Given
        SampleAugmentation sample = sample("SUM_N_SAMPLES");

        // When, then
        assertThatThrownBy(() -> sample.signal(clips(1, 1, 1, 1), 16_000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("made of 3 recordings, but there are 4");
    }

    @Test
    void mixUpWeighsTwoAndKeepsAllLabels() {
        // Given
        SampleAugmentation sample = sample("MIXUP");

        // When
        float[] signal = sample.signal(clips(2, 1), 16_000);
        float[] labels = sample.labels(List.of(new float[] {1, 0, 0}, new float[] {0, 0.5f, 0}));

        // Then w·1 + (1 - w)·2, then w·1 alone
        double weight = signal[1];
        assertThat(weight).isBetween(0.0, 1.0);
        assertThat(signal[0]).isCloseTo((float) (weight + (1 - weight) * 2), within(1e-6f));
        assertThat(labels).containsExactly(1, 0.5f, 0);
    }

    @ParameterizedTest
    @CsvSource({"0.2, 0.1786", "1, 0.08333", "4, 0.02778"})
    void theWeightsOfMixUpHaveTheVarianceOfTheirDistribution(double alpha, double variance) {
        // Given
        MixUp mixUp = new MixUp(alpha);
        AugmentationRandom random = AugmentationRandom.of(1, "weights", 0);
        double square = 0;
        double sum = 0;

        // When
        for (int round = 0; round < 20_000; round++) {
            double weight = mixUp.weight(random);
            sum += weight;
            square += (weight - 0.5) * (weight - 0.5);
        }

        // Then
        assertThat(sum / 20_000).isCloseTo(0.5, within(0.013));
        assertThat(square / 20_000).isCloseTo(variance, within(0.04 * variance));
    }

    @Test
    void mixingAddsAtTheDrawnLevel() {
        // Given a second recording always, 6 dB below the first
        SampleAugmentation sample =
                sample("MIXING", "mixing_second_p=1", "mixing_third_p=0", "mixing_level=-6");

        // When
        float[] signal = sample.signal(clips(2, 2), 16_000);

        // Then both are brought to the first's level before
        float wanted = 1 + (float) Math.pow(10, -6 / 20.0);
        assertThat(sample.sources()).isEqualTo(2);
        assertThat(signal).containsExactly(new float[] {wanted, wanted}, within(1e-6f));
    }

    @Test
    void recordingsAreVariedByThemselvesBeforeTheyAreCombined() {
        // Given clips of different lengths, of which the shorter one would end in silence
        String[] arguments = {"random_crop_seconds=0.01", "peak_level=-40,0"};
        String names = "SUM_TWO_SAMPLES RANDOM_CROP PEAK_LEVEL";
        List<float[]> recordings = clips(5, 400);

        // When
        float[] together = sample(names, arguments).signal(recordings, 16_000);
        float[] each =
                sample(names, arguments[0], arguments[1], "each_recording=RANDOM_CROP,PEAK_LEVEL")
                        .signal(recordings, 16_000);

        // Then each is as long as the stretch, has a level of its own, and is left as it was
        assertThat(together).hasSize(160);
        assertThat(each).hasSize(160).containsOnly(each[0]);
        assertThat(each[0]).isBetween(0.01f, 1f).isNotEqualTo(together[0]);
        assertThat(recordings.getFirst()).hasSize(5).containsOnly(1);
    }

    @Test
    void theDonorOfASpectrumIsNotHeard() {
        // Given one recording to be summed and one that gives its spectrum
        SampleAugmentation sample =
                sample("SUM_TWO_SAMPLES SPECTRUM_TRANSFER", "spectrum_transfer_share=1");
        List<float[]> recordings = clips(1, 1, 1);
        List<float[]> labels =
                List.of(new float[] {1, 0, 0}, new float[] {0, 1, 0}, new float[] {0, 0, 1});
        float[] values = {1, 3};

        // When
        float[] signal = sample.signal(recordings, 16_000);
        float[] union = sample.labels(labels);
        sample.spectrogram(
                Spectrogram.ofDecibels(values, 1, 2),
                java.util.Optional.of(Spectrogram.ofDecibels(new float[] {9, 11, 13}, 1, 3)));

        // Then mean and deviation have moved towards the donor's
        assertThat(sample.donor(recordings)).contains(recordings.get(2));
        assertThat(sample.donor(recordings.subList(0, 2))).isEmpty();
        assertThat(signal).containsExactly(1.5f);
        assertThat(union).containsExactly(1, 1, 0);
        assertThat((values[0] + values[1]) / 2).isBetween(2.1f, 11f);
    }

    @Test
    void recordingsAreLeftAsTheyAre() {
        // Given
        List<float[]> recordings = clips(400);
        SampleAugmentation sample = sample("TIME_MASK RANDOM_GAIN COLOR_NOISE");

        // When
        float[] signal = sample.signal(recordings, 16_000);

        // Then
        assertThat(recordings.getFirst()).containsOnly(1);
        assertThat(signal).hasSize(400).isNotEqualTo(recordings.getFirst());
    }

    @Test
    void aProbabilityDecidesForEachSample() {
        // Given
        Augmentations augmentations =
                Augmentations.parse(
                        List.of("RANDOM_GAIN"), List.of("random_gain=-20", "random_gain_p=0.3"));
        int changed = 0;

        // When
        for (int item = 0; item < 2_000; item++) {
            float[] signal = augmentations.sample(1, "item " + item, 0).signal(clips(1), 16_000);
            changed += signal[0] == 1 ? 0 : 1;
        }

        // Then; four standard deviations are 82
        assertThat(changed).isBetween(518, 682);
    }
}
