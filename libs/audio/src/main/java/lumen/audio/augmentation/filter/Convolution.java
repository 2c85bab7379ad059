package lumen.audio.augmentation.filter;

import lumen.audio.augmentation.stretch.FourierTransform;

/** Filters by a long impulse response, through the Fourier transform, block by block. */
public final class Convolution {
    private static final int LEAST_BLOCK = 4_096;

    private Convolution() {}

    /**
     * Convolves a signal with an impulse response.
     *
     * @param samples left as they are
     * @param response at least one sample
     * @return as many samples as the signal has: what rings on after its end is cut off
     */
    public static float[] apply(float[] samples, float[] response) {
        int needed = Math.max(LEAST_BLOCK, 2 * response.length);
        FourierTransform fourier = new FourierTransform(FourierTransform.lengthFor(needed));
        int block = fourier.length() - response.length + 1;
        int bins = fourier.length() / 2 + 1;
        double[] frame = new double[fourier.length()];
        double[] filter = new double[2 * bins];
        double[] spectrum = new double[2 * bins];
        copy(response, 0, response.length, frame);
        fourier.forward(frame, filter);
        double[] sum = new double[samples.length + fourier.length()];
        for (int start = 0; start < samples.length; start += block) {
            copy(samples, start, Math.min(samples.length, start + block), frame);
            fourier.forward(frame, spectrum);
            for (int bin = 0; bin < bins; bin++) {
                double real = spectrum[bin];
                double imaginary = spectrum[bins + bin];
                spectrum[bin] = real * filter[bin] - imaginary * filter[bins + bin];
                spectrum[bins + bin] = real * filter[bins + bin] + imaginary * filter[bin];
            }
            fourier.inverse(spectrum, frame);
            for (int place = 0; place < frame.length; place++) {
                sum[start + place] += frame[place];
            }
        }
        float[] result = new float[samples.length];
        for (int index = 0; index < result.length; index++) {
            result[index] = (float) sum[index];
        }
        return result;
    }

    /** Copies a part of a signal to the beginning of a frame and silences the rest. */
    private static void copy(float[] samples, int start, int end, double[] frame) {
        for (int place = 0; place < frame.length; place++) {
            frame[place] = start + place < end ? samples[start + place] : 0;
        }
    }
}
