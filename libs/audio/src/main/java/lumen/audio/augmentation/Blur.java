package lumen.audio.augmentation;

import java.util.random.RandomGenerator;

/**
 * Smooths a spectrogram along time by a Gaussian of random width: softens attacks and vibrato, as
 * the short loops of samplers do.
 *
 * @param probability chance of being applied
 * @param frames greatest standard deviation of the Gaussian, in frames
 */
public record Blur(double probability, double frames) implements SpectrogramAugmentation {
    private static final double LEAST = 0.4;

    static final Argument<Double> FRAMES =
            Argument.number(
                    "blur_frames",
                    2.0,
                    LEAST,
                    100,
                    "greatest standard deviation of the Gaussian in frames");

    /** Checks the width. */
    public Blur {
        FRAMES.check(frames);
    }

    static Blur from(Arguments arguments) {
        return new Blur(1, arguments.get(FRAMES));
    }

    @Override
    public void apply(Spectrogram spectrogram, RandomGenerator random) {
        float[] values = spectrogram.values();
        int bands = spectrogram.bands();
        int columns = spectrogram.frames();
        double deviation = Decibels.between(random, LEAST, frames);
        if (random.nextDouble() >= probability) {
            return;
        }
        float[] weights = weights(deviation);
        int radius = weights.length / 2;
        float[] row = new float[columns];
        for (int band = 0; band < bands; band++) {
            System.arraycopy(values, band * columns, row, 0, columns);
            for (int column = 0; column < columns; column++) {
                float sum = 0;
                for (int offset = -radius; offset <= radius; offset++) {
                    int from = Math.clamp(column + offset, 0, columns - 1);
                    sum += weights[offset + radius] * row[from];
                }
                values[band * columns + column] = sum;
            }
        }
    }

    private static float[] weights(double deviation) {
        int radius = (int) Math.ceil(2.5 * deviation);
        float[] weights = new float[2 * radius + 1];
        double sum = 0;
        for (int offset = -radius; offset <= radius; offset++) {
            double weight = StrictMath.exp(-0.5 * offset * offset / (deviation * deviation));
            weights[offset + radius] = (float) weight;
            sum += weight;
        }
        for (int index = 0; index < weights.length; index++) {
            weights[index] /= (float) sum;
        }
        return weights;
    }
}
