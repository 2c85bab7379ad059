package lumen.training.optimization;

/**
 * The one-cycle learning rate (Smith and Topin, Super-Convergence, 2018): half a cosine up to the
 * peak during the first 30 % of the steps, half a cosine down to almost nothing in the rest. Adam's
 * first moment decay runs the other way, 0.95 to 0.85 and back.
 *
 * @param initialRate rate of step 0
 * @param peakRate rate at the peak
 * @param finalRate rate of the last step
 * @param totalSteps number of steps, at least 2; one more than the optimizer takes, to end as the
 *     reference does
 */
public record OneCycleSchedule(
        double initialRate, double peakRate, double finalRate, long totalSteps)
        implements Schedule {
    private static final double FINAL_RATE_SHARE = 1e-4;
    private static final double RISING_SHARE = 0.3;
    private static final double LEAST_MOMENTUM = 0.85;
    private static final double MOST_MOMENTUM = 0.95;

    /** Checks the ranges. */
    public OneCycleSchedule {
        if (totalSteps < 2 || !(initialRate > 0) || peakRate < initialRate || finalRate < 0) {
            throw new IllegalArgumentException(
                    "a one-cycle schedule needs 2 steps and 0 < initial <= peak, was "
                            + "%s, %s, %s steps".formatted(initialRate, peakRate, totalSteps));
        }
    }

    /**
     * The reference's cycle: it ends at a ten thousandth of the initial rate, which the last step
     * does not quite reach.
     *
     * @param steps steps of the optimizer, at least 1
     */
    public static OneCycleSchedule over(long steps, double initialRate, double peakRate) {
        return new OneCycleSchedule(
                initialRate, peakRate, initialRate * FINAL_RATE_SHARE, steps + 1);
    }

    @Override
    public double rate(long step) {
        return between(step, initialRate, peakRate, finalRate);
    }

    @Override
    public double momentum(long step) {
        return between(step, MOST_MOMENTUM, LEAST_MOMENTUM, MOST_MOMENTUM);
    }

    private double between(long step, double start, double peak, double end) {
        double top = RISING_SHARE * totalSteps - 1;
        double position = Math.min(step, totalSteps - 1);
        return position <= top
                ? cosine(start, peak, position / top)
                : cosine(peak, end, (position - top) / (totalSteps - 1 - top));
    }

    private static double cosine(double from, double to, double progress) {
        return to + (from - to) / 2 * (1 + Math.cos(Math.PI * progress));
    }
}
