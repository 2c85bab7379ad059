package lumen.audio.decoding;

/** Takes decoded samples, block after block. */
@FunctionalInterface
public interface BlockConsumer {
    /**
     * Takes the next samples.
     *
     * @param samples mono samples, reused for the next block, so valid only during this call
     * @param length how many of them there are, at least 1
     */
    void block(float[] samples, int length);
}
