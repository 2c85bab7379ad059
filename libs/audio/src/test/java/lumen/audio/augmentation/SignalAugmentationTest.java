package lumen.audio.augmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.Stream;
import lumen.audio.augmentation.filter.Biquad;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SignalAugmentationTest {
    private static final int RATE = 22050;
    private static final int SECOND = RATE;

    static Stream<SignalAugmentation> augmentations() {
        return Stream.of(
                new RandomEqualiser(4, 6, 1, 1), new Saturation(1, 4), new Reverberation(1, 0.8));
    }

    private static float[] sine(double frequency, int length) {
        float[] samples = new float[length];
        for (int index = 0; index < length; index++) {
            samples[index] = (float) (0.5 * Math.sin(2 * Math.PI * frequency * index / RATE));
        }
        return samples;
    }

    /** Root mean square of the second half, where filters have settled. */
    private static double level(float[] samples) {
        double sum = 0;
        for (int index = samples.length / 2; index < samples.length; index++) {
            sum += (double) samples[index] * samples[index];
        }
        return Math.sqrt(sum / (samples.length - samples.length / 2));
    }

    /** Amplitude of a frequency, by correlation with sine and cosine. */
    private static double amplitude(float[] samples, double frequency) {
        double sine = 0;
        double cosine = 0;
        for (int index = 0; index < samples.length; index++) {
            double phase = 2 * Math.PI * frequency * index / RATE;
            sine += samples[index] * Math.sin(phase);
            cosine += samples[index] * Math.cos(phase);
        }
        return 2 * Math.hypot(sine, cosine) / samples.length;
    }

    @ParameterizedTest
    @MethodSource("augmentations")
    void theSameSeedGivesTheSameSignal(SignalAugmentation augmentation) {
        // Given
        float[] first = sine(440, SECOND);
        float[] second = sine(440, SECOND);
        augmentation.apply(first, RATE, new SplittableRandom(5));

        // When
        augmentation.apply(second, RATE, new SplittableRandom(5));

        // Then
        assertThat(second).containsExactly(first).isNotEqualTo(sine(440, SECOND));
    }

    @ParameterizedTest
    @MethodSource("augmentations")
    void signalsStayFinite(SignalAugmentation augmentation) {
        // Given
        SplittableRandom random = new SplittableRandom(6);

        for (int round = 0; round < 50; round++) {
            float[] samples = sine(Math.pow(2, random.nextDouble() * 8) * 40, SECOND / 5);

            // When
            augmentation.apply(samples, RATE, random);

            // Then
            for (float sample : samples) {
                assertThat(Math.abs(sample)).isLessThan(1000);
            }
        }
    }

    @Test
    void aPeakRaisesItsCentreByItsGainAndLeavesFarFrequenciesAlone() {
        // Given a filter of 12 dB at 1 kHz
        Biquad peak = Biquad.peak(RATE, 1000, 2, 12);
        float[] centre = sine(1000, SECOND);
        float[] far = sine(60, SECOND);

        // When
        peak.filter(centre);
        peak.filter(far);

        // Then
        double unchanged = level(sine(1000, SECOND));
        assertThat(20 * Math.log10(level(centre) / unchanged)).isCloseTo(12, within(0.01));
        assertThat(20 * Math.log10(level(far) / unchanged)).isCloseTo(0, within(0.05));
    }

    @Test
    void lowAndHighPassHalveThePowerAtTheirFrequency() {
        // Given filters of Butterworth quality at 1 kHz
        float[] low = sine(1000, SECOND);
        float[] high = sine(1000, SECOND);

        // When
        Biquad.lowPass(RATE, 1000, Math.sqrt(0.5)).filter(low);
        Biquad.highPass(RATE, 1000, Math.sqrt(0.5)).filter(high);

        // Then
        double unchanged = level(sine(1000, SECOND));
        assertThat(20 * Math.log10(level(low) / unchanged)).isCloseTo(-3.01, within(0.02));
        assertThat(20 * Math.log10(level(high) / unchanged)).isCloseTo(-3.01, within(0.02));
    }

    @Test
    void saturationAddsAThirdHarmonic() {
        // Given a seed that drives by about 3
        float[] samples = sine(441, SECOND);

        // When
        new Saturation(1, 16).apply(samples, RATE, new SplittableRandom(1));

        // Then
        assertThat(amplitude(samples, 3 * 441)).isGreaterThan(0.001);
        assertThat(amplitude(sine(441, SECOND), 3 * 441)).isLessThan(1e-6);
    }

    @Test
    void reverberationRingsOn() {
        // Given a click
        float[] samples = new float[SECOND];
        samples[0] = 1;

        // When
        new Reverberation(1, 0.8).apply(samples, RATE, new SplittableRandom(2));

        // Then
        double after = 0;
        for (int index = RATE / 10; index < RATE / 2; index++) {
            after = Math.max(after, Math.abs(samples[index]));
        }
        assertThat(samples[0]).isEqualTo(1);
        assertThat(after).isGreaterThan(1e-3);
    }

    @Test
    void aFasterRecordingIsHigher() {
        // Given a recording of 440 Hz
        short[] recording = new short[SECOND];
        for (int index = 0; index < SECOND; index++) {
            recording[index] = (short) (16384 * Math.sin(2 * Math.PI * 440 * index / RATE));
        }
        float[] output = new float[SECOND / 2];

        // When it is played an octave up
        PlaybackSpeed.read(recording, 0, 2, output);

        // Then; interpolation loses less than 1 %
        assertThat(amplitude(output, 880)).isCloseTo(0.5, within(0.005));
        assertThat(amplitude(output, 440)).isLessThan(0.001);
    }

    @Test
    void aRecordingThatEndsBeginsAgain() {
        // Given
        short[] recording = {100, 200, 300, 400};
        float[] output = new float[10];

        // When
        PlaybackSpeed.read(recording, 2, 1, output);

        // Then
        float unit = 100 / 32768f;
        assertThat(output)
                .containsExactly(
                        3 * unit, 4 * unit, unit, 2 * unit, 3 * unit, 4 * unit, unit, 2 * unit,
                        3 * unit, 4 * unit);
    }
}
