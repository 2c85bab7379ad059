package lumen.audio.augmentation;

import java.util.random.RandomGenerator;

/**
 * Adds steady coloured noise to a spectrogram of power or of its logarithm. Every value fluctuates
 * as the power of Gaussian noise does; the level lies a random distance below the loudest band, and
 * its slope over the bands is random as well.
 *
 * @param probability chance of being applied
 * @param leastDistance least distance below the loudest value in dB
 * @param mostDistance greatest distance below the loudest value in dB
 */
public record NoiseFloor(double probability, double leastDistance, double mostDistance)
        implements SpectrogramAugmentation {
    static final Argument<Range> DISTANCE =
            Argument.range(
                    "noise_floor_distance",
                    25,
                    80,
                    -60,
                    200,
                    "how far the noise lies below the loudest value, in dB");

    /** Greatest difference between the lowest and the highest band, in dB. */
    private static final double TILT = 30;

    /** Checks the distances. */
    public NoiseFloor {
        DISTANCE.check(new Range(leastDistance, mostDistance));
    }

    static NoiseFloor from(Arguments arguments) {
        Range distance = arguments.get(DISTANCE);
        return new NoiseFloor(1, distance.low(), distance.high());
    }

    @Override
    public void apply(Spectrogram spectrogram, RandomGenerator random) {
        float[] values = spectrogram.values();
        int bands = spectrogram.bands();
        int frames = spectrogram.frames();
        Scale scale = spectrogram.scale();
        double distance = Decibels.between(random, leastDistance, mostDistance);
        double tilt = Decibels.between(random, -TILT, TILT);
        if (random.nextDouble() >= probability) {
            return;
        }
        float greatest = Float.NEGATIVE_INFINITY;
        for (float value : values) {
            greatest = Math.max(greatest, value);
        }
        double loudest = scale.power(greatest);
        for (int band = 0; band < bands; band++) {
            double relative = (band + 0.5) / bands - 0.5;
            double level = loudest * Decibels.power(-distance + tilt * relative);
            for (int frame = 0; frame < frames; frame++) {
                double fluctuation = -StrictMath.log(1 - random.nextFloat());
                int index = band * frames + frame;
                values[index] = scale.plus(values[index], level * fluctuation);
            }
        }
    }
}
