package lumen.training.optimization;

/**
 * The learning rate falls exponentially while only the head learns, from the warm-up rate in the
 * first step to the rate that the next schedule begins with in the last; then that one runs.
 *
 * @param warmUpRate rate of step 0
 * @param finalRate rate of the last step of the head's phase
 * @param headSteps steps in which only the head learns, at least 1
 * @param then what follows; its steps are counted from 0 again
 */
public record HeadFirstSchedule(double warmUpRate, double finalRate, long headSteps, Schedule then)
        implements Schedule {
    /** Checks the ranges. */
    public HeadFirstSchedule {
        if (!(warmUpRate > 0) || !(finalRate > 0) || headSteps < 1) {
            throw new IllegalArgumentException(
                    "a head phase from %s to %s in %s steps"
                            .formatted(warmUpRate, finalRate, headSteps));
        }
    }

    @Override
    public double rate(long step) {
        if (step >= headSteps) {
            return then.rate(step - headSteps);
        }
        return headSteps == 1
                ? warmUpRate
                : warmUpRate * Math.pow(finalRate / warmUpRate, (double) step / (headSteps - 1));
    }

    @Override
    public double momentum(long step) {
        return step >= headSteps ? then.momentum(step - headSteps) : USUAL_MOMENTUM;
    }
}
