package lumen.training.augmentation;

import java.util.random.RandomGenerator;

/**
 * Gives a spectrogram a share of another recording's long-term spectrum: every band's mean and
 * deviation over time move towards those of the other's band (frequency-wise MixStyle, after Zhou
 * et al., Domain Generalization with MixStyle, 2021). An equaliser whose curves are real ones.
 *
 * @param probability chance of being applied
 * @param share greatest share of the other's statistics, 0 to 1
 */
public record SpectrumTransfer(double probability, double share) {
    private static final double LEAST_DEVIATION = 1e-3;

    /** Draws whether an example is changed. */
    public boolean draw(RandomGenerator random) {
        return random.nextDouble() < probability;
    }

    /**
     * Changes the values.
     *
     * @param values {@code [bands][frames]} in decibels, row by row
     * @param other the other recording's, of the same shape
     * @param bands mel bands
     * @param frames columns
     * @param random where all chance comes from
     */
    public void apply(
            float[] values, float[] other, int bands, int frames, RandomGenerator random) {
        double moved = share * random.nextDouble();
        for (int band = 0; band < bands; band++) {
            double mean = mean(values, band * frames, frames);
            double deviation = deviation(values, band * frames, frames, mean);
            double otherMean = mean(other, band * frames, frames);
            double otherDeviation = deviation(other, band * frames, frames, otherMean);
            double newMean = mean + moved * (otherMean - mean);
            double scale = 1 + moved * (otherDeviation / deviation - 1);
            for (int index = band * frames; index < (band + 1) * frames; index++) {
                values[index] = (float) (newMean + scale * (values[index] - mean));
            }
        }
    }

    private static double mean(float[] values, int first, int count) {
        double sum = 0;
        for (int index = first; index < first + count; index++) {
            sum += values[index];
        }
        return sum / count;
    }

    private static double deviation(float[] values, int first, int count, double mean) {
        double sum = 0;
        for (int index = first; index < first + count; index++) {
            sum += (values[index] - mean) * (values[index] - mean);
        }
        return Math.max(LEAST_DEVIATION, Math.sqrt(sum / count));
    }
}
