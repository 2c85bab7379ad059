package lumen.training.data.kafka;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import lumen.contracts.topic.FeatureTensor;
import lumen.contracts.topic.FeatureTensor.ElementType;
import lumen.training.data.Sample;
import lumen.training.data.SampleFeatures;

/**
 * A sample that is asked for, and the parts of its features that have arrived. Parts may come more
 * than once, since every sample may be computed more than once, always with the same values; only
 * the first of each counts. Guarded by its source.
 */
final class PendingSample {
    private record Part(float[] values, int windows) {}

    private final Sample sample;
    private final List<CompletableFuture<SampleFeatures>> answers = new ArrayList<>();
    private final Map<Integer, Part> parts = new TreeMap<>();
    private int partCount = -1;
    private long askedAt;
    private int times;

    PendingSample(Sample sample) {
        this.sample = sample;
    }

    Sample sample() {
        return sample;
    }

    /** Who waits for it; a sample may be asked for again before it is answered. */
    List<CompletableFuture<SampleFeatures>> answers() {
        return List.copyOf(answers);
    }

    /** Somebody waits for it. */
    void add(CompletableFuture<SampleFeatures> answer) {
        answers.add(answer);
    }

    /**
     * Somebody waits no more.
     *
     * @return whether nobody does
     */
    boolean remove(CompletableFuture<SampleFeatures> answer) {
        answers.removeIf(one -> one == answer);
        return answers.isEmpty();
    }

    /** It is asked for, once more maybe. */
    void asked(long nanoTime) {
        askedAt = nanoTime;
        times++;
    }

    /** When it was asked for last. */
    long askedAt() {
        return askedAt;
    }

    /** How often it has been asked for. */
    int times() {
        return times;
    }

    /**
     * Takes a part.
     *
     * @return whether all parts are there
     * @throws IllegalArgumentException if the part is not what was asked for
     */
    boolean add(FeatureTensor tensor) {
        FeatureTensor.Header header = tensor.header();
        int window = sample.features().rows() * sample.features().windowFrames();
        int windows = header.windows().size();
        if (header.elementType() != ElementType.FLOAT32 || header.elements() != windows * window) {
            throw new IllegalArgumentException(
                    "%s of shape %s is no answer to %s"
                            .formatted(header.elementType(), header.shape(), sample.id()));
        }
        if (!parts.containsKey(header.part())) {
            float[] values = new float[header.elements()];
            tensor.values().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
            parts.put(header.part(), new Part(values, windows));
        }
        if (header.last()) {
            partCount = header.part() + 1;
        }
        return parts.size() == partCount;
    }

    /** The features, when all parts are there. */
    SampleFeatures features() {
        int size = parts.values().stream().mapToInt(part -> part.values().length).sum();
        int windows = parts.values().stream().mapToInt(Part::windows).sum();
        float[] joined = parts.get(0).values();
        int next = joined.length;
        if (parts.size() > 1) {
            joined = Arrays.copyOf(joined, size);
            for (int part = 1; part < parts.size(); part++) {
                float[] values = parts.get(part).values();
                System.arraycopy(values, 0, joined, next, values.length);
                next += values.length;
            }
        }
        return new SampleFeatures(joined, windows);
    }
}
