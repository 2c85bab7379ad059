package lumen.audio;

/** Scales a clip so that its loudest sample is 1 or -1. */
public final class PeakNormalization {
    private PeakNormalization() {}

    /** The largest magnitude among the first {@code length} samples; 0 if there are none. */
    public static float peak(float[] samples, int length) {
        float peak = 0;
        for (int i = 0; i < length; i++) {
            peak = Math.max(peak, Math.abs(samples[i]));
        }
        return peak;
    }

    /**
     * Divides the first {@code length} samples by a clip's peak, in place; leaves them as they are
     * if the peak is below the smallest normal float, which is silence.
     */
    public static void apply(float[] samples, int length, float peak) {
        if (peak < Float.MIN_NORMAL) {
            return;
        }
        for (int i = 0; i < length; i++) {
            samples[i] /= peak;
        }
    }

    /** Normalises a whole clip in place. */
    public static void apply(float[] samples) {
        apply(samples, samples.length, peak(samples, samples.length));
    }
}
