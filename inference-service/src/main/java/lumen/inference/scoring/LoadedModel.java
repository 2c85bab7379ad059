package lumen.inference.scoring;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import lumen.contracts.error.ErrorCode;
import lumen.inference.batching.Batch;
import lumen.inference.batching.BatchLimits;
import lumen.inference.batching.BatchQueue;
import lumen.inference.engine.EngineException;
import lumen.inference.engine.LogitFunction;
import lumen.model.file.ModelDescription;

/**
 * One version of a model, in memory, with the thread that computes its batches. Parts of any item
 * and job share batches.
 *
 * <p>A retired model takes no more parts, finishes those it has, and then frees its memory.
 */
public final class LoadedModel {
    /** A size for dimensions that the model leaves open, in the warm-up. */
    private static final int WARM_UP_SIZE = 128;

    private final String id;
    private final ModelDescription description;
    private final LogitFunction function;
    private final BatchLimits limits;
    private final ScoringListener listener;
    private final BatchQueue<PendingPart> queue;
    private final FeatureBuffer features = new FeatureBuffer();
    private final Thread thread;
    private volatile long lastUsed = System.nanoTime();

    /**
     * @param function the model's computation, closed by this object
     */
    public LoadedModel(
            String id,
            ModelDescription description,
            LogitFunction function,
            BatchLimits limits,
            ScoringListener listener) {
        this.id = id;
        this.description = description;
        this.function = function;
        this.limits = limits;
        this.listener = listener;
        queue = new BatchQueue<>(limits);
        thread = Thread.ofPlatform().daemon().name("inference-" + id).unstarted(this::work);
    }

    public String id() {
        return id;
    }

    public ModelDescription description() {
        return description;
    }

    /** When a part last came, by {@link System#nanoTime()}. */
    long lastUsed() {
        return lastUsed;
    }

    /**
     * Computes a single window and a full batch of nothing, so that the first user does not wait
     * for what ONNX Runtime does at its first run.
     */
    void warmUp() throws EngineException {
        for (int windows : new int[] {1, limits.maxWindows()}) {
            long[] shape = new long[description.inputShape().size()];
            shape[0] = windows;
            int elements = windows;
            for (int i = 1; i < shape.length; i++) {
                long size = description.inputShape().get(i);
                shape[i] = size < 0 ? WARM_UP_SIZE : size;
                elements = Math.multiplyExact(elements, Math.toIntExact(shape[i]));
            }
            FloatBuffer nothing =
                    ByteBuffer.allocateDirect(Math.multiplyExact(Float.BYTES, elements))
                            .order(ByteOrder.nativeOrder())
                            .asFloatBuffer();
            function.logits(nothing, shape);
        }
    }

    /** Begins to compute. */
    void start() {
        thread.start();
    }

    /**
     * Puts a part in line; false, and nothing done, once this model is retired.
     *
     * @throws ScoringException if the part's windows do not fit the model
     */
    boolean submit(PendingPart part) throws ScoringException {
        if (!description.accepts(part.windowShape())) {
            throw new ScoringException(
                    ErrorCode.MODEL_INCOMPATIBLE,
                    "Model %s takes windows of shape %s, not %s"
                            .formatted(
                                    id,
                                    description
                                            .inputShape()
                                            .subList(1, description.inputShape().size()),
                                    part.windowShape()));
        }
        lastUsed = System.nanoTime();
        return queue.offer(part);
    }

    /** Takes no more parts; returns at once, while what waits is still computed. */
    void retire() {
        queue.close();
    }

    /** Waits until a retired model has finished its parts and freed its memory. */
    void awaitEnd(Duration limit) throws InterruptedException {
        thread.join(limit);
    }

    private void work() {
        try {
            Optional<Batch<PendingPart>> batch = queue.take();
            while (batch.isPresent()) {
                compute(batch.get());
                batch = queue.take();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            queue.close();
            failWhatWaits();
            function.close();
        }
    }

    /** Only after a fault in this class or in the virtual machine is anything left here. */
    private void failWhatWaits() {
        try {
            for (var batch = queue.take(); batch.isPresent(); batch = queue.take()) {
                for (PendingPart part : batch.get().parts()) {
                    part.logits()
                            .completeExceptionally(
                                    new IllegalStateException("model " + id + " stopped"));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void compute(Batch<PendingPart> batch) {
        long begin = System.nanoTime();
        float[] logits;
        try {
            logits = logits(batch.parts(), batch.windows(), batch.windowShape());
        } catch (EngineException | RuntimeException e) {
            listener.batchFailed(this, batch, e);
            computeOneByOne(batch);
            return;
        }
        listener.batchComputed(this, batch, Duration.ofNanos(System.nanoTime() - begin));
        int row = 0;
        for (PendingPart part : batch.parts()) {
            answer(part, logits, row);
            row += part.windows();
        }
    }

    /** One part must not fail the parts of other items that happened to share its batch. */
    private void computeOneByOne(Batch<PendingPart> batch) {
        for (PendingPart part : batch.parts()) {
            try {
                answer(part, logits(List.of(part), part.windows(), part.windowShape()), 0);
            } catch (EngineException | RuntimeException e) {
                part.logits()
                        .completeExceptionally(
                                new ScoringException(
                                        ErrorCode.INTERNAL,
                                        "Model %s failed on these windows".formatted(id),
                                        e));
            }
        }
    }

    private float[] logits(List<PendingPart> parts, int windows, List<Integer> windowShape)
            throws EngineException {
        List<Long> shape = new ArrayList<>();
        shape.add((long) windows);
        windowShape.forEach(size -> shape.add((long) size));
        float[] logits =
                function.logits(
                        features.fill(parts), shape.stream().mapToLong(Long::longValue).toArray());
        int wanted = windows * labels();
        if (logits.length != wanted) {
            throw new EngineException(
                    "%d logits for %d windows and %d labels"
                            .formatted(logits.length, windows, labels()));
        }
        return logits;
    }

    private int labels() {
        return description.metadata().labels().size();
    }

    private void answer(PendingPart part, float[] logits, int firstRow) {
        int labels = labels();
        float[][] rows = new float[part.windows()][];
        for (int window = 0; window < rows.length; window++) {
            int from = (firstRow + window) * labels;
            rows[window] = Arrays.copyOfRange(logits, from, from + labels);
            for (float logit : rows[window]) {
                if (Float.isNaN(logit)) {
                    part.logits()
                            .completeExceptionally(
                                    new ScoringException(
                                            ErrorCode.MODEL_BROKEN,
                                            "Model %s gives scores that are not numbers"
                                                    .formatted(id)));
                    return;
                }
            }
        }
        part.logits().complete(rows);
    }
}
