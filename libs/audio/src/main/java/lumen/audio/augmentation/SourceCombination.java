package lumen.audio.augmentation;

import java.util.ArrayList;
import java.util.List;

/** What can be done with several recordings; arguments are left as they are. */
public final class SourceCombination {
    private SourceCombination() {}

    /** Joins signals along time. */
    public static float[] concatenate(List<float[]> signals) {
        int length = 0;
        for (float[] signal : signals) {
            length = Math.addExact(length, signal.length);
        }
        float[] joined = new float[length];
        int next = 0;
        for (float[] signal : signals) {
            System.arraycopy(signal, 0, joined, next, signal.length);
            next += signal.length;
        }
        return joined;
    }

    /**
     * The mean of signals, each filled up with silence to the longest.
     *
     * @param signals at least one
     */
    public static float[] mean(List<float[]> signals) {
        double[] sum = new double[longest(signals)];
        for (float[] signal : signals) {
            for (int index = 0; index < signal.length; index++) {
                sum[index] += signal[index];
            }
        }
        float[] mean = new float[sum.length];
        for (int index = 0; index < sum.length; index++) {
            mean[index] = (float) (sum[index] / signals.size());
        }
        return mean;
    }

    /**
     * Cuts a signal into parts of nearly equal length; the first {@code length mod parts} of them
     * are one sample longer.
     */
    public static List<float[]> split(float[] signal, int parts) {
        List<float[]> result = new ArrayList<>();
        int start = 0;
        for (int part = 0; part < parts; part++) {
            int length = signal.length / parts + (part < signal.length % parts ? 1 : 0);
            float[] cut = new float[length];
            System.arraycopy(signal, start, cut, 0, length);
            result.add(cut);
            start += length;
        }
        return result;
    }

    /** {@code w·first + (1 - w)·second}, the shorter one filled up with silence. */
    public static float[] weigh(float[] first, float[] second, double weight) {
        float[] result = new float[Math.max(first.length, second.length)];
        for (int index = 0; index < result.length; index++) {
            double one = index < first.length ? first[index] : 0;
            double other = index < second.length ? second[index] : 0;
            result[index] = (float) (weight * one + (1 - weight) * other);
        }
        return result;
    }

    /**
     * Adds a signal that is first brought to the level of another.
     *
     * @param signal what is added to
     * @param added what is added; silence stays silence
     * @param amplitude root mean square of what is added relative to that of the first signal
     */
    public static float[] add(float[] signal, float[] added, double amplitude) {
        double present = Decibels.level(added);
        double factor = present == 0 ? 0 : amplitude * Decibels.level(signal) / present;
        float[] result = new float[Math.max(signal.length, added.length)];
        for (int index = 0; index < result.length; index++) {
            double one = index < signal.length ? signal[index] : 0;
            double other = index < added.length ? added[index] : 0;
            result[index] = (float) (one + factor * other);
        }
        return result;
    }

    /**
     * The labels of recordings that are heard in one sample: the greatest value of each label.
     *
     * @param labels one array for each recording, all of the same length, at least one
     */
    public static float[] union(List<float[]> labels) {
        float[] result = labels.getFirst().clone();
        for (float[] other : labels) {
            if (other.length != result.length) {
                throw new IllegalArgumentException(
                        "%d labels and %d labels".formatted(result.length, other.length));
            }
            for (int label = 0; label < result.length; label++) {
                result[label] = Math.max(result[label], other[label]);
            }
        }
        return result;
    }

    private static int longest(List<float[]> signals) {
        return signals.stream().mapToInt(signal -> signal.length).max().orElseThrow();
    }
}
