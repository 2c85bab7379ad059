package lumen.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import lumen.audio.mel.KaldiParameters;
import lumen.audio.mel.MelParameters;
import lumen.audio.spectrum.KernelKind;
import lumen.audio.wavelet.WaveletParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every transform, by both kernels, against its definition in double precision. */
class TransformParityTest {
    private static final double DECIBELS = 1e-3;
    private static final double CEPSTRUM = 1e-3;
    private static final double NEPERS = 1e-3;
    private static final double CHROMA = 1e-5;
    private static final double SHARE_OF_GREATEST = 1e-5;

    @ParameterizedTest
    @CsvSource({
        "PLAIN,16000,400,160,128", "VECTOR,16000,400,160,128",
        "PLAIN,44100,2048,512,64", "VECTOR,44100,2048,512,64"
    })
    void cepstralCoefficients(KernelKind kind, int rate, int length, int hop, int mels) {
        // Given a clip and its coefficients by definition
        float[] samples = TransformDefinitions.music(rate / 2, rate);
        MelParameters mel = new MelParameters(rate, length, hop, mels, 0, rate / 2.0);
        double[][] power = TransformDefinitions.mel(samples, rate, length, hop, mels);
        double[][] wanted =
                TransformDefinitions.cosine(TransformDefinitions.decibels(power, 10, 1e-10), 20);
        // When they are computed
        float[] values = FeatureExtractor.of(MfccFeatures.of(mel, 224), kind).spectrogram(samples);
        // Then they agree
        assertThat(worst(values, 0, wanted)).isLessThan(CEPSTRUM);
    }

    @ParameterizedTest
    @EnumSource(KernelKind.class)
    void cepstralCoefficientsWithoutADepthAreThoseOfTheWholeSpectrogram(KernelKind kind) {
        // Given a loud clip, in which nothing is 80 dB below the maximum
        float[] samples = TransformDefinitions.music(8_000, 16_000);
        MelParameters mel = new MelParameters(16_000, 400, 160, 40, 0, 8_000);
        MfccFeatures limited =
                new MfccFeatures(
                        mel, 13, OptionalDouble.of(120), true, Windowing.of(50), ImageForm.NONE);
        MfccFeatures open =
                new MfccFeatures(
                        mel, 13, OptionalDouble.empty(), true, Windowing.of(50), ImageForm.NONE);
        // When its coefficients are computed with a depth and without
        float[] cut = FeatureExtractor.of(limited, kind).spectrogram(samples);
        float[] whole = FeatureExtractor.of(open, kind).spectrogram(samples);
        // Then they are the same
        assertThat(whole).containsExactly(cut);
    }

    @ParameterizedTest
    @CsvSource({"PLAIN,16000,400,160", "VECTOR,16000,400,160", "VECTOR,44100,2048,512"})
    void melCentroidAndChroma(KernelKind kind, int rate, int length, int hop) {
        // Given a clip that is tuned 0.17 semitones from A, where the histogram has one peak
        float[] samples = TransformDefinitions.music(rate / 2, rate);
        MelParameters mel = new MelParameters(rate, length, hop, 40, 0, rate / 2.0);
        double tuning = TuningDefinition.of(samples, rate, length, hop, 12);
        double[][] power = TransformDefinitions.mel(samples, rate, length, hop, 40);
        double[] centroid = TransformDefinitions.centroid(samples, rate, length, hop);
        double[][] chroma = TransformDefinitions.chroma(samples, rate, length, hop, 12, tuning);
        // When mel, centroid and chroma are computed
        float[] values =
                FeatureExtractor.of(MultiSpectrogramFeatures.of(mel, 224), kind)
                        .spectrogram(samples);
        // Then they agree with the definitions, one below the other
        int frames = centroid.length;
        assertThat(worst(values, 0, power)).isLessThan(1e-6 * greatest(power));
        assertThat(worst(values, 40 * frames, new double[][] {centroid})).isLessThan(0.01);
        assertThat(worst(values, 41 * frames, chroma)).isLessThan(CHROMA);
    }

