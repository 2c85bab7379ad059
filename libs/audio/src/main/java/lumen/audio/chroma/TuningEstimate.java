package lumen.audio.chroma;

import java.util.Arrays;

/**
 * Estimates how far a clip is tuned from 440 Hz, as librosa's {@code estimate_tuning} does: peaks
 * of each frame's power spectrum between 150 and 4,000 Hz and above a tenth of the frame's maximum
 * are located by parabolic interpolation; of those at least as strong as their median, the distance
 * to the nearest pitch class goes into a histogram of 100 bins, whose fullest is the answer.
 */
public final class TuningEstimate {
    private static final double LOWEST = 150;
    private static final double HIGHEST = 4_000;
    private static final float LEAST_SHARE = 0.1f;
    private static final double REFERENCE = 27.5;
    private static final int RESOLUTION = 100;
    private static final double ROUNDING = 1e-3;

    private final double binWidth;
    private final int bins;
    private final int classes;
    private final int firstBin;
    private final int endBin;
    private final int[] histogram = new int[RESOLUTION];
    private float[] pitches = new float[1_024];
    private float[] strengths = new float[1_024];
    private float[] ordered = new float[1_024];
    private int peaks;

    /**
     * Begins an estimate.
     *
     * @param samplingRate Hz
     * @param fftLength samples in a frame
     * @param classes pitch classes in an octave
     */
    public TuningEstimate(int samplingRate, int fftLength, int classes) {
        binWidth = (double) samplingRate / fftLength;
        bins = fftLength / 2 + 1;
        this.classes = classes;
        firstBin = Math.max(1, (int) Math.ceil(LOWEST / binWidth));
        endBin = Math.min(bins - 1, (int) Math.ceil(HIGHEST / binWidth));
    }

    /** Forgets everything. */
    public void clear() {
        peaks = 0;
    }

    /**
     * Takes the power spectrum of a frame.
     *
     * @param spectrum bin k at {@code offset + k·stride}
     * @param maximum the greatest of all bins
     */
    public void add(float[] spectrum, int offset, int stride, float maximum) {
        float least = LEAST_SHARE * maximum;
        float before = above(spectrum[offset + (firstBin - 1) * stride], least);
        float here = above(spectrum[offset + firstBin * stride], least);
        for (int k = firstBin; k < endBin; k++) {
            float after = above(spectrum[offset + (k + 1) * stride], least);
            if (here > before && here >= after) {
                peak(
                        k,
                        spectrum[offset + (k - 1) * stride],
                        here,
                        spectrum[offset + (k + 1) * stride]);
            }
            before = here;
            here = after;
        }
    }

    private static float above(float value, float least) {
        return value > least ? value : 0;
    }

    private void peak(int bin, float before, float here, float after) {
        double slope = 0.5 * ((double) after - before);
        double curvature = 2.0 * here - after - before;
        double shift = slope / (Math.abs(curvature) < Float.MIN_NORMAL ? 1 : curvature);
        if (peaks == pitches.length) {
            pitches = Arrays.copyOf(pitches, 2 * peaks);
            strengths = Arrays.copyOf(strengths, 2 * peaks);
            ordered = new float[2 * peaks];
        }
        pitches[peaks] = (float) ((bin + shift) * binWidth);
        strengths[peaks] = (float) (here + 0.5 * slope * shift);
        peaks++;
    }

    /** The tuning in pitch classes, from -0.5 to below 0.5; 0 if there is no peak. */
    public double tuning() {
        if (peaks == 0) {
            return 0;
        }
        System.arraycopy(strengths, 0, ordered, 0, peaks);
        float median = Median.of(ordered, peaks);
        Arrays.fill(histogram, 0);
        for (int peak = 0; peak < peaks; peak++) {
            if (strengths[peak] >= median && pitches[peak] > 0) {
                double above = classes * Math.log(pitches[peak] / REFERENCE) / Math.log(2);
                double residual = above - Math.floor(above);
                residual = residual >= 0.5 ? residual - 1 : residual;
                histogram[bin(residual)]++;
            }
        }
        int fullest = 0;
        for (int bin = 1; bin < RESOLUTION; bin++) {
            fullest = histogram[bin] > histogram[fullest] ? bin : fullest;
        }
        return (double) fullest / RESOLUTION - 0.5;
    }

    /**
     * The bin of a residual. A pitch on the border of two bins, such as 440 Hz itself, counts for
     * the lower one however it was rounded.
     */
    private static int bin(double residual) {
        int bin = (int) Math.ceil((residual + 0.5) * RESOLUTION - ROUNDING) - 1;
        return Math.clamp(bin, 0, RESOLUTION - 1);
    }
}
