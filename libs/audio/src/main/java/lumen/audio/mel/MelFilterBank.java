package lumen.audio.mel;

import lumen.audio.spectrum.FilterBank;

/**
 * Triangular filters, equally spaced on the mel scale of Slaney's Auditory Toolbox and scaled to
 * equal area (Slaney, "Auditory Toolbox", Interval Research report 1998-010).
 *
 * <p>A mel is 200/3 Hz up to 1,000 Hz and a step of {@code ln 6.4 / 27} in the logarithm above.
 * Filter i rises from point i to point i + 1 and falls to point i + 2 of {@code mels + 2} points,
 * and is multiplied by {@code 2 / (p[i + 2] - p[i])}.
 */
public final class MelFilterBank {
    private static final double HERTZ_PER_MEL = 200.0 / 3;
    private static final double LOGARITHMIC_FROM_HERTZ = 1_000;
    private static final double LOGARITHMIC_FROM_MEL = LOGARITHMIC_FROM_HERTZ / HERTZ_PER_MEL;
    private static final double LOGARITHMIC_STEP = Math.log(6.4) / 27;

    private final FilterBank filters;
    private final double[] points;

    /** Computes the filters in double precision and rounds the weights to float. */
    public MelFilterBank(MelParameters parameters) {
        points = points(parameters);
        filters =
                FilterBank.of(
                        parameters.mels(),
                        parameters.bins(),
                        (mel, bin) ->
                                weight(
                                        mel,
                                        (double) bin
                                                * parameters.samplingRate()
                                                / parameters.fftLength()));
    }

    private static double[] points(MelParameters parameters) {
        double lowest = toMel(parameters.lowestFrequency());
        double highest = toMel(parameters.highestFrequency());
        double[] points = new double[parameters.mels() + 2];
        for (int i = 0; i < points.length; i++) {
            points[i] = toHertz(lowest + (highest - lowest) * i / (points.length - 1));
        }
        return points;
    }

    private double weight(int mel, double frequency) {
        double rising = (frequency - points[mel]) / (points[mel + 1] - points[mel]);
        double falling = (points[mel + 2] - frequency) / (points[mel + 2] - points[mel + 1]);
        return Math.max(0, Math.min(rising, falling)) * 2 / (points[mel + 2] - points[mel]);
    }

    static double toMel(double hertz) {
        return hertz < LOGARITHMIC_FROM_HERTZ
                ? hertz / HERTZ_PER_MEL
                : LOGARITHMIC_FROM_MEL
                        + Math.log(hertz / LOGARITHMIC_FROM_HERTZ) / LOGARITHMIC_STEP;
    }

    static double toHertz(double mel) {
        return mel < LOGARITHMIC_FROM_MEL
                ? mel * HERTZ_PER_MEL
                : LOGARITHMIC_FROM_HERTZ
                        * Math.exp((mel - LOGARITHMIC_FROM_MEL) * LOGARITHMIC_STEP);
    }

    /** The filters over the bins of a frame's spectrum. */
    public FilterBank filters() {
        return filters;
    }

    /** The frequency in Hz at which a filter is highest. */
    public double centre(int mel) {
        return points[mel + 1];
    }
}