    @ParameterizedTest
    @CsvSource({"PLAIN,16000,400,160,128", "VECTOR,16000,400,160,128", "VECTOR,44100,1102,441,80"})
    void kaldiFilterBank(KernelKind kind, int rate, int length, int hop, int mels) {
        // Given a clip
        float[] samples = TransformDefinitions.music(rate / 2, rate);
        double[][] wanted = TransformDefinitions.kaldi(samples, rate, length, hop, mels);
        AstFeatures features =
                new AstFeatures(
                        new KaldiParameters(
                                rate,
                                length,
                                hop,
                                mels,
                                20,
                                rate / 2.0,
                                KaldiParameters.Window.HANNING),
                        true,
                        new Windowing(100, 99, Padding.REPEAT),
                        ImageForm.NONE);
        // When its filter bank is computed
        float[] values = FeatureExtractor.of(features, kind).spectrogram(samples);
        // Then it agrees with the definition
        assertThat(worst(values, 0, wanted)).isLessThan(NEPERS);
    }

    @ParameterizedTest
    @CsvSource({
        "PLAIN,MORLET,REFERENCE,2048",
        "VECTOR,MORLET,REFERENCE,2048",
        "VECTOR,MORLET,TRUE,8192",
        "VECTOR,DERIVATIVE_OF_GAUSSIAN,TRUE,4096",
        "PLAIN,DERIVATIVE_OF_GAUSSIAN,REFERENCE,2048",
        "VECTOR,RICKER,REFERENCE,2048"
    })
    void scalogram(
            KernelKind kind,
            WaveletParameters.Shape shape,
            WaveletParameters.TimeAxis axis,
            int taps) {
        // Given a clip and filters
        float[] samples = TransformDefinitions.music(16_000, 16_000);
        WaveletParameters wavelets =
                new WaveletParameters(16_000, 32, taps, 512, 0.00256, 0.512, shape, axis);
        double[][] filters = new double[32][taps];
        for (int filter = 0; filter < 32; filter++) {
            double scale = 0.00256 * Math.pow(200, filter / 31.0);
            for (int tap = 0; tap < taps; tap++) {
                double middle = (taps - 1) / 2.0;
                double time =
                        axis == WaveletParameters.TimeAxis.TRUE
                                ? (tap - middle) / 16_000
                                : 0.256 * (tap - middle) / middle;
                filters[filter][tap] = wavelet(shape, scale, time, taps, tap - middle);
            }
        }
        double[][] wanted = TransformDefinitions.filtered(samples, filters, 512);
        WaveletFeatures features =
                new WaveletFeatures(wavelets, true, Windowing.of(32), ImageForm.NONE);
        // When its scalogram is computed
        float[] values = FeatureExtractor.of(features, kind).spectrogram(samples);
        // Then it agrees with the convolution
        assertThat(worst(values, 0, wanted)).isLessThan(SHARE_OF_GREATEST * greatest(wanted));
    }

    private static double wavelet(
            WaveletParameters.Shape shape, double scale, double time, int taps, double n) {
        return switch (shape) {
            case MORLET ->
                    Math.exp(
                                    -Math.pow(Math.PI / scale / 2 * time, 2)
                                            / (4 * Math.log(Math.pow(10, 0.3))))
                            * Math.cos(2 * Math.PI * time / scale);
            case DERIVATIVE_OF_GAUSSIAN ->
                    -time
                            * Math.exp(-time * time / (2 * scale * scale))
                            / (Math.sqrt(2 * Math.PI) * scale * scale);
            case RICKER -> {
                // scipy.signal.ricker(taps, int(taps * scale / 0.256))
                double width = (int) (taps * scale / 0.256);
                yield 2
                        / (Math.sqrt(3 * width) * Math.pow(Math.PI, 0.25))
                        * (1 - n * n / (width * width))
                        * Math.exp(-n * n / (2 * width * width));
            }
        };
    }

