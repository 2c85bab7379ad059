package lumen.training.optimization;

/**
 * Cosine annealing with warm restarts (Loshchilov and Hutter, SGDR, 2017): {@code rate / 2 (1 +
 * cos(pi t / period))}, and from the beginning again after a period.
 *
 * @param rate greatest learning rate
 * @param period steps until the restart, at least 1
 */
public record CosineRestartSchedule(double rate, long period) implements Schedule {
    /** Checks the ranges. */
    public CosineRestartSchedule {
        if (!(rate > 0) || period < 1) {
            throw new IllegalArgumentException(
                    "cosine annealing of the rate %s over %s steps".formatted(rate, period));
        }
    }

    @Override
    public double rate(long step) {
        return rate / 2 * (1 + Math.cos(Math.PI * (step % period) / period));
    }
}
