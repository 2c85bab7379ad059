package lumen.audio.augmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SplittableRandom;
import lumen.audio.augmentation.filter.LoudnessMeter;
import lumen.audio.decoding.TestingWav;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignalEffectsTest {
    private static final int RATE = TestingTones.RATE;

    private static SplittableRandom random() {
        return new SplittableRandom(11);
    }

    @ParameterizedTest
    @ValueSource(doubles = {3, 10, 30})
    void backgroundNoiseHasExactlyItsSignalToNoiseRatio(double ratio, @TempDir Path folder)
            throws IOException {
        // Given two short noises of different levels, one in a folder below
        Files.createDirectories(folder.resolve("rain"));
        Files.write(
                folder.resolve("rain/a.wav"),
                TestingWav.floats(RATE, 3_000, i -> 0.1 * Math.sin(i * i)));
        Files.write(folder.resolve("b.WAV"), TestingWav.floats(RATE, 30_000, i -> Math.cos(i * i)));
        Files.writeString(folder.resolve("readme.txt"), "no audio");
        float[] samples = TestingTones.sine(440, RATE);
        BackgroundNoise noise = new BackgroundNoise(NoiseFolder.of(folder), Range.of(ratio));

        // When
        float[] noisy = noise.apply(samples.clone(), RATE, random());

        // Then
        double added = TestingTones.decibels(TestingTones.difference(noisy, samples));
        assertThat(TestingTones.decibels(samples) - added).isCloseTo(ratio, within(0.001));
    }

    @Test
    void aFolderWithoutNoiseIsRefused(@TempDir Path folder) {
        // Given an empty folder

        // When, then
        assertThatThrownBy(() -> NoiseFolder.of(folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("path_background_noise")
                .hasMessageContaining("no wav file");
    }

    @Test
    void noiseIsNotReadThroughLinks(@TempDir Path folder) throws IOException {
        // Given a folder with a link to a wav file elsewhere
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Path file =
                Files.write(
                        elsewhere.resolve("a.wav"), TestingWav.floats(RATE, 100, i -> Math.sin(i)));
        Path noise = Files.createDirectory(folder.resolve("noise"));
        Files.createSymbolicLink(noise.resolve("b.wav"), file);

        // When, then
        assertThatThrownBy(() -> NoiseFolder.of(noise)).hasMessageContaining("no wav file");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-2, -1, 0, 1, 2})
    void colourNoiseFallsBySixDecibelsAnOctaveTimesItsDecay(double decay) {
        // Given silence and noise of a fixed level
        ColorNoise noise = new ColorNoise(Range.of(decay), Range.of(10), Optional.of(0.1));

        // When
        float[] noisy = noise.apply(new float[RATE], RATE, random());

        // Then; the formula gives 20·log10 of ((1 + 0.01105·3000)/(1 + 0.01105·750)) over two
        // octaves
        double[] power = TestingTones.power(noisy);
        double low = TestingTones.bandDecibels(power, 700, 800);
        double high = TestingTones.bandDecibels(power, 2_800, 3_200);
        double wanted = -decay * 20 * Math.log10((1 + 0.01105 * 3_000) / (1 + 0.01105 * 750));
        assertThat(high - low).isCloseTo(wanted, within(2.0));
        assertThat(Decibels.level(noisy)).isCloseTo(0.1, within(1e-5));
    }

    @Test
    void colourNoiseHasExactlyItsSignalToNoiseRatio() {
        // Given
        float[] samples = TestingTones.sine(440, 40_000);
        ColorNoise noise = new ColorNoise(Range.of(1), Range.of(12), Optional.empty());

        // When
        float[] noisy = noise.apply(samples.clone(), RATE, random());

        // Then
        double added = TestingTones.decibels(TestingTones.difference(noisy, samples));
        assertThat(TestingTones.decibels(samples) - added).isCloseTo(12, within(0.001));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
    void aBandOfTheEqualiserHasItsGainAtItsCentre(int band) {
        // Given 9 dB in one band
        double[] gains = new double[7];
        gains[band] = 9;
        double frequency = SevenBandEqualiser.centres()[band];
        float[] samples = TestingTones.sine(frequency, 4 * RATE);
        float[] changed = samples.clone();

        // When
        SevenBandEqualiser.equalise(changed, RATE, gains);

        // Then a peak has all of its gain at its centre, a shelf half of it at its corner
        double gain = TestingTones.decibels(changed) - TestingTones.decibels(samples);
        assertThat(gain).isCloseTo(band == 0 || band == 6 ? 4.5 : 9, within(0.1));
    }

    @Test
    void theEqualisersGainsStayInTheirRange() {
        // Given the same gain in all bands
        float[] samples = TestingTones.sine(600, 2 * RATE);
        float[] before = samples.clone();

        // When
        new SevenBandEqualiser(Range.of(-6)).apply(samples, RATE, random());

        // Then the bands around it add to its own gain
        double gain = TestingTones.decibels(samples) - TestingTones.decibels(before);
        assertThat(gain).isBetween(-11.0, -6.0);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.2, 0.5, 1.0})
    void aRoomDecaysBySixtyDecibelsInItsTime(double seconds) {
        // Given the response of a room
        float[] response = RoomImpulse.response(RATE, seconds, 0, random());

        // When the energy that is left is summed backwards (Schroeder, 1965)
        double[] left = new double[response.length + 1];
        for (int index = response.length - 1; index >= 40; index--) {
            left[index] = left[index + 1] + (double) response[index] * response[index];
        }

        // Then it falls from -5 to -25 dB in a third of the time
        int first = 40;
        while (10 * Math.log10(left[first] / left[40]) > -5) {
            first++;
        }
        int last = first;
        while (10 * Math.log10(left[last] / left[40]) > -25) {
            last++;
        }
        assertThat(3.0 * (last - first) / RATE).isCloseTo(seconds, within(0.1 * seconds));
    }

    @Test
    void aRoomHasItsRatioOfDirectSoundAndKeepsLengthAndLevel() {
        // Given
        float[] response = RoomImpulse.response(RATE, 0.4, 6, random());
        float[] samples = TestingTones.sine(440, 20_000);

        // When
        float[] heard =
                new RoomImpulse(Range.of(0.4), Range.of(6)).apply(samples.clone(), RATE, random());

        // Then
        double rest = 0;
        for (int index = 1; index < response.length; index++) {
            rest += (double) response[index] * response[index];
        }
        assertThat(-10 * Math.log10(rest)).isCloseTo(6, within(0.01));
        assertThat(heard).hasSameSizeAs(samples).isNotEqualTo(samples);
        assertThat(TestingTones.decibels(heard))
                .isCloseTo(TestingTones.decibels(samples), within(0.001));
    }

    @Test
    void clippingCutsNoMoreThanItsShare() {
        // Given
        SplittableRandom random = random();
        for (int round = 0; round < 50; round++) {
            float[] samples = TestingTones.sine(333, RATE);

            // When
            float[] clipped = new Clipping(0.3).apply(samples.clone(), RATE, random);

            // Then
            int changed = 0;
            for (int index = 0; index < samples.length; index++) {
                changed += samples[index] == clipped[index] ? 0 : 1;
            }
            assertThat(changed).isLessThanOrEqualTo((int) (0.3 * RATE));
        }
    }

    @Test
    void aTimeMaskSilencesOneStretchOfAtMostItsShare() {
        // Given
        SplittableRandom random = random();
        int longest = 0;
        for (int round = 0; round < 100; round++) {
            float[] samples = new float[1_000];
            java.util.Arrays.fill(samples, 1);

            // When
            new TimeMask(0.3).apply(samples, RATE, random);

            // Then
            int silent = 0;
            int edges = 0;
            for (int index = 0; index < 1_000; index++) {
                silent += samples[index] == 0 ? 1 : 0;
                edges += index > 0 && samples[index] != samples[index - 1] ? 1 : 0;
            }
            assertThat(silent).isBetween(0, 300);
            assertThat(edges).isLessThanOrEqualTo(2);
            longest = Math.max(longest, silent);
        }
        assertThat(longest).isGreaterThan(200);
    }

    @Test
    void aTimeShiftIsCircularAndBounded() {
        // Given
        SplittableRandom random = random();
        float[] samples = new float[100];
        for (int index = 0; index < 100; index++) {
            samples[index] = index;
        }
        for (int round = 0; round < 100; round++) {

            // When
            float[] shifted = new TimeShift(0.1).apply(samples.clone(), RATE, random);

            // Then
            int later = Math.floorMod((int) (50 - shifted[50]), 100);
            assertThat(Math.min(later, 100 - later)).isLessThanOrEqualTo(10);
            for (int index = 0; index < 100; index++) {
                assertThat(shifted[(index + 1) % 100]).isEqualTo((shifted[index] + 1) % 100);
            }
        }
    }

    @Test
    void timeInversionPlaysBackwardsAndAsTheReferenceTurnsThePolarity() {
        // Given
        float[] samples = {1, 2, 3, 4, 5};

        // When
        float[] backwards = new TimeInversion(false).apply(samples.clone(), RATE, random());
        float[] turned = new TimeInversion(true).apply(samples.clone(), RATE, random());

        // Then
        assertThat(backwards).containsExactly(5, 4, 3, 2, 1);
        assertThat(turned).containsExactly(-1, -2, -3, -4, -5);
    }

    @Test
    void gainIsInDecibels() {
        // Given
        float[] samples = TestingTones.sine(440, RATE);
        double before = TestingTones.decibels(samples);

        // When
        new RandomGain(Range.of(-7)).apply(samples, RATE, random());

        // Then
        assertThat(TestingTones.decibels(samples) - before).isCloseTo(-7, within(1e-4));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-12, -23})
    void loudnessIsReached(double loudness) {
        // Given a second of a tone and one too short for a whole block
        float[] samples = TestingTones.sine(997, RATE);
        float[] shorter = TestingTones.sine(997, RATE / 5);
        LoudnessNormalization normalization = new LoudnessNormalization(loudness);

        // When
        normalization.apply(samples, RATE, random());
        normalization.apply(shorter, RATE, random());

        // Then
        assertThat(LoudnessMeter.measure(samples, RATE)).isCloseTo(loudness, within(0.01));
        assertThat(LoudnessMeter.measure(shorter, RATE)).isCloseTo(loudness, within(0.01));
    }

    @Test
    void aToneOfFullScaleHasTheLoudnessOfTheStandard() {
        // Given a mono tone of 997 Hz at full scale, -3.01 LUFS by ITU-R BS.1770
        float[] samples = TestingTones.sine(997, 2 * RATE);
        Decibels.scale(samples, 2);

        // When
        double loudness = LoudnessMeter.measure(samples, RATE);

        // Then; the cookbook's filters come within 0.2 LU of the standard's
        assertThat(loudness).isCloseTo(-3.01, within(0.2));
    }

    @Test
    void silenceStaysSilenceUnderEveryRatioAndLoudness() {
        // Given
        float[] silence = new float[RATE];

        // When
        new LoudnessNormalization(-12).apply(silence, RATE, random());
        new ColorNoise(Range.of(1), Range.of(10), Optional.empty()).apply(silence, RATE, random());
        new Clipping(0.1).apply(silence, RATE, random());

        // Then
        assertThat(silence).containsOnly(0);
    }

    @Test
    void aCropIsAStretchOfTheSignal() {
        // Given a signal that tells the place of each sample
        float[] samples = new float[1000];
        for (int index = 0; index < samples.length; index++) {
            samples[index] = index;
        }

        // When
        float[] stretch = new RandomCrop(0.1).apply(samples.clone(), 2_000, random());
        float[] round = new RandomCrop(1.2).apply(samples.clone(), 2_000, random());

        // Then a longer stretch goes on from the beginning
        assertThat(stretch).hasSize(200);
        assertThat(round).hasSize(2_400);
        for (int index = 1; index < stretch.length; index++) {
            assertThat(stretch[index]).isEqualTo(stretch[index - 1] + 1);
        }
        for (int index = 1; index < round.length; index++) {
            assertThat(round[index]).isEqualTo((round[index - 1] + 1) % 1000);
        }
        assertThat(new RandomCrop(1).apply(new float[0], 2_000, random())).isEmpty();
    }

    @Test
    void thePeakHasTheDrawnLevel() {
        // Given
        float[] samples = {0.1f, -0.5f, 0.3f};

        // When
        float[] leveled = new PeakLevel(Range.of(-6)).apply(samples, RATE, random());

        // Then
        assertThat(leveled[1]).isCloseTo(-(float) Math.pow(10, -6 / 20.0), within(1e-6f));
        assertThat(leveled[0] / leveled[1]).isCloseTo(-0.2f, within(1e-6f));
        assertThat(new PeakLevel(Range.of(-6)).apply(new float[2], RATE, random())).containsOnly(0);
    }
}
