package lumen.training.augmentation;

import java.util.random.RandomGenerator;

/** Varies a signal in place. */
@FunctionalInterface
public interface SignalAugmentation {
    /**
     * Changes the samples.
     *
     * @param samples mono samples
     * @param samplingRate in Hz
     * @param random where all chance comes from
     */
    void apply(float[] samples, int samplingRate, RandomGenerator random);
}
