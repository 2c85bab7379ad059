package lumen.audio.augmentation;

import java.util.random.RandomGenerator;

/**
 * Gives a spectrogram a share of another recording's long-term spectrum: every band's mean and
 * deviation over time move towards those of the other's band (frequency-wise MixStyle, after Zhou
 * et al., Domain Generalization with MixStyle, 2021). An equaliser whose curves are real ones.
 *
 * @param probability chance of being applied
 * @param share greatest share of the other's statistics, 0 to 1
 */
public record SpectrumTransfer(double probability, double share) implements Augmentation {
    static final Argument<Double> SHARE =
            Argument.number(
                    "spectrum_transfer_share",
                    0.6,
                    0,
                    1,
                    "greatest share of the other recording's statistics");

    private static final double LEAST_DEVIATION = 1e-3;

    /** Checks the share. */
    public SpectrumTransfer {
        SHARE.check(share);
    }

    static SpectrumTransfer from(Arguments arguments) {
        return new SpectrumTransfer(1, arguments.get(SHARE));
    }

    /** Draws whether an example is changed. */
    public boolean draw(RandomGenerator random) {
        return random.nextDouble() < probability;
    }

    /**
     * Changes a spectrogram.
     *
     * @param spectrogram what is changed, in decibels or another logarithm
     * @param donor the other recording's, with as many bands on the same scale
     * @param random where all chance comes from
     */
    public void apply(Spectrogram spectrogram, Spectrogram donor, RandomGenerator random) {
        if (donor.bands() != spectrogram.bands()) {
            throw new IllegalArgumentException(
                    "%d bands and %d bands".formatted(donor.bands(), spectrogram.bands()));
        }
        float[] values = spectrogram.values();
        float[] other = donor.values();
        int bands = spectrogram.bands();
        int frames = spectrogram.frames();
        int otherFrames = donor.frames();
        double moved = share * random.nextDouble();
        for (int band = 0; band < bands; band++) {
            double mean = mean(values, band * frames, frames);
            double deviation = deviation(values, band * frames, frames, mean);
            double otherMean = mean(other, band * otherFrames, otherFrames);
            double otherDeviation = deviation(other, band * otherFrames, otherFrames, otherMean);
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
