package lumen.audio.mel;

/**
 * What defines a mel spectrogram. The ranges are those of {@link lumen.audio.FeatureSpecification},
 * which checks them.
 *
 * @param samplingRate Hz
 * @param fftLength samples in a frame
 * @param hopLength samples from one frame to the next
 * @param mels bands
 * @param lowestFrequency lower edge of the first band in Hz
 * @param highestFrequency upper edge of the last band in Hz
 */
public record MelParameters(
        int samplingRate,
        int fftLength,
        int hopLength,
        int mels,
        double lowestFrequency,
        double highestFrequency) {
    /** The number of frequencies of a frame's spectrum: {@code fftLength / 2 + 1}. */
    public int bins() {
        return fftLength / 2 + 1;
    }
}
