package lumen.audio.augmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import lumen.audio.augmentation.stretch.FourierTransform;
import lumen.audio.augmentation.stretch.PhaseVocoder;
import lumen.audio.augmentation.stretch.SincResampler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StretchAndPitchTest {
    private static final int RATE = TestingTones.RATE;

    @ParameterizedTest
    @CsvSource({"3, 523.2511", "-2, 391.9954", "0.5, 452.8930", "12, 880", "-7, 293.6648"})
    void pitchMovesByTrueSemitonesAndKeepsTheLength(double semitones, double wanted) {
        // Given two seconds of 440 Hz
        float[] samples = TestingTones.sine(440, 2 * RATE);
        PitchShift shift = new PitchShift(Range.of(semitones), false);

        // When
        float[] shifted = shift.apply(samples, RATE, new SplittableRandom(1));

        // Then
        assertThat(shifted).hasSize(2 * RATE);
        assertThat(TestingTones.cents(TestingTones.frequency(shifted), wanted))
                .isCloseTo(0, within(0.5));
    }

    @Test
    void aShiftedToneStaysPure() {
        // Given
        float[] samples = TestingTones.sine(440, 2 * RATE);

        // When
        float[] shifted =
                PitchShift.shift(PhaseVocoder.forRate(RATE), samples, Math.pow(2, 3 / 12.0));

        // Then all but a thousandth of the power lies within 10 Hz of the tone
        double[] power = TestingTones.power(shifted);
        double all = 0;
        double near = 0;
        for (int bin = 0; bin < power.length; bin++) {
            double frequency = bin * (double) RATE / 8_192;
            all += power[bin];
            near += Math.abs(frequency - 523.25) < 10 ? power[bin] : 0;
        }
        assertThat(near / all).isGreaterThan(0.999);
        assertThat(TestingTones.decibels(shifted))
                .isCloseTo(TestingTones.decibels(samples), within(0.2));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 0.8, 0.93, 1.1, 1.25, 2})
    void stretchingChangesTheLengthExactlyAndKeepsThePitch(double rate) {
        // Given
        float[] samples = TestingTones.sine(440, 40_001);
        TimeStretch stretch = new TimeStretch(Range.of(rate));

        // When
        float[] stretched = stretch.apply(samples, RATE, new SplittableRandom(1));

        // Then
        assertThat(stretched).hasSize((int) Math.round(40_001 / rate));
        assertThat(TestingTones.cents(TestingTones.frequency(stretched), 440))
                .isCloseTo(0, within(0.5));
    }

    @Test
    void rateOneGivesTheSignalBack() {
        // Given noise
        SplittableRandom random = new SplittableRandom(3);
        float[] samples = new float[RATE];
        for (int index = 0; index < samples.length; index++) {
            samples[index] = (float) random.nextGaussian();
        }

        // When
        float[] stretched = new PhaseVocoder(1_024).stretch(samples, 1);

        // Then
        for (int index = 0; index < samples.length; index++) {
            assertThat(stretched[index]).isCloseTo(samples[index], within(1e-5f));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.8, 1.25})
    void clicksStayWhereTheyBelongAndSharp(double rate) {
        // Given a click each quarter of a second
        float[] samples = new float[2 * RATE];
        for (int index = 2_000; index < samples.length; index += 4_000) {
            samples[index] = 1;
        }

        // When
        float[] stretched = PhaseVocoder.forRate(RATE).stretch(samples, rate);

        // Then most energy lies within 8 ms of where they should be
        double near = 0;
        double all = 0;
        for (int index = 0; index < stretched.length; index++) {
            double source = index * rate;
            double distance = Math.abs(Math.IEEEremainder(source - 2_000, 4_000)) / rate;
            double power = stretched[index] * stretched[index];
            all += power;
            near += distance < 0.008 * RATE ? power : 0;
        }
        assertThat(near / all).isGreaterThan(0.6);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 100})
    void shortSignalsAreStretchedToo(int length) {
        // Given
        float[] samples = TestingTones.sine(440, length);

        // When
        float[] stretched = PhaseVocoder.forRate(RATE).stretch(samples, 0.5);

        // Then
        assertThat(stretched).hasSize(2 * length);
        for (float sample : stretched) {
            assertThat(sample).isBetween(-2f, 2f);
        }
    }

    @Test
    void theReferenceKnowsTwoRatiosAt16Kilohertz() {
        // Given
        PitchShift shift = new PitchShift(new Range(-2, 2), true);

        // When
        List<Double> ratios = shift.referenceRatios(16_000);

        // Then
        assertThat(ratios).containsExactly(125 / 128.0, 128 / 125.0);
    }

    @Test
    void asTheReferenceAToneMovesByFourTenthsOfASemitone() {
        // Given
        PitchShift shift = new PitchShift(new Range(-2, 2), true);

        // When
        float[] shifted =
                shift.apply(TestingTones.sine(440, 2 * RATE), RATE, new SplittableRandom(1));

        // Then
        double cents = TestingTones.cents(TestingTones.frequency(shifted), 440);
        assertThat(Math.abs(cents)).isCloseTo(41.06, within(0.5));
    }

    @Test
    void theTransformIsThatOfTheDefinition() {
        // Given random samples
        SplittableRandom random = new SplittableRandom(4);
        double[] frame = new double[64];
        for (int index = 0; index < frame.length; index++) {
            frame[index] = random.nextDouble() - 0.5;
        }
        double[] spectrum = new double[66];

        // When
        new FourierTransform(64).forward(frame, spectrum);

        // Then
        for (int bin = 0; bin <= 32; bin++) {
            double real = 0;
            double imaginary = 0;
            for (int index = 0; index < 64; index++) {
                real += frame[index] * Math.cos(2 * Math.PI * bin * index / 64);
                imaginary -= frame[index] * Math.sin(2 * Math.PI * bin * index / 64);
            }
            assertThat(spectrum[bin]).isCloseTo(real, within(1e-12));
            assertThat(spectrum[33 + bin]).isCloseTo(imaginary, within(1e-12));
        }
    }

    @Test
    void theInverseUndoesTheTransform() {
        // Given
        FourierTransform fourier = new FourierTransform(256);
        double[] frame = new double[256];
        for (int index = 0; index < frame.length; index++) {
            frame[index] = Math.sin(index * index);
        }
        double[] spectrum = new double[258];
        fourier.forward(frame, spectrum);
        double[] back = new double[256];

        // When
        fourier.inverse(spectrum, back);

        // Then
        assertThat(back).containsExactly(frame, within(1e-13));
    }

    @Test
    void resamplingKeepsWhatFitsAndDropsWhatDoesNot() {
        // Given a tone that fits below the new Nyquist frequency and one that does not
        float[] low = TestingTones.sine(1_000, RATE);
        float[] high = TestingTones.sine(7_000, RATE);

        // When both are read 1.5 times as fast
        float[] faster = SincResampler.resample(low, 1.5, 10_667);
        float[] gone = SincResampler.resample(high, 1.5, 10_667);

        // Then
        assertThat(TestingTones.frequency(faster)).isCloseTo(1_500, within(0.1));
        assertThat(TestingTones.decibels(faster))
                .isCloseTo(TestingTones.decibels(low), within(0.05));
        assertThat(TestingTones.decibels(gone)).isLessThan(TestingTones.decibels(high) - 35);
    }
}
