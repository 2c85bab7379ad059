package lumen.audio.augmentation.filter;

/**
 * A recursive filter of second order with the coefficients of R. Bristow-Johnson's audio equaliser
 * cookbook, normalised so that the output's own coefficient is 1.
 */
public record Biquad(double b0, double b1, double b2, double a1, double a2) {

    /**
     * Raises or lowers a band.
     *
     * @param frequency centre in Hz, below half the sampling rate
     * @param quality centre divided by width
     * @param gain at the centre in dB
     */
    public static Biquad peak(double samplingRate, double frequency, double quality, double gain) {
        double amplitude = StrictMath.pow(10, gain / 40);
        double angle = 2 * Math.PI * frequency / samplingRate;
        double width = StrictMath.sin(angle) / (2 * quality);
        double scale = 1 + width / amplitude;
        double middle = -2 * StrictMath.cos(angle) / scale;
        return new Biquad(
                (1 + width * amplitude) / scale,
                middle,
                (1 - width * amplitude) / scale,
                middle,
                (1 - width / amplitude) / scale);
    }

    /** Lets pass what is below a frequency; 12 dB an octave. */
    public static Biquad lowPass(double samplingRate, double frequency, double quality) {
        double angle = 2 * Math.PI * frequency / samplingRate;
        double width = StrictMath.sin(angle) / (2 * quality);
        double scale = 1 + width;
        double middle = (1 - StrictMath.cos(angle)) / scale;
        return new Biquad(
                middle / 2,
                middle,
                middle / 2,
                -2 * StrictMath.cos(angle) / scale,
                (1 - width) / scale);
    }

    /** Lets pass what is above a frequency; 12 dB an octave. */
    public static Biquad highPass(double samplingRate, double frequency, double quality) {
        double angle = 2 * Math.PI * frequency / samplingRate;
        double width = StrictMath.sin(angle) / (2 * quality);
        double scale = 1 + width;
        double middle = (1 + StrictMath.cos(angle)) / scale;
        return new Biquad(
                middle / 2,
                -middle,
                middle / 2,
                -2 * StrictMath.cos(angle) / scale,
                (1 - width) / scale);
    }

    /**
     * Raises or lowers everything below a frequency.
     *
     * @param frequency where half of the gain is reached
     * @param quality steepness, at most 1 / sqrt(2) without a bump
     * @param gain far below the frequency in dB
     */
    public static Biquad lowShelf(
            double samplingRate, double frequency, double quality, double gain) {
        return shelf(samplingRate, frequency, quality, gain, 1);
    }

    /** Raises or lowers everything above a frequency; parameters as of the low shelf. */
    public static Biquad highShelf(
            double samplingRate, double frequency, double quality, double gain) {
        return shelf(samplingRate, frequency, quality, gain, -1);
    }

    /** The two shelves differ in the sign of every cosine and of two coefficients. */
    private static Biquad shelf(
            double samplingRate, double frequency, double quality, double gain, double sign) {
        double amplitude = StrictMath.pow(10, gain / 40);
        double angle = 2 * Math.PI * frequency / samplingRate;
        double cosine = sign * StrictMath.cos(angle);
        double width = StrictMath.sin(angle) / quality * Math.sqrt(amplitude);
        double more = amplitude + 1;
        double less = amplitude - 1;
        double scale = more + less * cosine + width;
        return new Biquad(
                amplitude * (more - less * cosine + width) / scale,
                sign * 2 * amplitude * (less - more * cosine) / scale,
                amplitude * (more - less * cosine - width) / scale,
                sign * -2 * (less + more * cosine) / scale,
                (more + less * cosine - width) / scale);
    }

    /** Filters in place, starting from silence (transposed direct form II). */
    public void filter(float[] samples) {
        double first = 0;
        double second = 0;
        for (int index = 0; index < samples.length; index++) {
            double input = samples[index];
            double output = b0 * input + first;
            first = b1 * input - a1 * output + second;
            second = b2 * input - a2 * output;
            samples[index] = (float) output;
        }
    }
}
