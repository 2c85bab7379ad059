package lumen.training.data;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * The batches of an epoch, one after the other, with features asked for ahead of training. What is
 * in a batch depends on the plan, the epoch and the batch's number only, whatever arrives first and
 * wherever the epoch is taken up. For one thread.
 */
public final class BatchFeed implements AutoCloseable {
    private final SamplePlan plan;
    private final FeatureSource source;
    private final int batchSize;
    private final boolean dropLast;
    private final int ahead;
    private final Consumer<String> log;

    private int epoch = -1;
    private int next;
    private OrderedFeatures features;
    private UnusableSamples unusable;

    /**
     * Prepares the feed; the first epoch begins with {@link #begin}.
     *
     * @param source is left open
     * @param batchSize samples of a batch
     * @param dropLast whether a last, smaller batch of an epoch is left out
     * @param ahead how many samples are asked for ahead, at least 1
     * @param log takes lines for people
     * @throws IllegalArgumentException when an epoch would have no batch
     */
    public BatchFeed(
            SamplePlan plan,
            FeatureSource source,
            int batchSize,
            boolean dropLast,
            int ahead,
            Consumer<String> log) {
        this.plan = plan;
        this.source = source;
        this.batchSize = batchSize;
        this.dropLast = dropLast;
        this.ahead = ahead;
        this.log = log;
        if (batchesPerEpoch() == 0) {
            throw new IllegalArgumentException(
                    "%d training files are fewer than a batch of %d; lower the batch size or keep"
                                    .formatted(plan.size(), batchSize)
                            + " the last batch");
        }
    }

    /** The number of batches in every epoch. */
    public int batchesPerEpoch() {
        return dropLast ? plan.size() / batchSize : Math.ceilDiv(plan.size(), batchSize);
    }

    /** Begins an epoch, counted from 0; what is left of the one before is dropped. */
    public void begin(int epoch) {
        begin(epoch, 0);
    }

    /**
     * Takes an epoch up before one of its batches.
     *
     * @param epoch counted from 0
     * @param batch the number of the batch that comes next, counted from 0
     */
    public void begin(int epoch, int batch) {
        close();
        this.epoch = epoch;
        this.next = batch;
        int[] order = plan.order(epoch);
        int end = Math.min(order.length, batchesPerEpoch() * batchSize);
        Iterator<Sample> samples =
                IntStream.range(Math.min(end, batch * batchSize), end)
                        .mapToObj(place -> plan.sample(epoch, place, order[place]))
                        .iterator();
        unusable = new UnusableSamples("epoch " + (epoch + 1), end, log);
        features = new OrderedFeatures(source, samples, ahead, unusable);
    }

    /** Whether the epoch has another batch. */
    public boolean hasNext() {
        return next < batchesPerEpoch();
    }

    /**
     * The next batch; waits until it is there. Samples that cannot be used are left out of it.
     *
     * @throws IllegalStateException when the epoch has no more batches
     * @throws TrainingDataException when too many samples cannot be used, or the source fails
     */
    public Batch next() throws InterruptedException, TrainingDataException {
        if (!hasNext()) {
            throw new IllegalStateException("epoch %d has no more batches".formatted(epoch + 1));
        }
        List<OrderedFeatures.Answer> answers = new ArrayList<>();
        int samples = Math.min(batchSize, plan.size() - next * batchSize);
        for (int count = 0; count < samples; count++) {
            OrderedFeatures.Answer answer = features.next();
            if (answer.features().isPresent()) {
                answers.add(answer);
            }
        }
        next++;
        if (answers.isEmpty()) {
            throw new TrainingDataException(
                    "no sample of batch %d of epoch %d can be used".formatted(next, epoch + 1));
        }
        return join(answers);
    }

    private Batch join(List<OrderedFeatures.Answer> answers) {
        int[] windowsOfFile = new int[answers.size()];
        List<String> ids = new ArrayList<>();
        int windows = 0;
        for (int file = 0; file < windowsOfFile.length; file++) {
            windowsOfFile[file] = answers.get(file).features().orElseThrow().windows();
            windows += windowsOfFile[file];
            ids.add(answers.get(file).sample().id());
        }
        int size = answers.getFirst().features().orElseThrow().windowSize();
        float[] values = new float[windows * size];
        float[] targets = new float[windows * plan.labels()];
        int window = 0;
        for (OrderedFeatures.Answer answer : answers) {
            SampleFeatures ofSample = answer.features().orElseThrow();
            System.arraycopy(ofSample.values(), 0, values, window * size, ofSample.values().length);
            for (int count = 0; count < ofSample.windows(); count++, window++) {
                System.arraycopy(
                        answer.sample().labels(),
                        0,
                        targets,
                        window * plan.labels(),
                        plan.labels());
            }
        }
        return new Batch(values, targets, windows, windowsOfFile, ids);
    }

    /** How many samples of the epoch could not be used since it was begun. */
    public int unusable() {
        return unusable == null ? 0 : unusable.count();
    }

    /** Forgets what was asked for. */
    @Override
    public void close() {
        if (features != null) {
            features.close();
        }
    }
}
