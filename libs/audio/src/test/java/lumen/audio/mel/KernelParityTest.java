package lumen.audio.mel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lumen.audio.spectrum.KernelKind;
import org.jtransforms.fft.DoubleFFT_1D;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Both kernels against the definition in double precision: JTransforms for the spectrum, the filter
 * bank's formula evaluated anew. The tolerances are about ten times the largest difference that
 * single precision leaves.
 */
class KernelParityTest {
    private static final int RATE = 16_000;
    private static final double POWER_TOLERANCE = 1e-6;
    private static final double DECIBEL_TOLERANCE = 1e-3;

    static Stream<Arguments> kernelsAndLengths() {
        int[][] lengthsAndHops = {
            {16, 4},
            {18, 18},
            {24, 7},
            {30, 10},
            {48, 12},
            {50, 25},
            {60, 1},
            {100, 33},
            {200, 80},
            {400, 160},
            {512, 160},
            {576, 192},
            {1024, 256},
            {1152, 500},
            {1200, 300},
            {2048, 512},
            {4096, 1024},
            {2250, 441}
        };
        return Stream.of(KernelKind.values())
                .flatMap(
                        kind ->
                                Stream.of(lengthsAndHops)
                                        .map(pair -> Arguments.of(kind, pair[0], pair[1])));
    }

    @ParameterizedTest
    @MethodSource("kernelsAndLengths")
    void melPowerIsThatOfTheDefinition(KernelKind kind, int fftLength, int hop) {
        // Given music-like samples and a frame length
        MelParameters parameters = new MelParameters(RATE, fftLength, hop, 20, 60, 7_600);
        float[] samples = samples(Math.max(3_001, 20 * hop));
        MelSpectrogram spectrogram = new MelSpectrogram(MelTables.of(parameters), kind);
        int frames = spectrogram.frames(samples.length);
        float[] power = new float[20 * frames];
        // When their mel power is computed
        spectrogram.power(samples, samples.length, power);
        // Then every value is that of the definition
        int checked = Math.min(frames, 60);
        double[][] wanted =
                IntStream.range(0, checked)
                        .mapToObj(frame -> reference(parameters, samples, frame))
                        .toArray(double[][]::new);
        double greatest = 0;
        for (double[] column : wanted) {
            for (double value : column) {
                greatest = Math.max(greatest, value);
            }
        }
        double worst = 0;
        for (int frame = 0; frame < checked; frame++) {
            for (int mel = 0; mel < 20; mel++) {
                double difference = power[mel * frames + frame] - wanted[frame][mel];
                worst = Math.max(worst, Math.abs(difference));
            }
        }
        assertThat(worst / greatest).isLessThan(POWER_TOLERANCE);
    }

    @ParameterizedTest
    @EnumSource(KernelKind.class)
    void decibelsAreTenTimesTheLogarithm(KernelKind kind) {
        // Given powers from far below the floor to far above one, and a count that fills no vector
        MelTables tables = MelTables.of(new MelParameters(RATE, 400, 160, 128, 0, 8_000));
        MelSpectrogram spectrogram = new MelSpectrogram(tables, kind);
        Random random = new Random(3);
        float[] powers = new float[1_037];
        for (int i = 0; i < powers.length; i++) {
            powers[i] = (float) Math.pow(10, random.nextDouble() * 24 - 16);
        }
        powers[0] = 0;
        powers[1] = 1;
        powers[2] = Float.MIN_VALUE;
        float[] values = powers.clone();
        // When all but the first and the last become decibels
        spectrogram.decibels(values, 1, values.length - 2);
        // Then those are 10·log10 with a floor of -100, and the others are untouched
        assertThat(values[0]).isEqualTo(powers[0]);
        assertThat(values[values.length - 1]).isEqualTo(powers[values.length - 1]);
        for (int i = 1; i < values.length - 1; i++) {
            assertThat((double) values[i])
                    .isCloseTo(10 * Math.log10(Math.max(1e-10, powers[i])), within(1e-4));
        }
    }

