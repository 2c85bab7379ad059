package lumen.audio.decoding;

/**
 * A clip that can be decoded as often as wanted: by the calling thread, or by another process as in
 * {@code lumen.audio.decoding.isolation}.
 */
@FunctionalInterface
public interface SampleSource {
    /**
     * Decodes the clip block by block, in constant memory.
     *
     * @param samplingRate the wanted rate in Hz, 1,000 to 384,000
     * @param limits what is put up with
     * @param consumer takes the samples as they come; when decoding fails it has taken those before
     *     the failure
     * @return what the file holds
     * @throws AudioException if the file cannot be used
     * @throws java.io.UncheckedIOException if the thread is interrupted meanwhile
     */
    AudioInformation decode(int samplingRate, DecodingLimits limits, BlockConsumer consumer)
            throws AudioException;

    /** A clip whose bytes the calling thread reads and decodes. */
    static SampleSource of(AudioSource source) {
        return (samplingRate, limits, consumer) ->
                AudioDecoder.decode(source, samplingRate, limits, consumer);
    }

    /**
     * Decodes the whole clip to memory: 4 bytes a sample.
     *
     * @param samplingRate the wanted rate in Hz, 1,000 to 384,000
     * @param limits what is put up with
     * @throws AudioException if the file cannot be used
     */
    default float[] decodeAll(int samplingRate, DecodingLimits limits) throws AudioException {
        SampleBuffer buffer = new SampleBuffer(samplingRate * 16);
        decode(samplingRate, limits, buffer::append);
        return buffer.toArray();
    }
}
