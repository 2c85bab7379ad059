package lumen.audio.augmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SpectrogramEffectsTest {
    private static final int BANDS = 64;
    private static final int FRAMES = 100;
    private static final float SILENCE = -100;

    private final SplittableRandom random = new SplittableRandom(12);

    private static Spectrogram flat() {
        float[] values = new float[BANDS * FRAMES];
        Arrays.fill(values, -20);
        return Spectrogram.ofDecibels(values, BANDS, FRAMES);
    }

    private static boolean silent(Spectrogram spectrogram, int band, int frame) {
        return spectrogram.values()[band * FRAMES + frame] == SILENCE;
    }

    private static int silent(Spectrogram spectrogram) {
        int count = 0;
        for (float value : spectrogram.values()) {
            count += value == SILENCE ? 1 : 0;
        }
        return count;
    }

    @Test
    void aFrequencyMaskHidesWholeBandsAndNoMoreThanItsParameter() {
        int most = 0;
        for (int round = 0; round < 200; round++) {
            // Given
            Spectrogram spectrogram = flat();

            // When
            new FrequencyMask(20, false).apply(spectrogram, random);

            // Then
            int hidden = silent(spectrogram);
            assertThat(hidden % FRAMES).isZero();
            assertThat(hidden / FRAMES).isBetween(0, 20);
            most = Math.max(most, hidden / FRAMES);
        }
        assertThat(most).isGreaterThanOrEqualTo(17);
    }

    @Test
    void asTheReferenceAFrequencyMaskHidesFrames() {
        // Given
        Spectrogram spectrogram = flat();

        // When
        new FrequencyMask(90, true).apply(spectrogram, new SplittableRandom(3));

        // Then
        int hidden = silent(spectrogram);
        assertThat(hidden).isPositive();
        assertThat(hidden % BANDS).isZero();
        int first = 0;
        while (!silent(spectrogram, 0, first)) {
            first++;
        }
        for (int band = 0; band < BANDS; band++) {
            assertThat(silent(spectrogram, band, first)).isTrue();
        }
    }

    @Test
    void pixelsAreHiddenAsOftenAsTheirShareSays() {
        // Given
        Spectrogram spectrogram = flat();

        // When
        new RandomPixels(0.25, false).apply(spectrogram, random);

        // Then; four standard deviations are 0.022
        assertThat(silent(spectrogram) / (double) (BANDS * FRAMES)).isCloseTo(0.25, within(0.022));
    }

    @Test
    void asTheReferenceTheShareOfPixelsIsDrawn() {
        double least = 1;
        double greatest = 0;
        for (int round = 0; round < 100; round++) {
            // Given
            Spectrogram spectrogram = flat();

            // When
            new RandomPixels(1, true).apply(spectrogram, random);

            // Then
            double share = silent(spectrogram) / (double) (BANDS * FRAMES);
            least = Math.min(least, share);
            greatest = Math.max(greatest, share);
        }
        assertThat(least).isLessThan(0.05);
        assertThat(greatest).isBetween(0.25, 0.32);
    }

    @Test
    void anErasedRectangleHasItsAreaAndAspect() {
        for (int round = 0; round < 100; round++) {
            // Given
            Spectrogram spectrogram = flat();

            // When
            new RandomErasing(new Range(0.05, 0.1), Range.of(2)).apply(spectrogram, random);

            // Then; rounding sides of 12 to 36 changes the area by 8 % at most
            int area = silent(spectrogram);
            assertThat(area / (double) (BANDS * FRAMES)).isBetween(0.045, 0.109);
            int height = 0;
            for (int band = 0; band < BANDS; band++) {
                int frame = 0;
                while (frame < FRAMES && !silent(spectrogram, band, frame)) {
                    frame++;
                }
                height += frame < FRAMES ? 1 : 0;
            }
            assertThat(area % height).isZero();
            int width = area / height;
            assertThat((double) height / width).isCloseTo(2, within(0.25));
        }
    }

    @Test
    void aRectangleThatNeverFitsHidesNothing() {
        // Given
        Spectrogram spectrogram = flat();

        // When
        new RandomErasing(Range.of(1), Range.of(1)).apply(spectrogram, random);

        // Then
        assertThat(silent(spectrogram)).isZero();
    }

    @Test
    void rollingMovesAllFramesAlikeAndNoFurtherThanItsShare() {
        for (int round = 0; round < 100; round++) {
            // Given every value tells its frame
            float[] values = new float[BANDS * FRAMES];
            for (int index = 0; index < values.length; index++) {
                values[index] = index % FRAMES;
            }

            // When
            new TimeRoll(0.2).apply(Spectrogram.ofPower(values, BANDS, FRAMES), random);

            // Then
            int shift = Math.floorMod(-(int) values[0], FRAMES);
            assertThat(Math.min(shift, FRAMES - shift)).isLessThanOrEqualTo(20);
            for (int index = 0; index < values.length; index++) {
                assertThat(values[index]).isEqualTo(Math.floorMod(index % FRAMES - shift, FRAMES));
            }
        }
    }

    @Test
    void filterAugmentationGivesEachBandOneGainWithinItsRange() {
        // Given
        Spectrogram decibels = flat();
        float[] one = new float[BANDS * FRAMES];
        Arrays.fill(one, 0.01f);
        Spectrogram power = Spectrogram.ofPower(one, BANDS, FRAMES);
        FilterAugmentation filter = new FilterAugmentation(new Range(3, 6), new Range(-6, 6));

        // When the same is drawn for decibels and for power
        filter.apply(decibels, new SplittableRandom(5));
        filter.apply(power, new SplittableRandom(5));

        // Then
        float least = 0;
        float greatest = 0;
        for (int band = 0; band < BANDS; band++) {
            float gain = decibels.values()[band * FRAMES] + 20;
            assertThat(gain).isBetween(-6f, 6f);
            for (int frame = 0; frame < FRAMES; frame++) {
                assertThat(decibels.values()[band * FRAMES + frame] + 20).isEqualTo(gain);
            }
            assertThat(10 * Math.log10(one[band * FRAMES] / 0.01)).isCloseTo(gain, within(1e-4));
            least = Math.min(least, gain);
            greatest = Math.max(greatest, gain);
        }
        assertThat(greatest - least).isGreaterThan(1);
    }

    @Test
    void aNoiseFloorIsTheSameInPowerAndItsLogarithms() {
        // Given the same values on three scales
        float[] power = new float[BANDS * FRAMES];
        for (int index = 0; index < power.length; index++) {
            power[index] = 1e-4f * (1 + index % 17);
        }
        float[] decibels = new float[power.length];
        float[] nepers = new float[power.length];
        for (int index = 0; index < power.length; index++) {
            decibels[index] = (float) (10 * Math.log10(power[index]));
            nepers[index] = (float) Math.log(power[index]);
        }
        NoiseFloor floor = new NoiseFloor(1, 10, 20);

        // When
        floor.apply(Spectrogram.ofPower(power, BANDS, FRAMES), new SplittableRandom(6));
        floor.apply(Spectrogram.ofDecibels(decibels, BANDS, FRAMES), new SplittableRandom(6));
        floor.apply(
                new Spectrogram(nepers, BANDS, FRAMES, Scale.NATURAL_LOGARITHM, -16),
                new SplittableRandom(6));

        // Then
        for (int index = 0; index < power.length; index++) {
            double wanted = 10 * Math.log10(power[index]);
            assertThat(decibels[index]).isCloseTo((float) wanted, within(1e-3f));
            assertThat(nepers[index] * 10 / Math.log(10)).isCloseTo(wanted, within(1e-3));
        }
    }

    @Test
    void whatNeedsPowerRefusesCoefficients() {
        // Given
        Spectrogram coefficients =
                new Spectrogram(new float[BANDS * FRAMES], BANDS, FRAMES, Scale.OTHER, 0);

        // When, then
        assertThatThrownBy(() -> new NoiseFloor(1, 10, 20).apply(coefficients, random))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("NOISE_FLOOR");
    }
}
