package lumen.audio.augmentation;

import lumen.audio.augmentation.stretch.FourierTransform;

/** Signals of known content and what can be measured on them. */
final class TestingTones {
    static final int RATE = 16_000;

    private TestingTones() {}

    static float[] sine(double frequency, int length) {
        float[] samples = new float[length];
        for (int index = 0; index < length; index++) {
            samples[index] = (float) (0.5 * Math.sin(2 * Math.PI * frequency * index / RATE));
        }
        return samples;
    }

    /** Level of a signal in dB. */
    static double decibels(float[] samples) {
        return 20 * Math.log10(Decibels.level(samples));
    }

    /** What was added to a signal. */
    static float[] difference(float[] changed, float[] original) {
        float[] result = new float[changed.length];
        for (int index = 0; index < result.length; index++) {
            result[index] = changed[index] - original[index];
        }
        return result;
    }

    /** The power spectrum of a stretch of 8,192 samples from the middle, under a Hann window. */
    static double[] power(float[] samples) {
        FourierTransform fourier = new FourierTransform(8_192);
        int start = (samples.length - fourier.length()) / 2;
        double[] frame = new double[fourier.length()];
        for (int place = 0; place < frame.length; place++) {
            double window = 0.5 - 0.5 * Math.cos(2 * Math.PI * place / frame.length);
            frame[place] = window * samples[start + place];
        }
        int bins = frame.length / 2 + 1;
        double[] spectrum = new double[2 * bins];
        fourier.forward(frame, spectrum);
        double[] power = new double[bins];
        for (int bin = 0; bin < bins; bin++) {
            power[bin] =
                    spectrum[bin] * spectrum[bin] + spectrum[bins + bin] * spectrum[bins + bin];
        }
        return power;
    }

    /** The strongest frequency in Hz, between bins by a parabola through the logarithms. */
    static double frequency(float[] samples) {
        double[] power = power(samples);
        int peak = 1;
        for (int bin = 1; bin < power.length - 1; bin++) {
            peak = power[bin] > power[peak] ? bin : peak;
        }
        double left = Math.log(power[peak - 1]);
        double middle = Math.log(power[peak]);
        double right = Math.log(power[peak + 1]);
        double offset = 0.5 * (left - right) / (left - 2 * middle + right);
        return (peak + offset) * RATE / 8_192;
    }

    /** The mean power between two frequencies, in dB. */
    static double bandDecibels(double[] power, double low, double high) {
        int first = (int) Math.ceil(low * 8_192 / RATE);
        int last = (int) Math.floor(high * 8_192 / RATE);
        double sum = 0;
        for (int bin = first; bin <= last; bin++) {
            sum += power[bin];
        }
        return 10 * Math.log10(sum / (last - first + 1));
    }

    static double cents(double frequency, double wanted) {
        return 1_200 * Math.log(frequency / wanted) / Math.log(2);
    }
}
