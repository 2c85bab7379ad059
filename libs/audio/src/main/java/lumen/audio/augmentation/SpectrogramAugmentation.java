package lumen.audio.augmentation;

import java.util.random.RandomGenerator;

/** Varies a spectrogram in place. */
public sealed interface SpectrogramAugmentation extends Augmentation
        permits BandShift,
                Blur,
                FilterAugmentation,
                FrequencyMask,
                Masks,
                NoiseFloor,
                RandomErasing,
                RandomPixels,
                TimeRoll {
    /**
     * Changes the values.
     *
     * @param spectrogram what is changed
     * @param random where all chance comes from
     * @throws IllegalArgumentException if the augmentation needs power or decibels and the
     *     spectrogram has neither
     */
    void apply(Spectrogram spectrogram, RandomGenerator random);
}
