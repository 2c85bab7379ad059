package lumen.audio.augmentation;

/** Where in the way from recordings to features an augmentation works. */
public enum Level {
    /** On the recordings that a sample is made of, and their labels. */
    SOURCES,
    /** On the waveform. */
    SIGNAL,
    /** On the features. */
    SPECTROGRAM
}
