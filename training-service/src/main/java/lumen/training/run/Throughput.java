package lumen.training.run;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/** How many files a second are learnt from, over the last steps. */
final class Throughput {
    private static final int STEPS = 30;

    private final LongSupplier clock;
    private final Deque<Step> recent = new ArrayDeque<>();

    private record Step(long at, int files) {}

    /**
     * @param clock nanoseconds of any beginning
     */
    Throughput(LongSupplier clock) {
        this.clock = clock;
    }

    /** Training begins or goes on after something else; the pause does not count. */
    void begin() {
        recent.clear();
        recent.add(new Step(clock.getAsLong(), 0));
    }

    /** A step has learnt from so many files. */
    void add(int files) {
        recent.add(new Step(clock.getAsLong(), files));
        if (recent.size() > STEPS) {
            recent.remove();
        }
    }

    /** Files a second; NaN before the first step. */
    double filesPerSecond() {
        long files = recent.stream().skip(1).mapToLong(Step::files).sum();
        return recent.size() < 2 ? Double.NaN : files / seconds();
    }

    /** How long so many steps will take, in seconds; NaN before the first. */
    double secondsFor(long steps) {
        return recent.size() < 2 ? Double.NaN : seconds() / (recent.size() - 1) * steps;
    }

    private double seconds() {
        return (recent.getLast().at() - recent.getFirst().at()) / 1e9;
    }
}
