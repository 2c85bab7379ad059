package lumen.audio.augmentation.stretch;

/**
 * Makes a signal longer or shorter without changing its pitch.
 *
 * <p>Output frames follow each other at a hop of a quarter frame. Each has the magnitudes of the
 * input frame about the corresponding time, and its phases go on from the previous output frame by
 * what the input's phases advance in one hop, which is measured on a second input frame one hop
 * earlier: no frequency has to be estimated. Bins around a spectral peak turn together with it
 * (identity phase locking: Laroche and Dolson, Improved Phase Vocoder Time-Scale Modification of
 * Audio, 1999). At an attack the phases start anew from the input's, which keeps it sharp.
 *
 * <p>Not thread-safe: it owns its buffers.
 */
public final class PhaseVocoder {
    private static final int OVERLAP = 4;

    /** Growth of a frame's magnitudes over the frame a hop earlier that makes an attack. */
    private static final double ATTACK = 1.6;

    private static final double TINY = 1e-300;

    private final int frameLength;
    private final int hop;
    private final int bins;
    private final FourierTransform fourier;
    private final double[] window;
    private final double[] frame;
    private final double[] current;
    private final double[] earlier;
    private final double[] output;
    private final double[] power;
    private final int[] peaks;

    /**
     * @param frameLength samples in a frame, a power of two from 16; some 50 ms suit music
     */
    public PhaseVocoder(int frameLength) {
        this.frameLength = frameLength;
        hop = frameLength / OVERLAP;
        bins = frameLength / 2 + 1;
        fourier = new FourierTransform(frameLength);
        window = new double[frameLength];
        for (int index = 0; index < frameLength; index++) {
            window[index] = 0.5 - 0.5 * StrictMath.cos(2 * Math.PI * index / frameLength);
        }
        frame = new double[frameLength];
        current = new double[2 * bins];
        earlier = new double[2 * bins];
        output = new double[2 * bins];
        power = new double[bins];
        peaks = new int[bins];
    }

    /** A vocoder whose frames last 33 to 67 ms at a sampling rate: 1,024 samples at 16 kHz. */
    public static PhaseVocoder forRate(int samplingRate) {
        return new PhaseVocoder(Math.max(16, Integer.highestOneBit(samplingRate / 15)));
    }

    /**
     * Stretches a signal.
     *
     * @param samples the signal
     * @param rate how much faster it goes on: above 1 it gets shorter
     * @return {@code round(samples.length / rate)} samples
     */
    public float[] stretch(float[] samples, double rate) {
        int length = (int) Math.round(samples.length / rate);
        double[] sum = new double[length + 2 * frameLength];
        double[] weights = new double[length + 2 * frameLength];
        int frames = length / hop + 2;
        for (int index = 0; index < frames; index++) {
            long centre = Math.round(index * hop * rate);
            spectrum(samples, centre, current);
            if (index == 0) {
                System.arraycopy(current, 0, output, 0, output.length);
            } else {
                spectrum(samples, centre - hop, earlier);
                turn();
            }
            fourier.inverse(output, frame);
            // Sample 0 of the output lies half a frame after the beginning of the buffer.
            int start = index * hop;
            for (int place = 0; place < frameLength; place++) {
                sum[start + place] += window[place] * frame[place];
                weights[start + place] += window[place] * window[place];
            }
        }
        float[] result = new float[length];
        for (int index = 0; index < length; index++) {
            double weight = weights[index + frameLength / 2];
            result[index] = (float) (sum[index + frameLength / 2] / Math.max(weight, 1e-3));
        }
        return result;
    }

    private void spectrum(float[] samples, long centre, double[] spectrum) {
        long start = centre - frameLength / 2;
        for (int place = 0; place < frameLength; place++) {
            long index = start + place;
            boolean inside = index >= 0 && index < samples.length;
            frame[place] = inside ? window[place] * samples[(int) index] : 0;
        }
        fourier.forward(frame, spectrum);
    }

    /** Makes the output spectrum of the current one, going on from the output before it. */
    private void turn() {
        double before = 0;
        double now = 0;
        for (int bin = 0; bin < bins; bin++) {
            power[bin] = power(current, bin);
            now += Math.sqrt(power[bin]);
            before += Math.sqrt(power(earlier, bin));
        }
        int count = now > ATTACK * before ? 0 : findPeaks();
        if (count == 0) {
            System.arraycopy(current, 0, output, 0, output.length);
            return;
        }
        double[] previous = output.clone();
        int first = 0;
        for (int peak = 0; peak < count; peak++) {
            int end = peak + 1 < count ? valley(peaks[peak], peaks[peak + 1]) : bins;
            turn(previous, peaks[peak], first, end);
            first = end;
        }
    }

    /** Turns the bins of a peak by the angle by which the output is ahead of the input there. */
    private void turn(double[] previous, int peak, int first, int end) {
        double real = previous[peak] * earlier[peak] + previous[bins + peak] * earlier[bins + peak];
        double imaginary =
                previous[bins + peak] * earlier[peak] - previous[peak] * earlier[bins + peak];
        double length = Math.sqrt(real * real + imaginary * imaginary);
        double cosine = length < TINY ? 1 : real / length;
        double sine = length < TINY ? 0 : imaginary / length;
        for (int bin = first; bin < end; bin++) {
            output[bin] = cosine * current[bin] - sine * current[bins + bin];
            output[bins + bin] = cosine * current[bins + bin] + sine * current[bin];
        }
    }

    private double power(double[] spectrum, int bin) {
        return spectrum[bin] * spectrum[bin] + spectrum[bins + bin] * spectrum[bins + bin];
    }

    /** Finds the bins that are above their two neighbours on either side. */
    private int findPeaks() {
        int count = 0;
        for (int bin = 0; bin < bins; bin++) {
            boolean peak = power[bin] > 0;
            int from = Math.max(0, bin - 2);
            int to = Math.min(bins - 1, bin + 2);
            for (int near = from; near <= to && peak; near++) {
                peak = near < bin ? power[near] < power[bin] : power[near] <= power[bin];
            }
            if (peak) {
                peaks[count++] = bin;
            }
        }
        return count;
    }

    /** The least bin between two peaks. */
    private int valley(int left, int right) {
        int least = left + 1;
        for (int bin = left + 1; bin < right; bin++) {
            least = power[bin] < power[least] ? bin : least;
        }
        return least;
    }

    /** Samples in a frame. */
    public int frameLength() {
        return frameLength;
    }
}
