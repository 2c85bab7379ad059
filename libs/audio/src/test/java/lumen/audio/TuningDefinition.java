package lumen.audio;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** librosa's estimate of the tuning, from its definition in double precision. */
final class TuningDefinition {
    private record Peak(double pitch, double strength) {}

    private TuningDefinition() {}

    /** The tuning in classes, a multiple of 0.01. */
    static double of(float[] samples, int rate, int length, int hop, int classes) {
        List<Peak> peaks = new ArrayList<>();
        for (int frame = 0; frame < 1 + samples.length / hop; frame++) {
            double[] power = TransformDefinitions.power(samples, length, hop, frame);
            double least = 0.1 * Arrays.stream(power).max().orElseThrow();
            double[] strong = Arrays.stream(power).map(x -> x > least ? x : 0).toArray();
            for (int k = 1; k < length / 2; k++) {
                double frequency = (double) k * rate / length;
                if (frequency >= 150
                        && frequency < 4_000
                        && strong[k] > strong[k - 1]
                        && strong[k] >= strong[k + 1]) {
                    double slope = (power[k + 1] - power[k - 1]) / 2;
                    double shift = slope / (2 * power[k] - power[k + 1] - power[k - 1]);
                    peaks.add(new Peak((k + shift) * rate / length, power[k] + slope * shift / 2));
                }
            }
        }
        double[] strengths = peaks.stream().mapToDouble(Peak::strength).sorted().toArray();
        double median =
                (strengths[(strengths.length - 1) / 2] + strengths[strengths.length / 2]) / 2;
        int[] histogram = new int[100];
        for (Peak peak : peaks) {
            if (peak.strength() >= median) {
                double above = classes * Math.log(peak.pitch() / 27.5) / Math.log(2);
                histogram[(int) Math.floor((above + 0.5 - Math.floor(above + 0.5)) * 100)]++;
            }
        }
        int fullest = 0;
        for (int bin = 1; bin < 100; bin++) {
            fullest = histogram[bin] > histogram[fullest] ? bin : fullest;
        }
        return fullest / 100.0 - 0.5;
    }
}
