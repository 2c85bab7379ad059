package lumen.training.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import lumen.audio.FeatureSpecification;
import lumen.datasets.Dataset;

/**
 * The windows of a labelled dataset, as they are computed for serving, and what a model says to
 * them. The features of the first files are kept in memory as far as they fit, the others are asked
 * for again each time. For one thread.
 */
public final class EvaluationSet {
    private static final int WINDOWS_AT_ONCE = 32;

    /**
     * A model.
     *
     * @param <E> what it may fail with
     */
    @FunctionalInterface
    public interface Scorer<E extends Exception> {
        /**
         * Computes what the model says.
         *
         * @param features {@code [windows, rows, frames]}
         * @return {@code [windows][labels]}
         */
        float[][] scores(float[] features, int windows) throws E, InterruptedException;
    }

    /**
     * What a model said.
     *
     * @param scores {@code [files][windows of the file][labels]}
     * @param truth {@code [files][labels]}, 1 where the label is there
     * @param files the path of each file
     */
    public record Scored(float[][][] scores, float[][] truth, List<String> files) {}

    private final String name;
    private final List<Sample> samples;
    private final FeatureSource source;
    private final int windowSize;
    private final int ahead;
    private final long heldBytes;
    private final Consumer<String> log;
    private final List<SampleFeatures> held = new ArrayList<>();
    private long heldSize;

    /**
     * @param name what the dataset is for, {@code validation} or {@code test}
     * @param specification the features
     * @param source is left open
     * @param ahead how many files are asked for ahead, at least 1
     * @param heldBytes how much memory the kept features may take
     * @param log takes lines for people
     */
    public EvaluationSet(
            String name,
            Dataset dataset,
            FeatureSpecification specification,
            FeatureSource source,
            int ahead,
            long heldBytes,
            Consumer<String> log) {
        this.name = name;
        this.samples =
                IntStream.range(0, dataset.files().size())
                        .mapToObj(
                                index ->
                                        new Sample(
                                                name + "/" + index,
                                                List.of(dataset.files().get(index).path()),
                                                dataset.target(dataset.files().get(index)),
                                                specification,
                                                Optional.empty()))
                        .toList();
        this.source = source;
        this.windowSize = specification.rows() * specification.windowFrames();
        this.ahead = ahead;
        this.heldBytes = heldBytes;
        this.log = log;
    }

    /** The number of files. */
    public int files() {
        return samples.size();
    }

    /**
     * Lets a model score all windows of all files that can be used.
     *
     * @throws TrainingDataException when too many files cannot be used, or the source fails
     * @throws E when the model fails
     */
    public <E extends Exception> Scored scores(Scorer<E> scorer)
            throws InterruptedException, TrainingDataException, E {
        Scores<E> scores = new Scores<>(scorer, windowSize);
        List<float[]> truth = new ArrayList<>();
        List<String> files = new ArrayList<>();
        List<Integer> windowsOfFile = new ArrayList<>();
        forEach(
                files(),
                answer -> {
                    SampleFeatures features = answer.features().orElseThrow();
                    scores.add(features);
                    windowsOfFile.add(features.windows());
                    truth.add(answer.sample().labels());
                    files.add(answer.sample().own().toString());
                });
        List<float[]> all = scores.finish();
        float[][][] result = new float[files.size()][][];
        int next = 0;
        for (int file = 0; file < result.length; file++) {
            int end = next + windowsOfFile.get(file);
            result[file] = all.subList(next, end).toArray(float[][]::new);
            next = end;
        }
        return new Scored(result, truth.toArray(float[][]::new), files);
    }

    /**
     * The first windows of the first files, for comparisons of numbers.
     *
     * @param count how many at most
     * @return {@code [windows, rows, frames]}
     */
    public float[] firstWindows(int count) throws InterruptedException, TrainingDataException {
        List<SampleFeatures> first = new ArrayList<>();
        this.<RuntimeException>forEach(
                Math.min(count, files()), answer -> first.add(answer.features().orElseThrow()));
        float[] joined = new float[first.stream().mapToInt(one -> one.values().length).sum()];
        int next = 0;
        for (SampleFeatures features : first) {
            System.arraycopy(features.values(), 0, joined, next, features.values().length);
            next += features.values().length;
        }
        return Arrays.copyOf(joined, Math.min(joined.length, count * windowSize));
    }

    private interface Use<E extends Exception> {
        void use(OrderedFeatures.Answer answer) throws E, InterruptedException;
    }

    /** Uses the first files, those that can be used, in order. */
    private <E extends Exception> void forEach(int count, Use<E> use)
            throws InterruptedException, TrainingDataException, E {
        int known = Math.min(count, held.size());
        for (int index = 0; index < known; index++) {
            if (held.get(index) != null) {
                use.use(
                        new OrderedFeatures.Answer(
                                samples.get(index), Optional.of(held.get(index))));
            }
        }
        UnusableSamples unusable = new UnusableSamples("the " + name + " data", files(), log);
        Iterator<Sample> rest = samples.subList(known, count).iterator();
        try (OrderedFeatures features = new OrderedFeatures(source, rest, ahead, unusable)) {
            for (int index = known; features.hasNext(); index++) {
                OrderedFeatures.Answer answer = features.next();
                hold(index, answer.features());
                if (answer.features().isPresent()) {
                    use.use(answer);
                }
            }
        }
    }

    private void hold(int index, Optional<SampleFeatures> features) {
        long size = features.map(one -> (long) one.values().length * Float.BYTES).orElse(0L);
        if (index == held.size() && heldSize + size <= heldBytes) {
            held.add(features.orElse(null));
            heldSize += size;
        }
    }

    /** Gathers windows, whatever files they are of, so that the model gets many at once. */
    private static final class Scores<E extends Exception> {
        private final Scorer<E> scorer;
        private final int windowSize;
        private final float[] waiting;
        private int count;
        private final List<float[]> scores = new ArrayList<>();

        Scores(Scorer<E> scorer, int windowSize) {
            this.scorer = scorer;
            this.windowSize = windowSize;
            this.waiting = new float[WINDOWS_AT_ONCE * windowSize];
        }

        void add(SampleFeatures features) throws E, InterruptedException {
            for (int window = 0; window < features.windows(); window++) {
                System.arraycopy(
                        features.values(),
                        window * windowSize,
                        waiting,
                        count++ * windowSize,
                        windowSize);
                if (count == WINDOWS_AT_ONCE) {
                    score();
                }
            }
        }

        List<float[]> finish() throws E, InterruptedException {
            if (count > 0) {
                score();
            }
            return scores;
        }

        private void score() throws E, InterruptedException {
            float[] features =
                    count == WINDOWS_AT_ONCE ? waiting : Arrays.copyOf(waiting, count * windowSize);
            scores.addAll(List.of(scorer.scores(features, count)));
            count = 0;
        }
    }
}
