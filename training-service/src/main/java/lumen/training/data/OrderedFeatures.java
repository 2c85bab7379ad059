package lumen.training.data;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * The features of some samples in their order, asked for ahead: so many are in flight at any time.
 * For one thread.
 */
final class OrderedFeatures implements AutoCloseable {
    /**
     * What was answered to a sample.
     *
     * @param features empty when the sample cannot be used
     */
    record Answer(Sample sample, Optional<SampleFeatures> features) {}

    private record Asked(Sample sample, CompletableFuture<SampleFeatures> features) {}

    private final FeatureSource source;
    private final Iterator<Sample> samples;
    private final UnusableSamples unusable;
    private final ArrayDeque<Asked> inFlight = new ArrayDeque<>();

    /**
     * Asks for the first samples.
     *
     * @param ahead how many are in flight, at least 1
     * @param unusable is told of samples that cannot be used
     */
    OrderedFeatures(
            FeatureSource source, Iterator<Sample> samples, int ahead, UnusableSamples unusable) {
        this.source = source;
        this.samples = samples;
        this.unusable = unusable;
        for (int count = 0; count < ahead; count++) {
            ask();
        }
    }

    private void ask() {
        if (samples.hasNext()) {
            Sample sample = samples.next();
            inFlight.add(new Asked(sample, source.request(sample)));
        }
    }

    boolean hasNext() {
        return !inFlight.isEmpty();
    }

    /**
     * Waits for the next sample's features.
     *
     * @throws TrainingDataException when too many samples cannot be used, or the source fails
     */
    Answer next() throws InterruptedException, TrainingDataException {
        Asked first = inFlight.element();
        Optional<SampleFeatures> features;
        try {
            features = Optional.of(first.features().get());
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof SampleException failure)) {
                throw new TrainingDataException(
                        "the features of %s cannot be had: %s"
                                .formatted(first.sample().own(), e.getCause().getMessage()),
                        e.getCause());
            }
            unusable.add(first.sample(), failure);
            features = Optional.empty();
        }
        inFlight.remove();
        ask();
        return new Answer(first.sample(), features);
    }

    /** Forgets what is in flight. */
    @Override
    public void close() {
        inFlight.forEach(asked -> asked.features().cancel(true));
        inFlight.clear();
    }
}
