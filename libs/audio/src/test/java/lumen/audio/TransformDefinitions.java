package lumen.audio;

import java.util.Arrays;
import java.util.Random;
import org.jtransforms.fft.DoubleFFT_1D;

/** The transforms once more, from their definitions in double precision, as slow as they are. */
final class TransformDefinitions {
    private TransformDefinitions() {}

    /** Noise with a few decaying partials that are 0.2 semitones sharp. */
    static float[] music(int count, int rate) {
        Random random = new Random(11);
        float[] samples = new float[count];
        for (int i = 0; i < count; i++) {
            double value = 0.01 * random.nextGaussian();
            for (int partial = 1; partial < 8; partial++) {
                value += 0.3 / partial * Math.sin(2 * Math.PI * 333 * partial * i / rate);
            }
            samples[i] = (float) (value * (0.4 + 0.6 * Math.exp(-3.0 * i / count)));
        }
        return samples;
    }

    /**
     * The power spectrum of frame {@code frame}, which is centred, under a periodic Hann window.
     */
    static double[] power(float[] samples, int length, int hop, int frame) {
        double[] values = new double[length];
        for (int i = 0; i < length; i++) {
            int index = frame * hop - length / 2 + i;
            if (index >= 0 && index < samples.length) {
                values[i] = samples[index] * (0.5 - 0.5 * Math.cos(2 * Math.PI * i / length));
            }
        }
        return power(values);
    }

    /** The power spectrum of values. */
    static double[] power(double[] values) {
        int length = values.length;
        double[] spectrum = values.clone();
        new DoubleFFT_1D(length).realForward(spectrum);
        double[] power = new double[length / 2 + 1];
        power[0] = spectrum[0] * spectrum[0];
        power[length / 2] = spectrum[1] * spectrum[1];
        for (int k = 1; k < length / 2; k++) {
            power[k] =
                    spectrum[2 * k] * spectrum[2 * k] + spectrum[2 * k + 1] * spectrum[2 * k + 1];
        }
        return power;
    }

    /** {@code [mels][frames]} of Slaney's mel power from 0 Hz to half the rate. */
    static double[][] mel(float[] samples, int rate, int length, int hop, int mels) {
        int frames = 1 + samples.length / hop;
        double highest = 15 + 27 * Math.log(rate / 2.0 / 1_000) / Math.log(6.4);
        double[] points = new double[mels + 2];
        for (int i = 0; i < points.length; i++) {
            double mel = i * highest / (mels + 1);
            points[i] = mel < 15 ? mel * 200 / 3 : 1_000 * Math.pow(6.4, (mel - 15) / 27);
        }
        double[][] bands = new double[mels][frames];
        for (int frame = 0; frame < frames; frame++) {
            double[] power = power(samples, length, hop, frame);
            for (int mel = 0; mel < mels; mel++) {
                for (int bin = 0; bin < power.length; bin++) {
                    double hertz = (double) bin * rate / length;
                    double height =
                            hertz < points[mel + 1]
                                    ? (hertz - points[mel]) / (points[mel + 1] - points[mel])
                                    : (points[mel + 2] - hertz)
                                            / (points[mel + 2] - points[mel + 1]);
                    bands[mel][frame] +=
                            Math.max(0, height) * 2 / (points[mel + 2] - points[mel]) * power[bin];
                }
            }
        }
        return bands;
    }

    /** {@code factor·log10(max(least, x))}, at most 80 below the greatest. */
    static double[][] decibels(double[][] values, double factor, double least) {
        double[][] result = new double[values.length][values[0].length];
        double greatest = Double.NEGATIVE_INFINITY;
        for (int row = 0; row < values.length; row++) {
            for (int t = 0; t < values[row].length; t++) {
                result[row][t] = factor * Math.log10(Math.max(least, values[row][t]));
                greatest = Math.max(greatest, result[row][t]);
            }
        }
        for (double[] row : result) {
            for (int t = 0; t < row.length; t++) {
                row[t] = Math.max(row[t], greatest - 80);
            }
        }
        return result;
    }

    /** {@code [coefficients][frames]} of the orthonormal cosine transform along the rows. */
    static double[][] cosine(double[][] values, int coefficients) {
        int length = values.length;
        double[][] result = new double[coefficients][values[0].length];
        for (int k = 0; k < coefficients; k++) {
            for (int t = 0; t < values[0].length; t++) {
                for (int n = 0; n < length; n++) {
                    result[k][t] += values[n][t] * Math.cos(Math.PI * k * (n + 0.5) / length);
                }
                result[k][t] *= k == 0 ? Math.sqrt(1.0 / length) : Math.sqrt(2.0 / length);
            }
        }
        return result;
    }

