package lumen.training.optimization;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The learning-rate range test (Smith, Cyclical Learning Rates, 2017): the rate grows exponentially
 * from step to step until the loss explodes; a good rate is where the loss falls most steeply.
 */
public final class RateSearch {
    private static final double FIRST_RATE = 1e-7;
    private static final double LAST_RATE = 1;
    private static final double SMOOTHING = 0.9;
    private static final double EXPLODED = 4;
    private static final double LEAST_FALL = 1e-6;
    private static final double UNSTABLE_SHARE = 0.1;

    private final int steps;
    private final List<Point> curve = new ArrayList<>();
    private double average;
    private double best = Double.POSITIVE_INFINITY;
    private boolean exploded;

    /**
     * A step of the search.
     *
     * @param rate learning rate of the step
     * @param loss mean of the losses so far, in which older ones count less and less
     */
    public record Point(double rate, double loss) {}

    /**
     * @param steps steps of a search that is not cut short, at least 2
     */
    public RateSearch(int steps) {
        this.steps = steps;
    }

    /** Learning rate of the next step. */
    public double rate() {
        return FIRST_RATE * Math.pow(LAST_RATE / FIRST_RATE, (double) curve.size() / (steps - 1));
    }

    /** Hears the loss that the next step began with. */
    public void add(double loss) {
        average = SMOOTHING * average + (1 - SMOOTHING) * loss;
        double smooth = average / (1 - Math.pow(SMOOTHING, curve.size() + 1));
        if (!Double.isFinite(smooth)) {
            exploded = true;
            return;
        }
        curve.add(new Point(rate(), smooth));
        best = Math.min(best, smooth);
        exploded = curve.size() > unstable() && smooth > EXPLODED * best;
    }

    /** Losses of the first steps are of no use: their mean holds too few of them. */
    private int unstable() {
        return Math.max(1, (int) (UNSTABLE_SHARE * steps));
    }

    /** Whether the search is over. */
    public boolean isOver() {
        return exploded || curve.size() == steps;
    }

    /** The steps so far. */
    public List<Point> curve() {
        return List.copyOf(curve);
    }

    /** The rate at which the loss fell most steeply; empty when it never fell. */
    public OptionalDouble suggestion() {
        // Rounding alone is no fall.
        double steepest = -LEAST_FALL * best;
        OptionalDouble found = OptionalDouble.empty();
        for (int step = unstable(); step < curve.size() - 1; step++) {
            double slope = (curve.get(step + 1).loss() - curve.get(step - 1).loss()) / 2;
            if (slope < steepest) {
                steepest = slope;
                found = OptionalDouble.of(curve.get(step).rate());
            }
        }
        return found;
    }
}
