package lumen.audio.augmentation.stretch;

/**
 * The discrete Fourier transform of real frames in double precision and its inverse, by the complex
 * transform of half the length (radix 2, self-sorting, after Stockham). Not thread-safe: it owns
 * its buffers.
 */
public final class FourierTransform {
    private final int length;
    private final int half;
    private final double[] cosines;
    private final double[] sines;
    private double[] real;
    private double[] imaginary;
    private double[] otherReal;
    private double[] otherImaginary;

    /**
     * @param length samples in a frame, a power of two, at least 4
     */
    public FourierTransform(int length) {
        if (length < 4 || Integer.bitCount(length) != 1) {
            throw new IllegalArgumentException(length + " is no power of two from 4");
        }
        this.length = length;
        half = length / 2;
        cosines = new double[half];
        sines = new double[half];
        for (int k = 0; k < half; k++) {
            double angle = -2 * Math.PI * k / length;
            cosines[k] = StrictMath.cos(angle);
            sines[k] = StrictMath.sin(angle);
        }
        real = new double[half];
        imaginary = new double[half];
        otherReal = new double[half];
        otherImaginary = new double[half];
    }

    /** The least power of two that is no less than a number of samples. */
    public static int lengthFor(int samples) {
        return Math.max(4, Integer.highestOneBit(Math.max(1, samples - 1)) << 1);
    }

    /** Samples in a frame. */
    public int length() {
        return length;
    }

    /**
     * The spectrum of a frame.
     *
     * @param frame {@code length} samples
     * @param spectrum receives real parts 0 to length / 2 and after them as many imaginary parts
     */
    public void forward(double[] frame, double[] spectrum) {
        for (int k = 0; k < half; k++) {
            real[k] = frame[2 * k];
            imaginary[k] = frame[2 * k + 1];
        }
        transform();
        int imaginaries = half + 1;
        spectrum[0] = real[0] + imaginary[0];
        spectrum[half] = real[0] - imaginary[0];
        spectrum[imaginaries] = 0;
        spectrum[imaginaries + half] = 0;
        for (int k = 1; k < half; k++) {
            double evenReal = 0.5 * (real[k] + real[half - k]);
            double evenImaginary = 0.5 * (imaginary[k] - imaginary[half - k]);
            double oddReal = 0.5 * (imaginary[k] + imaginary[half - k]);
            double oddImaginary = -0.5 * (real[k] - real[half - k]);
            spectrum[k] = evenReal + cosines[k] * oddReal - sines[k] * oddImaginary;
            spectrum[imaginaries + k] =
                    evenImaginary + cosines[k] * oddImaginary + sines[k] * oddReal;
        }
    }

    /**
     * The frame of a spectrum: undoes {@link #forward}.
     *
     * @param spectrum real parts 0 to length / 2 and after them as many imaginary parts
     * @param frame receives {@code length} samples
     */
    public void inverse(double[] spectrum, double[] frame) {
        int imaginaries = half + 1;
        for (int k = 0; k < half; k++) {
            double evenReal = spectrum[k] + spectrum[half - k];
            double evenImaginary = spectrum[imaginaries + k] - spectrum[imaginaries + half - k];
            double differenceReal = spectrum[k] - spectrum[half - k];
            double differenceImaginary =
                    spectrum[imaginaries + k] + spectrum[imaginaries + half - k];
            double oddReal = cosines[k] * differenceReal + sines[k] * differenceImaginary;
            double oddImaginary = cosines[k] * differenceImaginary - sines[k] * differenceReal;
            // Real and imaginary parts change places: the forward transform is then the inverse.
            imaginary[k] = evenReal - oddImaginary;
            real[k] = evenImaginary + oddReal;
        }
        transform();
        double scale = 1.0 / length;
        for (int k = 0; k < half; k++) {
            frame[2 * k] = scale * imaginary[k];
            frame[2 * k + 1] = scale * real[k];
        }
    }

    private void transform() {
        int groups = half / 2;
        for (int size = 1; groups >= 1; groups /= 2, size *= 2) {
            for (int group = 0; group < groups; group++) {
                butterflies(group, groups, size);
            }
            double[] swapped = real;
            real = otherReal;
            otherReal = swapped;
            swapped = imaginary;
            imaginary = otherImaginary;
            otherImaginary = swapped;
        }
    }

    private void butterflies(int group, int groups, int size) {
        double cosine = cosines[group * 2 * size];
        double sine = sines[group * 2 * size];
        int in = group * size;
        int out = 2 * in;
        int across = groups * size;
        for (int k = 0; k < size; k++) {
            double differenceReal = real[in + k] - real[in + k + across];
            double differenceImaginary = imaginary[in + k] - imaginary[in + k + across];
            otherReal[out + k] = real[in + k] + real[in + k + across];
            otherImaginary[out + k] = imaginary[in + k] + imaginary[in + k + across];
            otherReal[out + size + k] = cosine * differenceReal - sine * differenceImaginary;
            otherImaginary[out + size + k] = cosine * differenceImaginary + sine * differenceReal;
        }
    }
}
