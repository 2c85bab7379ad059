package lumen.training.augmentation;

import java.util.random.RandomGenerator;

/**
 * Adds steady coloured noise to a mel power spectrogram. Every value fluctuates as the power of
 * Gaussian noise does; the level lies a random distance below the loudest band, and its slope over
 * the bands is random as well.
 *
 * @param probability chance of being applied
 * @param leastDistance least distance below the loudest value in dB
 * @param mostDistance greatest distance below the loudest value in dB
 */
public record NoiseFloor(double probability, double leastDistance, double mostDistance)
        implements SpectrogramAugmentation {
    /** Greatest difference between the lowest and the highest band, in dB. */
    private static final double TILT = 30;

    @Override
    public void apply(float[] power, int bands, int frames, RandomGenerator random) {
        double distance = Decibels.between(random, leastDistance, mostDistance);
        double tilt = Decibels.between(random, -TILT, TILT);
        if (random.nextDouble() >= probability) {
            return;
        }
        float loudest = 0;
        for (float value : power) {
            loudest = Math.max(loudest, value);
        }
        for (int band = 0; band < bands; band++) {
            double relative = (band + 0.5) / bands - 0.5;
            double level = loudest * Decibels.power(-distance + tilt * relative);
            for (int frame = 0; frame < frames; frame++) {
                double fluctuation = -Math.log(1 - random.nextFloat());
                power[band * frames + frame] += (float) (level * fluctuation);
            }
        }
    }
}
