package lumen.training.optimization;

/**
 * The same learning rate in every step.
 *
 * @param rate above 0
 */
public record ConstantSchedule(double rate) implements Schedule {
    /** Checks the range. */
    public ConstantSchedule {
        if (!(rate > 0)) {
            throw new IllegalArgumentException("a learning rate must be positive, was " + rate);
        }
    }

    @Override
    public double rate(long step) {
        return rate;
    }
}
