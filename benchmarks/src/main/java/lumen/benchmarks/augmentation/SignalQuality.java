package lumen.benchmarks.augmentation;

import lumen.audio.augmentation.stretch.FourierTransform;

/** What is measured on stretched and shifted signals. */
final class SignalQuality {
    private static final int TONE_FRAME = 16_384;
    private static final int FRAME = 1_024;
    private static final int HOP = 512;

    /** Values further below a recording's loudest value are not compared. */
    private static final double COMPARED_DECIBELS = 60;

    /** Energy that a delay must win to be believed. */
    private static final double LEAST_GAIN = 0.01;

    private SignalQuality() {}

    static float[] tone(double frequency, int length, int samplingRate) {
        float[] samples = new float[length];
        for (int index = 0; index < length; index++) {
            samples[index] =
                    (float) (0.5 * Math.sin(2 * Math.PI * frequency * index / samplingRate));
        }
        return samples;
    }

    /** Decaying bursts of noise every so many samples, from half a period on. */
    static float[] clicks(int length, int period) {
        float[] samples = new float[length];
        for (int index = period / 2; index < length; index += period) {
            for (int place = 0; place < 32; place++) {
                samples[index + place] =
                        (float) (Math.exp(-place / 8.0) * Math.cos(place * place * 0.7));
            }
        }
        return samples;
    }

    /** By how many cents the strongest frequency differs from a wanted one. */
    static double cents(float[] samples, int samplingRate, double wanted) {
        double[] power = power(samples, (samples.length - TONE_FRAME) / 2, TONE_FRAME);
        int peak = 1;
        for (int bin = 1; bin < power.length - 1; bin++) {
            peak = power[bin] > power[peak] ? bin : peak;
        }
        double left = Math.log(power[peak - 1]);
        double right = Math.log(power[peak + 1]);
        double offset = 0.5 * (left - right) / (left - 2 * Math.log(power[peak]) + right);
        double frequency = (peak + offset) * samplingRate / TONE_FRAME;
        return 1_200 * Math.log(frequency / wanted) / Math.log(2);
    }

    /** The share of the power that lies further than a distance from a frequency. */
    static double powerOutside(
            float[] samples, int samplingRate, double frequency, double distance) {
        double[] power = power(samples, (samples.length - TONE_FRAME) / 2, TONE_FRAME);
        double all = 0;
        double outside = 0;
        for (int bin = 0; bin < power.length; bin++) {
            double away = Math.abs((double) bin * samplingRate / TONE_FRAME - frequency);
            all += power[bin];
            outside += away > distance ? power[bin] : 0;
        }
        return outside / all;
    }

    /**
     * The share of the energy that lies within 8 ms of where the clicks belong.
     *
     * @param delay by how many samples all of the signal is late
     */
    static double energyAtClicks(
            float[] samples, int samplingRate, int period, double rate, int delay) {
        double all = 0;
        double near = 0;
        for (int index = 0; index < samples.length; index++) {
            double source = (index - delay) * rate;
            double away = Math.abs(Math.IEEEremainder(source - period / 2.0, period)) / rate;
            double energy = (double) samples[index] * samples[index];
            all += energy;
            near += away < 0.008 * samplingRate ? energy : 0;
        }
        return near / all;
    }

    /** The delay of up to 50 ms either way with which most energy lies where the clicks belong. */
    static int delay(float[] samples, int samplingRate, int period, double rate) {
        int best = 0;
        double most = energyAtClicks(samples, samplingRate, period, rate, 0);
        for (int delay = -samplingRate / 20; delay <= samplingRate / 20; delay += 16) {
            double energy = energyAtClicks(samples, samplingRate, period, rate, delay);
            if (energy > most + LEAST_GAIN) {
                most = energy;
                best = delay;
            }
        }
        return best;
    }

    /**
     * The root mean square difference in dB between the spectrum of a stretched recording and that
     * of the recording at the corresponding times.
     */
    static double spectralError(float[] recording, float[] stretched, double rate) {
        double loudest = 0;
        for (int start = 0; start + FRAME <= recording.length; start += HOP) {
            for (double power : power(recording, start, FRAME)) {
                loudest = Math.max(loudest, power);
            }
        }
        double floor = loudest * Math.pow(10, -COMPARED_DECIBELS / 10);
        double sum = 0;
        long count = 0;
        for (int start = 0; start + FRAME <= stretched.length; start += HOP) {
            int source = (int) Math.round((start + FRAME / 2.0) * rate - FRAME / 2.0);
            double[] wanted = power(recording, source, FRAME);
            double[] found = power(stretched, start, FRAME);
            for (int bin = 0; bin < wanted.length; bin++) {
                if (wanted[bin] > floor) {
                    double ratio = Math.max(found[bin], floor) / wanted[bin];
                    double difference = 10 * Math.log10(ratio);
                    sum += difference * difference;
                    count++;
                }
            }
        }
        return Math.sqrt(sum / count);
    }

    /** The power spectrum of a frame under a Hann window; beyond its ends a signal is silent. */
    private static double[] power(float[] samples, int start, int length) {
        double[] frame = new double[length];
        for (int place = 0; place < length; place++) {
            int index = start + place;
            double window = 0.5 - 0.5 * Math.cos(2 * Math.PI * place / length);
            frame[place] = index >= 0 && index < samples.length ? window * samples[index] : 0;
        }
        int bins = length / 2 + 1;
        double[] spectrum = new double[2 * bins];
        new FourierTransform(length).forward(frame, spectrum);
        double[] power = new double[bins];
        for (int bin = 0; bin < bins; bin++) {
            power[bin] =
                    spectrum[bin] * spectrum[bin] + spectrum[bins + bin] * spectrum[bins + bin];
        }
        return power;
    }
}
