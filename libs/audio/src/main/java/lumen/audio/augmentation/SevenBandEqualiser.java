package lumen.audio.augmentation;

import java.util.random.RandomGenerator;
import lumen.audio.augmentation.filter.Biquad;

/**
 * An equaliser of seven bands about an octave apart, each with a random gain: a low shelf below 60
 * Hz, peaks at 130, 280, 600, 1300 and 2800 Hz, a high shelf above 6 kHz. Bands above 0.45 of the
 * sampling rate are left out.
 *
 * @param gain of each band in dB
 */
public record SevenBandEqualiser(Range gain) implements SignalAugmentation {
    static final Argument<Range> GAIN =
            Argument.range("seven_band_eq_gain", -12, 12, -40, 40, "gain of each band in dB");

    private static final double[] CENTRES = {60, 130, 280, 600, 1300, 2800, 6000};
    private static final double PEAK_QUALITY = 1.3;
    private static final double HIGHEST = 0.45;

    /** Checks the range. */
    public SevenBandEqualiser {
        GAIN.check(gain);
    }

    static SevenBandEqualiser from(Arguments arguments) {
        return new SevenBandEqualiser(arguments.get(GAIN));
    }

    /** The frequencies of the bands in Hz. */
    static double[] centres() {
        return CENTRES.clone();
    }

    @Override
    public float[] apply(float[] samples, int samplingRate, RandomGenerator random) {
        double[] gains = new double[CENTRES.length];
        for (int band = 0; band < gains.length; band++) {
            gains[band] = gain.draw(random);
        }
        equalise(samples, samplingRate, gains);
        return samples;
    }

    /**
     * Filters in place.
     *
     * @param gains of the seven bands in dB
     */
    static void equalise(float[] samples, int samplingRate, double[] gains) {
        for (int band = 0; band < CENTRES.length; band++) {
            if (CENTRES[band] < HIGHEST * samplingRate) {
                filter(samplingRate, band, gains[band]).filter(samples);
            }
        }
    }

    private static Biquad filter(int samplingRate, int band, double gain) {
        if (band == 0) {
            return Biquad.lowShelf(samplingRate, CENTRES[band], Math.sqrt(0.5), gain);
        }
        return band == CENTRES.length - 1
                ? Biquad.highShelf(samplingRate, CENTRES[band], Math.sqrt(0.5), gain)
                : Biquad.peak(samplingRate, CENTRES[band], PEAK_QUALITY, gain);
    }
}
