package lumen.audio.augmentation;

import java.util.Optional;
import java.util.random.RandomGenerator;
import lumen.audio.augmentation.stretch.FourierTransform;

/**
 * Adds Gaussian noise whose spectrum falls or rises: white noise of about a second, repeated, whose
 * amplitude at frequency f is divided by {@code (1 + f·(sqrt(r/2) - 1)/(r/2))^decay} at sampling
 * rate r. Far above 100 Hz its level falls by 6 dB an octave times the decay.
 *
 * @param decay exponent; 0 is white, negative values rise
 * @param signalToNoise root mean square of the signal over that of the noise, in dB
 * @param deviation root mean square of the noise relative to full scale in place of a drawn ratio
 */
public record ColorNoise(Range decay, Range signalToNoise, Optional<Double> deviation)
        implements SignalAugmentation {
    static final Argument<Range> DECAY =
            Argument.range(
                    "color_noise_decay",
                    -2,
                    2,
                    -4,
                    4,
                    "exponent by which the noise's amplitude falls with frequency");
    static final Argument<Range> SIGNAL_TO_NOISE =
            Argument.range("color_noise_snr", 3, 25, -60, 120, "signal to noise ratio in dB");
    static final Argument<Double> DEVIATION =
            Argument.number(
                    "std_noise",
                    Optional.empty(),
                    0,
                    1,
                    "root mean square of the noise relative to full scale, in place of"
                            + " color_noise_snr");

    /** Checks the ranges. */
    public ColorNoise {
        DECAY.check(decay);
        SIGNAL_TO_NOISE.check(signalToNoise);
        deviation.ifPresent(DEVIATION::check);
    }

    static ColorNoise from(Arguments arguments) {
        return new ColorNoise(
                arguments.get(DECAY),
                arguments.get(SIGNAL_TO_NOISE),
                arguments.has(DEVIATION)
                        ? Optional.of(arguments.get(DEVIATION))
                        : Optional.empty());
    }

    @Override
    public float[] apply(float[] samples, int samplingRate, RandomGenerator random) {
        double drawnDecay = decay.draw(random);
        double ratio = Decibels.amplitude(signalToNoise.draw(random));
        double level = deviation.orElse(Decibels.level(samples) / ratio);
        double[] noise = noise(samplingRate, drawnDecay, random);
        double power = 0;
        for (int index = 0; index < samples.length; index++) {
            double value = noise[index % noise.length];
            power += value * value;
        }
        double factor = power == 0 ? 0 : level / Math.sqrt(power / samples.length);
        for (int index = 0; index < samples.length; index++) {
            samples[index] += (float) (factor * noise[index % noise.length]);
        }
        return samples;
    }

    /** Noise of one second or a little more, of any level. */
    static double[] noise(int samplingRate, double decay, RandomGenerator random) {
        FourierTransform fourier = new FourierTransform(FourierTransform.lengthFor(samplingRate));
        double[] noise = new double[fourier.length()];
        for (int index = 0; index < noise.length; index++) {
            noise[index] = random.nextGaussian();
        }
        int bins = noise.length / 2 + 1;
        double[] spectrum = new double[2 * bins];
        fourier.forward(noise, spectrum);
        double step = (Math.sqrt(samplingRate / 2.0) - 1) / (bins - 1);
        for (int bin = 0; bin < bins; bin++) {
            double divisor = StrictMath.pow(1 + bin * step, decay);
            spectrum[bin] /= divisor;
            spectrum[bins + bin] /= divisor;
        }
        fourier.inverse(spectrum, noise);
        return noise;
    }
}
