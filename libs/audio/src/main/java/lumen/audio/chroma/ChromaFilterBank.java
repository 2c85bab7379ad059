package lumen.audio.chroma;

import lumen.audio.spectrum.FilterBank;

/**
 * Weighs the bins of a spectrum by pitch class (D. Ellis, "Chroma feature analysis and synthesis",
 * 2007; the formulas and constants are those of librosa's {@code filters.chroma}).
 *
 * <p>Bin k lies {@code q[k] = n·log2(f[k] / (a / 16))} classes above the A of 27.5 Hz, with a =
 * 440·2^(tuning / n) Hz. It counts for class c by a Gaussian of their distance, as wide as the bin;
 * each bin's weights have a Euclidean norm of one, and are weighed by a Gaussian of two octaves
 * about octave 5. Class 0 is C.
 */
public final class ChromaFilterBank {
    private static final double CENTRE_OCTAVE = 5;
    private static final double OCTAVE_WIDTH = 2;

    private ChromaFilterBank() {}

    /**
     * Computes the filters.
     *
     * @param samplingRate Hz
     * @param fftLength samples in a frame
     * @param classes pitch classes in an octave
     * @param tuning how far the signal is tuned from 440 Hz, in classes
     * @return {@code [classes, fftLength / 2 + 1]}
     */
    public static FilterBank of(int samplingRate, int fftLength, int classes, double tuning) {
        double[] position = new double[fftLength];
        double reference = 440 * Math.pow(2, tuning / classes) / 16;
        for (int k = 1; k < fftLength; k++) {
            double frequency = (double) k * samplingRate / fftLength;
            position[k] = classes * Math.log(frequency / reference) / Math.log(2);
        }
        position[0] = position[1] - 1.5 * classes;
        int bins = fftLength / 2 + 1;
        double[][] weights = new double[classes][bins];
        double[] column = new double[classes];
        for (int k = 0; k < bins; k++) {
            double width = Math.max(position[k + 1] - position[k], 1);
            double squares = 0;
            for (int c = 0; c < classes; c++) {
                double distance = 2 * wrapped(position[k] - c, classes) / width;
                column[c] = Math.exp(-0.5 * distance * distance);
                squares += column[c] * column[c];
            }
            double octave = (position[k] / classes - CENTRE_OCTAVE) / OCTAVE_WIDTH;
            double scale = Math.exp(-0.5 * octave * octave) / Math.sqrt(squares);
            // The classes are counted from A, three semitones below C.
            for (int c = 0; c < classes; c++) {
                weights[Math.floorMod(c - 3 * (classes / 12), classes)][k] = column[c] * scale;
            }
        }
        return FilterBank.of(classes, bins, (c, k) -> weights[c][k]);
    }

    /** A distance on a circle of so many classes, from minus a half of it to below a half. */
    private static double wrapped(double distance, int classes) {
        long half = Math.round(classes / 2.0);
        double shifted = (distance + half + 10.0 * classes) % classes;
        return (shifted < 0 ? shifted + classes : shifted) - half;
    }
}
