package lumen.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lumen.audio.chroma.TuningEstimate;
import lumen.audio.mel.MelFilterBank;
import lumen.audio.mel.MelParameters;
import lumen.audio.mel.MelSpectrogram;
import lumen.audio.mel.MelTables;
import lumen.audio.spectrum.FilterBank;
import lumen.audio.spectrum.FourierPlan;
import lumen.audio.spectrum.FrameTables;
import lumen.audio.spectrum.KernelKind;
import lumen.audio.spectrum.SpectrumKernel;
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
        MelFilterBank mel = new MelFilterBank(PARAMETERS);
        FilterBank filters = mel.filters();
        // Then their centres and sums are those of the reference
        assertThat(mel.centre(0)).isCloseTo(23.3828, within(1e-4));
        assertThat(mel.centre(1)).isCloseTo(46.7655, within(1e-4));
        assertThat(mel.centre(63)).isCloseTo(1668.6675, within(1e-3));
        assertThat(mel.centre(64)).isCloseTo(1709.395, within(1e-3));
        assertThat(mel.centre(127)).isCloseTo(7809.3946, within(1e-3));
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

    @ParameterizedTest
    @EnumSource(KernelKind.class)
    void cepstralCoefficientsOfTwoSinesAreThoseOfTheReference(KernelKind kind) {
        // Given the reference's signal, peak-normalised
        float[] samples = signal();
        PeakNormalization.apply(samples);
        MfccFeatures features = MfccFeatures.of(PARAMETERS, 301);
        // When its coefficients are computed
        float[] values = FeatureExtractor.of(features, kind).spectrogram(samples);
        // Then those of a frame in the middle are the reference's
        double[] wanted = {-596.513, 40.217, -4.054, 14.331, 20.940, -37.141};
        assertThat(values).hasSize(20 * FRAMES);
        for (int k = 0; k < wanted.length; k++) {
            assertThat((double) values[k * FRAMES + 150]).isCloseTo(wanted[k], within(1e-3));
        }
    }

    @ParameterizedTest
    @EnumSource(KernelKind.class)
    void centroidAndChromaOfTwoSinesAreThoseOfTheReference(KernelKind kind) {
        // Given the reference's signal, peak-normalised, which is 0.01 semitones flat in its bins
        float[] samples = signal();
        PeakNormalization.apply(samples);
        var features = MultiSpectrogramFeatures.of(PARAMETERS, 301);
        // When mel, centroid and chroma are computed
        float[] values = FeatureExtractor.of(features, kind).spectrogram(samples);
        // Then they are the reference's
        double[] chroma = {
            0.0190, 0.0003, 0, 0, 0, 0.0026, 0.0409, 0.1636, 0.4488, 1.0, 0.4858, 0.1669
        };
        assertThat(values).hasSize(141 * FRAMES);
        assertThat(values[18 * FRAMES + 150]).isCloseTo(170.4416f, within(0.01f));
        assertThat(values[128 * FRAMES]).isCloseTo(1146.370f, within(0.01f));
        assertThat(values[128 * FRAMES + 150]).isCloseTo(880.001f, within(0.01f));
        assertThat(values[128 * FRAMES + 300]).isCloseTo(1146.370f, within(0.01f));
        for (int c = 0; c < 12; c++) {
            assertThat((double) values[(129 + c) * FRAMES + 150])
                    .isCloseTo(chroma[c], within(1e-4));
        }
    }

    @Test
    void theTuningOfTwoSinesIsThatOfTheReference() {
        // Given the power spectra of the reference's signal, peak-normalised
        float[] samples = signal();
        PeakNormalization.apply(samples);
        SpectrumKernel kernel = KernelKind.PLAIN.create(FrameTables.hann(400, 160));
        float[] spectrum = new float[201];
        TuningEstimate estimate = new TuningEstimate(16_000, 400, 12);
        for (int frame = 0; frame < FRAMES; frame++) {
            kernel.transform(samples, samples.length, frame * 160 - 200);
            kernel.power(spectrum);
            float greatest = 0;
            for (float value : spectrum) {
                greatest = Math.max(greatest, value);
            }
            estimate.add(spectrum, 0, 1, greatest);
        }
        // When the tuning is estimated
        double tuning = estimate.tuning();
        // Then it is the reference's
        assertThat(tuning).isCloseTo(-0.01, within(1e-9));
    }

    @ParameterizedTest
    @EnumSource(KernelKind.class)
    void transformerFeaturesOfTwoSinesAreThoseOfTheReference(KernelKind kind) {
        // Given the reference's signal, peak-normalised, four times in a row, cut to 10.23 s
        float[] samples = signal();
        PeakNormalization.apply(samples);
        float[] tiled = new float[163_680];
        for (int i = 0; i < tiled.length; i++) {
            tiled[i] = samples[i % samples.length];
        }
        FeatureExtractor extractor = FeatureExtractor.of(AstFeatures.reference(), kind);
        List<float[]> windows = new ArrayList<>();
        // When its windows are extracted
        extractor.extract(
                tiled, tiled.length, (index, start, end, values) -> windows.add(values.clone()));
        // Then there is one, with the reference's values: 1,021 frames and three of padding
        assertThat(windows).hasSize(1);
        float[] values = windows.getFirst();
        assertThat(values).hasSize(128 * 1_024);
        for (int mel = 0; mel < 128; mel++) {
            for (int frame = 1_021; frame < 1_024; frame++) {
                assertThat(values[mel * 1_024 + frame]).isCloseTo(0.467032f, within(1e-6f));
            }
        }
        assertThat(values[3 * 1_024 + 500]).isCloseTo(-1.277594f, within(1e-6f));
        assertThat(values[63 * 1_024 + 100]).isCloseTo(1.160530f, within(1e-5f));
        assertThat(values[10 * 1_024 + 100]).isCloseTo(-0.521720f, within(1e-4f));
        double sum = 0;
        double squares = 0;
        for (float value : values) {
            sum += value;
            squares += (double) value * value;
        }
        double mean = sum / values.length;
        assertThat(mean).isCloseTo(-0.738328, within(1e-4));
        assertThat(Math.sqrt(squares / values.length - mean * mean))
                .isCloseTo(0.648762, within(1e-4));
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

    private static double sum(FilterBank filters, int from, int to) {
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
