package lumen.audio.augmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AugmentationRandomTest {
    /** {@code mix(key + γ)} for the key of seed 7, sample "a", epoch 1. */
    private static final long GOLDEN_FIRST = 7412564104046428652L;

    @Test
    void theKeyIsTheDocumentedHash() {
        // Given the first eight bytes of SHA-256 over 00..07, 00000001 and "a"
        AugmentationRandom random = AugmentationRandom.of(7, "a", 1);

        // When
        long first = random.nextLong();

        // Then; computed independently in Python, see the class's documentation
        assertThat(first).isEqualTo(GOLDEN_FIRST);
    }

    @Test
    void seedSampleEpochAndPurposeEachGiveOtherValues() {
        // Given
        long first = AugmentationRandom.of(7, "a", 1).nextLong();

        // When
        long[] others = {
            AugmentationRandom.of(8, "a", 1).nextLong(),
            AugmentationRandom.of(7, "b", 1).nextLong(),
            AugmentationRandom.of(7, "a", 2).nextLong(),
            AugmentationRandom.of(7, "a", 1).of("PITCH").nextLong(),
        };

        // Then
        assertThat(others).doesNotContain(first).doesNotHaveDuplicates();
    }

    @Test
    void aPurposeDoesNotDependOnWhatWasDrawnBefore() {
        // Given
        AugmentationRandom random = AugmentationRandom.of(7, "a", 1);
        long before = random.of("PITCH").nextLong();
        random.nextLong();

        // When
        long after = random.of("PITCH").nextLong();

        // Then
        assertThat(after).isEqualTo(before);
    }

    @Test
    void valuesAreUniformAndNormal() {
        // Given
        AugmentationRandom random = AugmentationRandom.of(1, "sample", 0);
        int count = 100_000;
        double sum = 0;
        double normal = 0;
        double square = 0;
        int[] dice = new int[6];

        // When
        for (int round = 0; round < count; round++) {
            sum += random.nextDouble();
            dice[random.nextInt(6)]++;
            double value = random.nextGaussian();
            normal += value;
            square += value * value;
        }

        // Then; four standard deviations each
        assertThat(sum / count).isCloseTo(0.5, within(0.0037));
        assertThat(normal / count).isCloseTo(0, within(0.013));
        assertThat(square / count).isCloseTo(1, within(0.018));
        for (int times : dice) {
            assertThat(times).isBetween(16_190, 17_140);
        }
    }
}
