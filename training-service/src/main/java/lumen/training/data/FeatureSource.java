package lumen.training.data;

import java.util.concurrent.CompletableFuture;

/**
 * Where the features of samples come from. Equal samples get equal features, bit by bit, from every
 * source. Thread-safe.
 */
public interface FeatureSource extends AutoCloseable {
    /**
     * Asks for a sample's features; returns at once.
     *
     * @return completes with the features, in any order among samples; fails with a {@link
     *     SampleException} when the sample cannot be used, with anything else when the source
     *     cannot. Cancelling it makes the source forget the sample
     */
    CompletableFuture<SampleFeatures> request(Sample sample);

    /** Cancels what was asked for and ends whatever the source has started. */
    @Override
    void close();
}