    /** The spectral centroid of each frame in Hz. */
    static double[] centroid(float[] samples, int rate, int length, int hop) {
        double[] result = new double[1 + samples.length / hop];
        for (int frame = 0; frame < result.length; frame++) {
            double[] power = power(samples, length, hop, frame);
            double sum = 0;
            double moment = 0;
            for (int k = 0; k < power.length; k++) {
                sum += Math.sqrt(power[k]);
                moment += Math.sqrt(power[k]) * k * rate / length;
            }
            result[frame] = sum == 0 ? 0 : moment / sum;
        }
        return result;
    }

    /** {@code [12][frames]}, each frame divided by its maximum, at a tuning in semitones. */
    static double[][] chroma(
            float[] samples, int rate, int length, int hop, int classes, double tuning) {
        double[] q = new double[length];
        for (int k = 1; k < length; k++) {
            double a0 = 440 * Math.pow(2, tuning / classes) / 16;
            q[k] = classes * (Math.log((double) k * rate / length) - Math.log(a0)) / Math.log(2);
        }
        q[0] = q[1] - 1.5 * classes;
        int frames = 1 + samples.length / hop;
        double[][] weights = new double[classes][length / 2 + 1];
        for (int k = 0; k <= length / 2; k++) {
            double width = Math.max(1, q[k + 1] - q[k]);
            double norm = 0;
            for (int c = 0; c < classes; c++) {
                double distance = q[k] - c;
                distance -= classes * Math.floor((distance + classes / 2.0) / classes);
                weights[c][k] = Math.exp(-2 * distance * distance / (width * width));
                norm += weights[c][k] * weights[c][k];
            }
            double octave = Math.exp(-0.5 * Math.pow((q[k] / classes - 5) / 2, 2));
            for (int c = 0; c < classes; c++) {
                weights[c][k] *= octave / Math.sqrt(norm);
            }
        }
        double[][] result = new double[classes][frames];
        for (int frame = 0; frame < frames; frame++) {
            double[] power = power(samples, length, hop, frame);
            double greatest = 0;
            for (int row = 0; row < classes; row++) {
                for (int k = 0; k < power.length; k++) {
                    result[row][frame] +=
                            weights[(row + 3 * (classes / 12)) % classes][k] * power[k];
                }
                greatest = Math.max(greatest, result[row][frame]);
            }
            for (int row = 0; row < classes && greatest > 0; row++) {
                result[row][frame] /= greatest;
            }
        }
        return result;
    }

    /**
     * {@code [mels][frames]} of Kaldi's filter bank in natural logarithms, under a Hanning window.
     */
    static double[][] kaldi(float[] samples, int rate, int length, int hop, int mels) {
        int fftLength = Integer.highestOneBit(length - 1) * 2;
        int frames = 1 + (samples.length - length) / hop;
        double lowest = Math.log1p(20 / 700.0);
        double step = (Math.log1p(rate / 2.0 / 700) - lowest) / (mels + 1);
        double[][] result = new double[mels][frames];
        for (int frame = 0; frame < frames; frame++) {
            double[] x = new double[length];
            for (int i = 0; i < length; i++) {
                x[i] = samples[frame * hop + i];
            }
            double mean = Arrays.stream(x).average().orElseThrow();
            double[] values = new double[fftLength];
            for (int i = 0; i < length; i++) {
                double before = x[Math.max(0, i - 1)] - mean;
                values[i] =
                        (x[i] - mean - 0.97 * before)
                                * (0.5 - 0.5 * Math.cos(2 * Math.PI * i / (length - 1)));
            }
            double[] power = power(values);
            for (int mel = 0; mel < mels; mel++) {
                double energy = 0;
                for (int k = 0; k < fftLength / 2; k++) {
                    double at = Math.log1p((double) k * rate / fftLength / 700);
                    double height = 1 - Math.abs((at - lowest) / step - mel - 1);
                    energy += Math.max(0, height) * power[k];
                }
                result[mel][frame] = Math.log(Math.max(1.1920929e-07, energy));
            }
        }
        return result;
    }

    /** {@code [filters][frames]} of magnitudes of a filter bank, applied every hop samples. */
    static double[][] filtered(float[] samples, double[][] filters, int hop) {
        int frames = 1 + (samples.length - filters[0].length) / hop;
        double[][] result = new double[filters.length][frames];
        for (int filter = 0; filter < filters.length; filter++) {
            for (int frame = 0; frame < frames; frame++) {
                double sum = 0;
                for (int tap = 0; tap < filters[0].length; tap++) {
                    sum += samples[frame * hop + tap] * filters[filter][tap];
                }
                result[filter][frame] = Math.abs(sum);
            }
        }
        return result;
    }
}