    @ParameterizedTest
    @EnumSource(KernelKind.class)
    void logMelIsThatOfTheDefinition(KernelKind kind) {
        // Given the features of the bundled model
        MelParameters parameters = new MelParameters(RATE, 400, 160, 128, 0, 8_000);
        float[] samples = samples(16_000);
        MelSpectrogram spectrogram = new MelSpectrogram(MelTables.of(parameters), kind);
        float[] values = new float[128 * 101];
        // When the spectrogram is computed and turned to decibels
        spectrogram.power(samples, samples.length, values);
        spectrogram.decibels(values, 0, values.length);
        // Then they agree within 80 dB of the greatest value, below which single precision ends
        double[][] wanted =
                IntStream.range(0, 101)
                        .mapToObj(frame -> reference(parameters, samples, frame))
                        .toArray(double[][]::new);
        double greatest = -100;
        for (double[] column : wanted) {
            for (int mel = 0; mel < 128; mel++) {
                column[mel] = 10 * Math.log10(Math.max(1e-10, column[mel]));
                greatest = Math.max(greatest, column[mel]);
            }
        }
        double worst = 0;
        for (int frame = 0; frame < 101; frame++) {
            for (int mel = 0; mel < 128; mel++) {
                double difference =
                        Math.max(values[mel * 101 + frame], greatest - 80)
                                - Math.max(wanted[frame][mel], greatest - 80);
                worst = Math.max(worst, Math.abs(difference));
            }
        }
        assertThat(worst).isLessThan(DECIBEL_TOLERANCE);
    }

    @ParameterizedTest
    @EnumSource(KernelKind.class)
    void framesDoNotDependOnHowManyAreComputedAtOnce(KernelKind kind) {
        // Given the spectrogram of a signal
        MelParameters parameters = new MelParameters(RATE, 400, 160, 40, 0, 8_000);
        float[] samples = samples(16_000);
        MelSpectrogram spectrogram = new MelSpectrogram(MelTables.of(parameters), kind);
        int frames = spectrogram.frames(samples.length);
        float[] whole = new float[40 * frames];
        spectrogram.power(samples, samples.length, whole);
        float[] pieces = new float[40 * frames];
        // When it is computed again in pieces of 1, 2, 3 ... frames
        int done = 0;
        for (int count = 1; done < frames; count++) {
            int now = Math.min(count, frames - done);
            spectrogram.power(samples, samples.length, done * 160, now, pieces, done, frames);
            done += now;
        }
        // Then it is bit for bit the same
        assertThat(Arrays.equals(pieces, whole)).isTrue();
    }

    /** Noise with a few sines, of decreasing loudness. */
    private static float[] samples(int count) {
        Random random = new Random(11);
        float[] samples = new float[count];
        for (int i = 0; i < count; i++) {
            double value = 0.05 * random.nextGaussian();
            for (int partial = 1; partial < 8; partial++) {
                value += 0.3 / partial * Math.sin(2 * Math.PI * 311 * partial * i / RATE);
            }
            samples[i] = (float) value;
        }
        return samples;
    }

    private static double[] reference(MelParameters parameters, float[] samples, int frame) {
        int n = parameters.fftLength();
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            int index = frame * parameters.hopLength() - n / 2 + i;
            if (index >= 0 && index < samples.length) {
                values[i] = samples[index] * (0.5 - 0.5 * Math.cos(2 * Math.PI * i / n));
            }
        }
        new DoubleFFT_1D(n).realForward(values);
        double[] bands = new double[parameters.mels()];
        for (int mel = 0; mel < bands.length; mel++) {
            for (int bin = 0; bin <= n / 2; bin++) {
                double real = bin == n / 2 ? values[1] : values[2 * bin];
                double imaginary = bin == 0 || bin == n / 2 ? 0 : values[2 * bin + 1];
                bands[mel] +=
                        weight(parameters, mel, (double) bin * RATE / n)
                                * (real * real + imaginary * imaginary);
            }
        }
        return bands;
    }

    private static double weight(MelParameters parameters, int mel, double frequency) {
        double low = point(parameters, mel);
        double centre = point(parameters, mel + 1);
        double high = point(parameters, mel + 2);
        double height =
                frequency < centre
                        ? (frequency - low) / (centre - low)
                        : (high - frequency) / (high - centre);
        return Math.max(0, height) * 2 / (high - low);
    }

    private static double point(MelParameters parameters, int index) {
        double low = mel(parameters.lowestFrequency());
        double high = mel(parameters.highestFrequency());
        double mel = low + index * (high - low) / (parameters.mels() + 1);
        return mel < 15 ? mel * 200 / 3 : 1_000 * Math.pow(6.4, (mel - 15) / 27);
    }

    private static double mel(double hertz) {
        return hertz < 1_000 ? hertz * 3 / 200 : 15 + 27 * Math.log(hertz / 1_000) / Math.log(6.4);
    }
}
