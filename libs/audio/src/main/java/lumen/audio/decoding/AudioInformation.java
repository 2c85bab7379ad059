package lumen.audio.decoding;

/**
 * What a file holds. After {@link AudioDecoder#probe} nothing has been decoded yet: the duration is
 * what the file declares, or an estimate, and samples and peak are 0.
 *
 * @param format the container, for example {@code wav} or {@code ogg}
 * @param codec the coding of the samples, for example {@code pcm_s16le} or {@code vorbis}
 * @param sourceRate the file's sample rate in Hz
 * @param channels the file's channels
 * @param samplingRate the rate in Hz that was decoded to; the file's after a probe
 * @param durationSeconds how long the audio plays; NaN if a probe cannot tell
 * @param samples mono samples at {@code samplingRate}
 * @param peak the largest magnitude of these samples
 * @param corruptPackets parts of the file that could not be decoded and were left out
 * @param truncated whether the audio ends before the length that the file declares
 */
public record AudioInformation(
        String format,
        String codec,
        int sourceRate,
        int channels,
        int samplingRate,
        double durationSeconds,
        long samples,
        float peak,
        int corruptPackets,
        boolean truncated) {
    AudioInformation asTruncated() {
        return new AudioInformation(
                format,
                codec,
                sourceRate,
                channels,
                samplingRate,
                durationSeconds,
                samples,
                peak,
                corruptPackets,
                true);
    }
}
