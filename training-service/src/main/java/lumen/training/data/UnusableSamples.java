package lumen.training.data;

import java.util.function.Consumer;

/**
 * Counts the samples of a pass over a dataset that cannot be used, and does not put up with too
 * many. For one thread.
 */
final class UnusableSamples {
    private static final double MOST = 0.05;
    private static final int ALWAYS_ALLOWED = 2;

    private final String what;
    private final int all;
    private final Consumer<String> log;
    private int count;

    /**
     * @param what whose samples they are, for people
     * @param all how many samples the pass has
     * @param log takes a line for each that cannot be used
     */
    UnusableSamples(String what, int all, Consumer<String> log) {
        this.what = what;
        this.all = all;
        this.log = log;
    }

    /**
     * Counts one.
     *
     * @throws TrainingDataException when there are too many
     */
    void add(Sample sample, SampleException failure) throws TrainingDataException {
        count++;
        log.accept(
                "left out: %s of %s cannot be used: %s (%s)"
                        .formatted(
                                sample.own(), sample.id(), failure.getMessage(), failure.code()));
        if (count == all || count > Math.max(ALWAYS_ALLOWED, MOST * all)) {
            throw new TrainingDataException(
                    "%d of the %d samples of %s cannot be used; the last one is %s: %s"
                            .formatted(count, all, what, sample.own(), failure.getMessage()));
        }
    }

    int count() {
        return count;
    }
}
