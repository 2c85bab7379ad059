package lumen.audio;

/** What a model sees of the audio; the record of each says what exactly. */
public enum Transform {
    /** {@link MelSpectrogramFeatures}. */
    MEL_SPECTROGRAM,
    /** {@link LogMelSpectrogramFeatures}. */
    LOG_MEL_SPECTROGRAM,
    /** {@link MfccFeatures}. */
    MFCC,
    /** {@link MultiSpectrogramFeatures}. */
    MULTI_SPECTROGRAM,
    /** {@link AstFeatures}. */
    AST,
    /** {@link Wav2VecFeatures}. */
    WAV2VEC,
    /** {@link WaveletFeatures}. */
    WAVELET,
    /** {@link MelChroWavFeatures}. */
    MELCHROWAV
}
