package lumen.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import lumen.audio.mel.FourierPlan;
import lumen.audio.mel.KernelKind;
import lumen.audio.mel.MelFilterBank;
import lumen.audio.mel.MelParameters;
import lumen.audio.mel.MelSpectrogram;
import lumen.audio.mel.MelTables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The reference's feature, of three seconds of two sines at 16 kHz, against values that were
 * computed in double precision from its definition (400 points, hop 160, 128 bands, no logarithm).
 */
class ReferenceValuesTest {
    private static final MelParameters PARAMETERS =
            new MelParameters(16_000, 400, 160, 128, 0, 8_000);
    private static final int FRAMES = 301;

    @Test
    void theFilterBankHasTheReferencesCentresAndSums() {
        // Given the reference's parameters
        // When the filters are computed
        MelFilterBank filters = new MelFilterBank(PARAMETERS);
        // Then their centres and sums are those of the reference
        assertThat(filters.centre(0)).isCloseTo(23.3828, within(1e-4));
        assertThat(filters.centre(1)).isCloseTo(46.7655, within(1e-4));
        assertThat(filters.centre(63)).isCloseTo(1668.6675, within(1e-3));
        assertThat(filters.centre(64)).isCloseTo(1709.395, within(1e-3));
        assertThat(filters.centre(127)).isCloseTo(7809.3946, within(1e-3));
        assertThat(filters.weights()).hasSize(394);
        assertThat(sum(filters, 0, 128)).isCloseTo(3.190986, within(1e-5));
        assertThat(sum(filters, 0, 1)).isCloseTo(0.01237399, within(1e-7));
        assertThat(sum(filters, 127, 128)).isCloseTo(0.02493604, within(1e-7));
    }

    @ParameterizedTest
    @EnumSource(KernelKind.class)
    void melPowerOfTwoSinesIsThatOfTheReference(KernelKind kind) {
        // Given the reference's signal, peak-normalised
        float[] samples = signal();
        PeakNormalization.apply(samples);
        MelSpectrogram spectrogram = new MelSpectrogram(MelTables.of(PARAMETERS), kind);
        float[] power = new float[128 * FRAMES];
        // When its mel power is computed
        spectrogram.power(samples, samples.length, power);
        // Then the values are those of the reference
        assertThat(spectrogram.frames(samples.length)).isEqualTo(FRAMES);
        assertThat(power[18 * FRAMES + 150]).isCloseTo(170.4416f, within(0.01f));
        assertThat(power[19 * FRAMES + 150]).isCloseTo(24.611406f, within(0.003f));
        assertThat(column(power, 0)).isCloseTo(177.68410, within(0.01));
        assertThat(column(power, 150)).isCloseTo(355.91447, within(0.01));
        assertThat(column(power, 300)).isCloseTo(177.68410, within(0.01));
        assertThat(power[0]).isCloseTo(0.260202f, within(1e-4f));
        double total = 0;
        double squares = 0;
        for (float value : power) {
            total += value;
            squares += (double) value * value;
        }
        double mean = total / power.length;
        assertThat(total).isCloseTo(106_773.46, within(1.0));
        assertThat(mean).isCloseTo(2.771321, within(1e-4));
        assertThat(Math.sqrt(squares / power.length - mean * mean))
                .isCloseTo(16.316520, within(1e-3));
    }

    @Test
    void frameLengthsWithOtherFactorsAreNotSupported() {
        // Given frame lengths whose half is 2^3·5^2, 2^10, 2^5·3^2 and 11·2
        // When asked, Then only products of 2, 3 and 5 are supported
        assertThat(Arrays.asList(400, 2048, 576).stream().allMatch(FourierPlan::supports)).isTrue();
        assertThat(FourierPlan.supports(44)).isFalse();
        assertThat(FourierPlan.supports(401)).isFalse();
    }

    private static float[] signal() {
        float[] samples = new float[48_000];
        for (int n = 0; n < samples.length; n++) {
            samples[n] =
                    (float)
                            (0.5 * Math.sin(2 * Math.PI * 440 * n / 16_000)
                                    + 0.25 * Math.sin(2 * Math.PI * 1_760 * n / 16_000));
        }
        return samples;
    }

    private static double sum(MelFilterBank filters, int from, int to) {
        int at = 0;
        double sum = 0;
        for (int mel = 0; mel < to; mel++) {
            for (int i = 0; i < filters.length(mel); i++, at++) {
                sum += mel >= from ? filters.weights()[at] : 0;
            }
        }
        return sum;
    }

    private static double column(float[] power, int frame) {
        double sum = 0;
        for (int mel = 0; mel < 128; mel++) {
            sum += power[mel * FRAMES + frame];
        }
        return sum;
    }
}
