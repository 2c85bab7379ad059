package lumen.audio.augmentation;

import java.util.random.RandomGenerator;

/** Varies a waveform. */
public sealed interface SignalAugmentation extends Augmentation
        permits BackgroundNoise,
                Clipping,
                ColorNoise,
                LoudnessNormalization,
                PeakLevel,
                PitchShift,
                PlaybackSpeed,
                RandomCrop,
                RandomEqualiser,
                RandomGain,
                Reverberation,
                RoomImpulse,
                Saturation,
                SevenBandEqualiser,
                TimeInversion,
                TimeMask,
                TimeShift,
                TimeStretch {
    /**
     * Varies a signal.
     *
     * @param samples mono samples, which may be changed in place; only the result may be used
     *     afterwards
     * @param samplingRate in Hz
     * @param random where all chance comes from
     * @return the varied signal, the same array or another, of another length where the
     *     augmentation says so
     */
    float[] apply(float[] samples, int samplingRate, RandomGenerator random);
}
