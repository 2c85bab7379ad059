package lumen.audio;

/** What a model sees of the audio. */
public enum Transform {
    /** The power of a mel spectrogram, as it is: no logarithm. */
    MEL_SPECTROGRAM,
    /** The same in decibels: {@code 10·log10(max(1e-10, power))}, without a relative floor. */
    LOG_MEL_SPECTROGRAM
}
