package lumen.audio;

import lumen.audio.mel.MelParameters;

/** Features that are a mel spectrogram, {@code [n_mels, window_frames]}, and nothing else. */
public sealed interface MelFeatures extends FeatureSpecification
        permits MelSpectrogramFeatures, LogMelSpectrogramFeatures {

    /** The spectrogram. */
    MelParameters mel();

    /**
     * The features of a transform.
     *
     * @throws IllegalArgumentException if the transform is not a mel spectrogram
     */
    static MelFeatures of(
            Transform transform, MelParameters mel, boolean normalizeAudio, Windowing windowing) {
        return switch (transform) {
            case MEL_SPECTROGRAM -> new MelSpectrogramFeatures(mel, normalizeAudio, windowing);
            case LOG_MEL_SPECTROGRAM ->
                    new LogMelSpectrogramFeatures(mel, normalizeAudio, windowing);
        };
    }

    @Override
    default int samplingRate() {
        return mel().samplingRate();
    }

    @Override
    default int rows() {
        return mel().mels();
    }

    @Override
    default int hopLength() {
        return mel().hopLength();
    }

    @Override
    default int frames(long samples) {
        return mel().frames(samples);
    }
}
