package lumen.training.examples;

/**
 * A decoded recording in memory.
 *
 * @param samples mono, at the model's sampling rate, peak-normalised to 16 bits; at least one
 * @param target one value per label, 1 where the label is heard
 */
public record Recording(short[] samples, float[] target) {
    private static final float FULL_SCALE = 32767f;

    /** Checks that there are samples. */
    public Recording {
        if (samples.length == 0) {
            throw new IllegalArgumentException("a recording needs samples");
        }
    }

    /**
     * Makes a recording of decoded samples: scales them so that the peak is at full scale.
     *
     * @param samples mono samples
     * @param target one value per label
     */
    public static Recording normalised(float[] samples, float[] target) {
        float peak = 0;
        for (float sample : samples) {
            peak = Math.max(peak, Math.abs(sample));
        }
        float scale = peak == 0 ? 0 : FULL_SCALE / peak;
        short[] rounded = new short[samples.length];
        for (int index = 0; index < samples.length; index++) {
            rounded[index] = (short) Math.round(samples[index] * scale);
        }
        return new Recording(rounded, target);
    }
}
