package lumen.audio.augmentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SpectrogramAugmentationTest {
    private static final int BANDS = 16;
    private static final int FRAMES = 10;

    static Stream<SpectrogramAugmentation> augmentations() {
        return Stream.of(
                new NoiseFloor(1, 10, 20),
                new BandShift(3, 1),
                new Masks(2, 0.4, 2, 0.4),
                new Blur(1, 2));
    }

    private static Spectrogram spectrogram(float[] values) {
        return Spectrogram.ofPower(values, BANDS, FRAMES);
    }

    /** Every value says its place: band times 100 plus frame plus 1. */
    private static float[] places() {
        float[] values = new float[BANDS * FRAMES];
        for (int index = 0; index < values.length; index++) {
            values[index] = index / FRAMES * 100 + index % FRAMES + 1;
        }
        return values;
    }

    @ParameterizedTest
    @MethodSource("augmentations")
    void theSameSeedGivesTheSameSpectrogram(SpectrogramAugmentation augmentation) {
        // Given
        float[] first = places();
        float[] second = places();
        augmentation.apply(spectrogram(first), new SplittableRandom(3));

        // When
        augmentation.apply(spectrogram(second), new SplittableRandom(3));

        // Then
        assertThat(second).containsExactly(first).isNotEqualTo(places());
    }

    @Test
    void noiseOnlyAddsPower() {
        // Given
        float[] values = places();

        // When
        new NoiseFloor(1, 10, 20).apply(spectrogram(values), new SplittableRandom(4));

        // Then
        float[] before = places();
        for (int index = 0; index < values.length; index++) {
            assertThat(values[index]).isGreaterThan(before[index]);
        }
    }

    @Test
    void shiftingMovesWholeBandsAndRepeatsTheEdge() {
        // Given
        float[] values = places();

        // When
        new BandShift(3, 1).apply(spectrogram(values), new SplittableRandom(3));

        // Then every band is another band, moved by the same number
        int shift = 8 - (int) (values[8 * FRAMES] / 100);
        assertThat(Math.abs(shift)).isBetween(1, 3);
        for (int band = 0; band < BANDS; band++) {
            int from = Math.clamp(band - shift, 0, BANDS - 1);
            assertThat(values[band * FRAMES]).isEqualTo(from * 100 + 1);
        }
    }

    @Test
    void masksHideNoMoreThanTheirShare() {
        // Given
        SplittableRandom random = new SplittableRandom(5);

        for (int round = 0; round < 100; round++) {
            float[] values = places();

            // When one stripe of at most 4 bands is hidden
            new Masks(1, 0.25, 0, 0).apply(spectrogram(values), random);

            // Then
            float[] before = places();
            int hidden = 0;
            for (int index = 0; index < values.length; index++) {
                hidden += values[index] == before[index] ? 0 : 1;
            }
            assertThat(hidden).isLessThanOrEqualTo(4 * FRAMES);
            assertThat(hidden % FRAMES).isZero();
        }
    }

    @Test
    void blurringKeepsASteadyToneAndSpreadsAClick() {
        // Given a steady first band and a click in the second
        float[] values = new float[2 * FRAMES];
        java.util.Arrays.fill(values, 0, FRAMES, 7);
        values[FRAMES + 5] = 1;

        // When
        new Blur(1, 2).apply(Spectrogram.ofDecibels(values, 2, FRAMES), new SplittableRandom(1));

        // Then
        float spread = 0;
        for (int frame = 0; frame < FRAMES; frame++) {
            assertThat(values[frame]).isCloseTo(7, org.assertj.core.data.Offset.offset(1e-4f));
            spread += values[FRAMES + frame];
        }
        assertThat(values[FRAMES + 5]).isLessThan(1);
        assertThat(spread).isCloseTo(1, org.assertj.core.data.Offset.offset(1e-2f));
    }

    @Test
    void aWholeTransferGivesTheOthersMeans() {
        // Given a share drawn close to 1
        float[] values = places();
        float[] other = new float[BANDS * FRAMES];
        for (int index = 0; index < other.length; index++) {
            other[index] = -(index % FRAMES);
        }
        SplittableRandom random = new SplittableRandom(8);
        double moved = new SplittableRandom(8).nextDouble();

        // When
        new SpectrumTransfer(1, 1).apply(spectrogram(values), spectrogram(other), random);

        // Then the mean of band 3, 305.5, has moved towards -4.5
        double mean = 0;
        for (int frame = 0; frame < FRAMES; frame++) {
            mean += values[3 * FRAMES + frame] / FRAMES;
        }
        assertThat(mean)
                .isCloseTo(
                        305.5 + moved * (-4.5 - 305.5), org.assertj.core.data.Offset.offset(1e-3));
    }

    @Test
    void mixingAddsAsOftenAsItsProbabilitiesSay() {
        // Given
        Mixing mixing = new Mixing(0.6, 0.25, -6, 6);
        SplittableRandom random = new SplittableRandom(6);
        int[] counts = new int[3];

        // When
        for (int round = 0; round < 10_000; round++) {
            counts[mixing.added(random)]++;
        }

        // Then; three standard deviations are about 150
        assertThat(counts[0]).isBetween(3850, 4150);
        assertThat(counts[1]).isBetween(4350, 4650);
        assertThat(counts[2]).isBetween(1350, 1650);
    }
}
