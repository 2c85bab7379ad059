package lumen.audio.augmentation;

import java.util.random.RandomGenerator;
import lumen.audio.augmentation.filter.Biquad;

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
    static final Argument<Integer> PEAKS =
            Argument.whole("random_equaliser_peaks", 4, 0, 64, "number of peaking filters");
    static final Argument<Double> DEVIATION =
            Argument.number(
                    "random_equaliser_deviation",
                    7.0,
                    0,
                    40,
                    "standard deviation of a peak's gain in dB; gains end at twice that");
    static final Argument<Double> LOW_PASS =
            Argument.number(
                    "random_equaliser_low_pass_p",
                    0.35,
                    0,
                    1,
                    "chance of a low pass between 1.5 and 9 kHz");
    static final Argument<Double> HIGH_PASS =
            Argument.number(
                    "random_equaliser_high_pass_p",
                    0.15,
                    0,
                    1,
                    "chance of a high pass between 50 and 400 Hz");

    private static final double LOWEST = 80;
    private static final double HIGHEST = 8000;

    /** Checks the ranges. */
    public RandomEqualiser {
        PEAKS.check(peaks);
        DEVIATION.check(deviation);
        LOW_PASS.check(lowPassProbability);
        HIGH_PASS.check(highPassProbability);
    }

    static RandomEqualiser from(Arguments arguments) {
        return new RandomEqualiser(
                arguments.get(PEAKS),
                arguments.get(DEVIATION),
                arguments.get(LOW_PASS),
                arguments.get(HIGH_PASS));
    }

    @Override
    public float[] apply(float[] samples, int samplingRate, RandomGenerator random) {
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
        return samples;
    }
}
