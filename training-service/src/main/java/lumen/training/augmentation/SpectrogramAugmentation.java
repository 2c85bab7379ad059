package lumen.training.augmentation;

import java.util.random.RandomGenerator;

/** Varies a spectrogram in place. */
@FunctionalInterface
public interface SpectrogramAugmentation {
    /**
     * Changes the values.
     *
     * @param values {@code [bands][frames]}, row by row
     * @param bands mel bands
     * @param frames columns
     * @param random where all chance comes from
     */
    void apply(float[] values, int bands, int frames, RandomGenerator random);
}
