package lumen.audio;

import java.util.List;
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
            case MFCC, MULTI_SPECTROGRAM, AST, WAV2VEC, WAVELET, MELCHROWAV ->
                    throw new IllegalArgumentException(
                            transform
                                    + " is no mel spectrogram; MEL_SPECTROGRAM and"
                                    + " LOG_MEL_SPECTROGRAM are");
        };
    }

    @Override
    default int samplingRate() {
        return mel().samplingRate();
    }

    @Override
    default List<Integer> planes() {
        return List.of(mel().mels());
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
