package lumen.training.augmentation;

import java.util.random.RandomGenerator;

/**
 * Changes the timbre as another instrument of the same kind, microphone or mixing desk would: some
 * peaking filters at random places, now and then a low pass and a high pass.
 *
 * @param peaks number of peaking filters
 * @param deviation standard deviation of their gain in dB; gains end at twice that
 * @param lowPassProbability chance of a low pass between 1.5 and 9 kHz
 * @param highPassProbability chance of a high pass between 50 and 400 Hz
 */
public record RandomEqualiser(
        int peaks, double deviation, double lowPassProbability, double highPassProbability)
        implements SignalAugmentation {
    private static final double LOWEST = 80;
    private static final double HIGHEST = 8000;

    @Override
    public void apply(float[] samples, int samplingRate, RandomGenerator random) {
        double highest = Math.min(HIGHEST, 0.45 * samplingRate);
        for (int peak = 0; peak < peaks; peak++) {
            double frequency = Decibels.logarithmic(random, LOWEST, highest);
            double quality = Decibels.logarithmic(random, 0.4, 2.5);
            double gain = deviation * Math.clamp(random.nextGaussian(), -2, 2);
            Biquad.peak(samplingRate, frequency, quality, gain).filter(samples);
        }
        if (random.nextDouble() < lowPassProbability) {
            double frequency = Decibels.logarithmic(random, 1500, Math.min(9000, highest));
            Biquad.lowPass(samplingRate, frequency, Math.sqrt(0.5)).filter(samples);
        }
        if (random.nextDouble() < highPassProbability) {
            double frequency = Decibels.logarithmic(random, 50, 400);
            Biquad.highPass(samplingRate, frequency, Math.sqrt(0.5)).filter(samples);
        }
    }
}
