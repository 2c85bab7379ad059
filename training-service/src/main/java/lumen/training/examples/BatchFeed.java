package lumen.training.examples;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import lumen.audio.FeatureSpecification;
import lumen.audio.mel.MelSpectrogram;

/**
 * Makes batches ahead of training on background threads.
 *
 * <p>An example depends on the seed, the epoch and its place in the epoch only, and batches arrive
 * in order: the number of threads changes nothing but the speed.
 */
public final class BatchFeed implements AutoCloseable {
    private static final int BATCHES_AHEAD = 6;
    private static final long EPOCH_FACTOR = 0x9E3779B97F4A7C15L;
    private static final long PLACE_FACTOR = 0xD1B54A32D192ED03L;

    private final ExampleMaker maker;
    private final int batchSize;
    private final double secondsPerExample;
    private final long seed;
    private final ExecutorService threads;
    private final ThreadLocal<MelSpectrogram> spectrograms;
    private final Deque<Future<Batch>> ahead = new ArrayDeque<>();

    private int epoch = -1;
    private int[] order = new int[0];
    private int next;

    /**
     * Starts the threads; the first epoch begins with {@link #begin}.
     *
     * @param recordings what examples are made of, at least one
     * @param specification the features of the model
     * @param curriculum how examples are varied
     * @param batchSize examples per batch; the last, smaller batch of an epoch is left out
     * @param secondsPerExample how much of a recording one example of an epoch stands for
     * @param seed decides order and variation
     * @param threadCount background threads, at least 1
     */
    public BatchFeed(
            List<Recording> recordings,
            FeatureSpecification specification,
            Curriculum curriculum,
            int batchSize,
            double secondsPerExample,
            long seed,
            int threadCount) {
        this.maker = new ExampleMaker(recordings, specification, curriculum);
        this.batchSize = batchSize;
        this.secondsPerExample = secondsPerExample;
        this.seed = seed;
        this.threads =
                Executors.newFixedThreadPool(
                        threadCount, Thread.ofPlatform().daemon().name("examples-", 0).factory());
        this.spectrograms = ThreadLocal.withInitial(maker::newSpectrogram);
        if (batchesPerEpoch() == 0) {
            throw new IllegalArgumentException(
                    "there are fewer examples than a batch of " + batchSize + " needs");
        }
    }

    /** Number of batches in every epoch. */
    public int batchesPerEpoch() {
        return maker.order(secondsPerExample, new SplittableRandom(seed)).length / batchSize;
    }

    /** Begins an epoch, counted from 0; unread batches of the one before are dropped. */
    public void begin(int epoch) {
        ahead.forEach(batch -> batch.cancel(true));
        ahead.clear();
        this.epoch = epoch;
        this.next = 0;
        this.order =
                maker.order(secondsPerExample, new SplittableRandom(seed + EPOCH_FACTOR * epoch));
        for (int count = 0; count < BATCHES_AHEAD; count++) {
            request();
        }
    }

    /**
     * The next batch of the epoch; waits until it is made.
     *
     * @throws IllegalStateException when the epoch has no more batches
     * @throws InterruptedException when the waiting thread is interrupted
     */
    public Batch next() throws InterruptedException {
        Future<Batch> batch = ahead.poll();
        if (batch == null) {
            throw new IllegalStateException("epoch " + epoch + " has no more batches");
        }
        request();
        try {
            return batch.get();
        } catch (ExecutionException failure) {
            throw new IllegalStateException("an example cannot be made", failure.getCause());
        }
    }

    private void request() {
        int first = next * batchSize;
        if (first + batchSize > order.length) {
            return;
        }
        next++;
        int[] indices = Arrays.copyOfRange(order, first, first + batchSize);
        int ofEpoch = epoch;
        ahead.add(threads.submit(() -> make(ofEpoch, first, indices)));
    }

    private Batch make(int ofEpoch, int first, int[] indices) {
        int size = maker.featureSize();
        int labels = maker.labels();
        Batch batch =
                new Batch(
                        new float[indices.length * size],
                        new float[indices.length * labels],
                        indices.length);
        float[] features = new float[size];
        float[] target = new float[labels];
        for (int place = 0; place < indices.length; place++) {
            RandomGenerator random =
                    new SplittableRandom(
                            seed ^ (EPOCH_FACTOR * (ofEpoch + 1) + PLACE_FACTOR * (first + place)));
            maker.make(ofEpoch, indices[place], random, spectrograms.get(), features, target);
            System.arraycopy(features, 0, batch.features(), place * size, size);
            System.arraycopy(target, 0, batch.targets(), place * labels, labels);
        }
        return batch;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
