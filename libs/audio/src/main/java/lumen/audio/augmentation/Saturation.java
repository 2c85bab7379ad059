package lumen.audio.augmentation;

import java.util.random.RandomGenerator;

/**
 * Overdrives a signal softly, {@code tanh(g x) / g}, with the peak at 1 and a drive g of 1 to
 * {@code drive}: adds harmonics as amplifiers and tape do.
 *
 * @param probability chance of being applied
 * @param drive greatest drive, at least 1
 */
public record Saturation(double probability, double drive) implements SignalAugmentation {
    static final Argument<Double> DRIVE =
            Argument.number("saturation_drive", 4.0, 1, 100, "greatest drive");

    /** Checks the drive. */
    public Saturation {
        DRIVE.check(drive);
    }

    static Saturation from(Arguments arguments) {
        return new Saturation(1, arguments.get(DRIVE));
    }

    @Override
    public float[] apply(float[] samples, int samplingRate, RandomGenerator random) {
        double gain = Decibels.logarithmic(random, 1, drive);
        if (random.nextDouble() >= probability) {
            return samples;
        }
        float peak = 0;
        for (float sample : samples) {
            peak = Math.max(peak, Math.abs(sample));
        }
        if (peak == 0) {
            return samples;
        }
        for (int index = 0; index < samples.length; index++) {
            // x (27 + x²) / (27 + 9 x²) is tanh to 2 % up to 3, where it reaches 1
            double driven = Math.clamp(samples[index] / peak * gain, -3, 3);
            double square = driven * driven;
            samples[index] = (float) (peak / gain * driven * (27 + square) / (27 + 9 * square));
        }
        return samples;
    }
}
