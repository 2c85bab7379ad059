package lumen.training.data;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import lumen.contracts.error.ErrorCode;

/** Answers when it is told to, in any order; features are derived from the sample's name. */
final class TestingSource implements FeatureSource {
    static final int WINDOW = 6;

    private record Asked(Sample sample, CompletableFuture<SampleFeatures> answer) {}

    private final List<Asked> waiting = new ArrayList<>();
    private final Set<String> unusable = new HashSet<>();
    private final Random random;
    private int requests;
    private int mostInFlight;

    /** Answers at once in an order that depends on the seed, always keeping some back. */
    TestingSource(long seed) {
        random = new Random(seed);
    }

    /** Files of this name cannot be used. */
    TestingSource without(String fileName) {
        unusable.add(fileName);
        return this;
    }

    @Override
    public synchronized CompletableFuture<SampleFeatures> request(Sample sample) {
        requests++;
        Asked asked = new Asked(sample, new CompletableFuture<>());
        waiting.add(asked);
        mostInFlight = Math.max(mostInFlight, waiting.size());
        // Each answer lets the waiting thread go on, so one thread of its own answers them all.
        Thread.ofVirtual().start(this::answerOne);
        return asked.answer();
    }

    private void answerOne() {
        Asked asked;
        synchronized (this) {
            asked = waiting.remove(random.nextInt(waiting.size()));
        }
        if (unusable.contains(asked.sample().own().getFileName().toString())) {
            asked.answer()
                    .completeExceptionally(
                            new SampleException(ErrorCode.AUDIO_UNREADABLE, "no audio"));
        } else {
            asked.answer().complete(features(asked.sample()));
        }
    }

    /** One window or two. */
    static SampleFeatures features(Sample sample) {
        Random values = new Random((sample.id() + sample.recordings()).hashCode());
        int windows = 1 + values.nextInt(2);
        float[] features = new float[windows * WINDOW];
        for (int index = 0; index < features.length; index++) {
            features[index] = values.nextFloat();
        }
        return new SampleFeatures(features, windows);
    }

    synchronized int requests() {
        return requests;
    }

    synchronized int mostInFlight() {
        return mostInFlight;
    }

    @Override
    public void close() {}
}