    @Test
    void melChromaAndScalogramAreOneBelowTheOther() {
        // Given a clip, and the features of which MELCHROWAV is made
        float[] samples = TransformDefinitions.music(24_000, 16_000);
        MelChroWavFeatures features =
                new MelChroWavFeatures(
                        new MelParameters(16_000, 2_048, 512, 64, 0, 8_000),
                        24,
                        WaveletParameters.reference(16_000, 512),
                        true,
                        false,
                        Windowing.of(64));
        double tuning = TuningDefinition.of(samples, 16_000, 2_048, 512, 24);
        double[][] mel =
                TransformDefinitions.decibels(
                        TransformDefinitions.mel(samples, 16_000, 2_048, 512, 64), 20, 1e-5);
        double[][] chroma = TransformDefinitions.chroma(samples, 16_000, 2_048, 512, 24, tuning);
        float[] scalogram = FeatureExtractor.of(WaveletFeatures.reference(64)).spectrogram(samples);
        // When it is computed
        float[] values = FeatureExtractor.of(features).spectrogram(samples);
        // Then its planes are these, the scalogram with zeros at its end
        int frames = 1 + samples.length / 512;
        int inside = 1 + (samples.length - 2_048) / 512;
        assertThat(values).hasSize((64 + 24 + 128) * frames);
        assertThat(worst(values, 0, mel)).isLessThan(2 * DECIBELS);
        assertThat(worst(values, 64 * frames, chroma)).isLessThan(CHROMA);
        for (int row = 0; row < 128; row++) {
            int from = (64 + 24 + row) * frames;
            assertThat(Arrays.copyOfRange(values, from, from + inside))
                    .containsExactly(
                            Arrays.copyOfRange(scalogram, row * inside, (row + 1) * inside));
            assertThat(Arrays.copyOfRange(values, from + inside, from + frames)).containsOnly(0);
        }
    }

    @Test
    void waveformPiecesHaveMeanZeroAndVarianceOne() {
        // Given 2.5 pieces of samples with an offset
        float[] samples = TransformDefinitions.music(25_000, 16_000);
        for (int i = 0; i < samples.length; i++) {
            samples[i] += 0.3f;
        }
        List<float[]> windows = new ArrayList<>();
        // When they are extracted
        FeatureExtractor.of(Wav2VecFeatures.of(16_000, 10_000))
                .extract(samples, samples.length, (i, s, e, values) -> windows.add(values.clone()));
        // Then each is standardised, the last extended by the beginning of the first
        assertThat(windows).hasSize(3);
        for (int window = 0; window < 3; window++) {
            double[] piece = new double[10_000];
            for (int i = 0; i < piece.length; i++) {
                int index = window * 10_000 + i;
                piece[i] = samples[index < 25_000 ? index : index - 25_000];
            }
            double mean = Arrays.stream(piece).average().orElseThrow();
            double variance =
                    Arrays.stream(piece).map(x -> (x - mean) * (x - mean)).average().orElseThrow();
            double[] wanted =
                    Arrays.stream(piece)
                            .map(x -> (x - mean) / Math.sqrt(variance + 1e-7))
                            .toArray();
            assertThat(worst(windows.get(window), 0, new double[][] {wanted})).isLessThan(1e-5);
        }
    }

    private static double worst(float[] values, int offset, double[][] wanted) {
        double worst = 0;
        int at = offset;
        for (double[] row : wanted) {
            for (double value : row) {
                worst = Math.max(worst, Math.abs(values[at++] - value));
            }
        }
        return worst;
    }

    private static double greatest(double[][] values) {
        return Arrays.stream(values).flatMapToDouble(Arrays::stream).max().orElseThrow();
    }
}
