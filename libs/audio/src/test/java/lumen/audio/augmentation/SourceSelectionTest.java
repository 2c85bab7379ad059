package lumen.audio.augmentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SourceSelectionTest {
    private final AugmentationRandom random = AugmentationRandom.of(1, "selection", 0);

    @Test
    void otherInstrumentsAreDrawnUniformlyEachOnce() {
        // Given a piano, two flutes, an organ and a violin
        SourceSelection selection =
                new SourceSelection(
                        List.of(
                                new float[] {1, 0, 0, 0},
                                new float[] {0, 1, 0, 0},
                                new float[] {0, 1, 0, 0},
                                new float[] {0, 0, 1, 0},
                                new float[] {0, 0, 0, 1}));
        int[] counts = new int[5];

        for (int round = 0; round < 3_000; round++) {
            // When two are added to the piano
            int[] chosen = selection.choose(0, 2, random);

            // Then they are different instruments
            assertThat(chosen).hasSize(2);
            assertThat(chosen[0]).isNotEqualTo(chosen[1]);
            assertThat(chosen[0] < 3 && chosen[1] < 3).isFalse();
            counts[chosen[0]]++;
            counts[chosen[1]]++;
        }
        assertThat(counts[0]).isZero();
        assertThat(counts[1] + counts[2]).isBetween(1_900, 2_100);
        assertThat(counts[3]).isBetween(1_900, 2_100);
        assertThat(counts[4]).isBetween(1_900, 2_100);
    }

    @Test
    void instrumentsAreRepeatedWhenThereAreTooFew() {
        // Given one other instrument, and one that no recording has
        SourceSelection selection =
                new SourceSelection(List.of(new float[] {1, 0, 0}, new float[] {0, 1, 0}));

        // When
        int[] chosen = selection.choose(0, 3, random);

        // Then
        assertThat(chosen).containsExactly(1, 1, 1);
    }

    @Test
    void nothingIsAddedToARecordingOfEveryInstrument() {
        // Given
        SourceSelection selection =
                new SourceSelection(List.of(new float[] {1, 1}, new float[] {0, 1}));

        // When
        int[] chosen = selection.choose(0, 2, random);

        // Then
        assertThat(chosen).isEmpty();
    }
}
