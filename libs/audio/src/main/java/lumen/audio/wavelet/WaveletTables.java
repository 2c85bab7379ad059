package lumen.audio.wavelet;

import lumen.audio.spectrum.FilterBank;
import lumen.audio.spectrum.FrameTables;

/**
 * The filters of a scalogram as a filter bank over the spectrum of a frame. By Parseval's theorem a
 * filter h gives {@code Σ x·h = Σ Re(X[k]·conj(H[k])) / taps}. All filters are symmetric about
 * their middle, or all antisymmetric, so that a phase turns every H to real values: {@code
 * H[k]·exp(iφ[k])} with {@code φ[k] = 2πk·(taps - 1) / (2·taps)}, and a quarter turn more for the
 * antisymmetric.
 *
 * @param parameters what is computed
 * @param frames how frames are cut, without a window
 * @param cosines {@code cos φ[k]} for every bin
 * @param sines {@code sin φ[k]}
 * @param filters {@code Re(H[k]·exp(iφ[k])) / taps}, twice that where bin -k is folded onto k
 */
public record WaveletTables(
        WaveletParameters parameters,
        FrameTables frames,
        float[] cosines,
        float[] sines,
        FilterBank filters) {

    /** Weights below this share of a filter's greatest do not reach the accuracy of a float. */
    private static final double NEGLIGIBLE = 1e-9;

    /** Computes the tables. */
    public static WaveletTables of(WaveletParameters parameters) {
        int taps = parameters.taps();
        int bins = taps / 2 + 1;
        float[] cosines = new float[bins];
        float[] sines = new float[bins];
        for (int k = 0; k < bins; k++) {
            cosines[k] = (float) Math.cos(phase(parameters, k));
            sines[k] = (float) Math.sin(phase(parameters, k));
        }
        double[][] weights = new double[parameters.scales()][];
        for (int filter = 0; filter < weights.length; filter++) {
            weights[filter] = weights(parameters, filter, bins);
        }
        return new WaveletTables(
                parameters,
                FrameTables.bare(taps, parameters.hopLength()),
                cosines,
                sines,
                FilterBank.of(weights.length, bins, (filter, k) -> weights[filter][k]));
    }

    private static double phase(WaveletParameters parameters, int k) {
        double middle = 2 * Math.PI * k * (parameters.taps() - 1) / (2.0 * parameters.taps());
        return switch (parameters.shape()) {
            case MORLET, RICKER -> middle;
            case DERIVATIVE_OF_GAUSSIAN -> middle + Math.PI / 2;
        };
    }

    private static double[] weights(WaveletParameters parameters, int filter, int bins) {
        int taps = parameters.taps();
        double[] real = new double[taps];
        double[] imaginary = new double[taps];
        for (int tap = 0; tap < taps; tap++) {
            real[tap] = parameters.value(filter, tap);
        }
        transform(real, imaginary);
        double[] result = new double[bins];
        double greatest = 0;
        for (int k = 0; k < bins; k++) {
            double phase = phase(parameters, k);
            double turned = real[k] * Math.cos(phase) - imaginary[k] * Math.sin(phase);
            boolean folded = k > 0 && k < taps / 2;
            result[k] = turned * (folded ? 2 : 1) / taps;
            greatest = Math.max(greatest, Math.abs(result[k]));
        }
        for (int k = 0; k < bins; k++) {
            result[k] = Math.abs(result[k]) < greatest * NEGLIGIBLE ? 0 : result[k];
        }
        return result;
    }

    /** The discrete Fourier transform in place, radix 2; the length is a power of two. */
    private static void transform(double[] real, double[] imaginary) {
        int length = real.length;
        for (int size = length; size > 1; size /= 2) {
            int half = size / 2;
            for (int p = 0; p < half; p++) {
                double cosine = Math.cos(-2 * Math.PI * p / size);
                double sine = Math.sin(-2 * Math.PI * p / size);
                for (int a = p; a < length; a += size) {
                    int b = a + half;
                    double differenceReal = real[a] - real[b];
                    double differenceImaginary = imaginary[a] - imaginary[b];
                    real[a] += real[b];
                    imaginary[a] += imaginary[b];
                    real[b] = differenceReal * cosine - differenceImaginary * sine;
                    imaginary[b] = differenceReal * sine + differenceImaginary * cosine;
                }
            }
        }
        int shift = Integer.numberOfLeadingZeros(length) + 1;
        for (int i = 0; i < length; i++) {
            int j = Integer.reverse(i) >>> shift;
            if (j > i) {
                swap(real, i, j);
                swap(imaginary, i, j);
            }
        }
    }

    private static void swap(double[] values, int i, int j) {
        double value = values[i];
        values[i] = values[j];
        values[j] = value;
    }
}
