package lumen.training.augmentation;

/**
 * A recursive filter of second order with the coefficients of R. Bristow-Johnson's audio equaliser
 * cookbook, normalised so that the output's own coefficient is 1.
 */
record Biquad(double b0, double b1, double b2, double a1, double a2) {

    /**
     * Raises or lowers a band.
     *
     * @param frequency centre in Hz, below half the sampling rate
     * @param quality centre divided by width
     * @param gain at the centre in dB
     */
    static Biquad peak(double samplingRate, double frequency, double quality, double gain) {
        double amplitude = Math.pow(10, gain / 40);
        double angle = 2 * Math.PI * frequency / samplingRate;
        double width = Math.sin(angle) / (2 * quality);
        double scale = 1 + width / amplitude;
        double middle = -2 * Math.cos(angle) / scale;
        return new Biquad(
                (1 + width * amplitude) / scale,
                middle,
                (1 - width * amplitude) / scale,
                middle,
                (1 - width / amplitude) / scale);
    }

    /** Lets pass what is below a frequency; 12 dB an octave. */
    static Biquad lowPass(double samplingRate, double frequency, double quality) {
        double angle = 2 * Math.PI * frequency / samplingRate;
        double width = Math.sin(angle) / (2 * quality);
        double scale = 1 + width;
        double middle = (1 - Math.cos(angle)) / scale;
        return new Biquad(
                middle / 2, middle, middle / 2, -2 * Math.cos(angle) / scale, (1 - width) / scale);
    }

    /** Lets pass what is above a frequency; 12 dB an octave. */
    static Biquad highPass(double samplingRate, double frequency, double quality) {
        double angle = 2 * Math.PI * frequency / samplingRate;
        double width = Math.sin(angle) / (2 * quality);
        double scale = 1 + width;
        double middle = (1 + Math.cos(angle)) / scale;
        return new Biquad(
                middle / 2, -middle, middle / 2, -2 * Math.cos(angle) / scale, (1 - width) / scale);
    }

    /** Filters in place, starting from silence (transposed direct form II). */
    void filter(float[] samples) {
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
