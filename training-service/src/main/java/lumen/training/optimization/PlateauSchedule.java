package lumen.training.optimization;

/**
 * Halves the learning rate when the validation figure has not become better for some time
 * (PyTorch's {@code ReduceLROnPlateau} with its defaults): better is what beats the best by a ten
 * thousandth.
 */
public final class PlateauSchedule implements Schedule {
    private static final double FACTOR = 0.5;
    private static final double LEAST_IMPROVEMENT = 1e-4;
    private static final double LEAST_CHANGE = 1e-8;

    private final boolean higherIsBetter;
    private final int patience;
    private State state;

    /**
     * Where the schedule stands.
     *
     * @param rate the present learning rate
     * @param best the best figure so far; NaN before the first
     * @param worseEpochs epochs since then
     */
    public record State(double rate, double best, int worseEpochs) {}

    /**
     * @param rate learning rate at the beginning
     * @param higherIsBetter whether greater figures are better
     * @param patience epochs without a better figure that are put up with
     */
    public PlateauSchedule(double rate, boolean higherIsBetter, int patience) {
        this.higherIsBetter = higherIsBetter;
        this.patience = patience;
        this.state = new State(rate, Double.NaN, 0);
    }

    /** The patience that goes with an early stopping: it comes first. */
    public static int patience(int ofEarlyStopping) {
        return ofEarlyStopping / 2 + 1;
    }

    /** Hears the validation figure of an epoch. */
    public void epochEnded(double figure) {
        if (isBetter(figure)) {
            state = new State(state.rate(), figure, 0);
            return;
        }
        int worse = state.worseEpochs() + 1;
        if (worse <= patience) {
            state = new State(state.rate(), state.best(), worse);
            return;
        }
        double reduced = state.rate() * FACTOR;
        boolean changes = state.rate() - reduced > LEAST_CHANGE;
        state = new State(changes ? reduced : state.rate(), state.best(), 0);
    }

    private boolean isBetter(double figure) {
        if (Double.isNaN(state.best())) {
            return !Double.isNaN(figure);
        }
        return higherIsBetter
                ? figure > state.best() * (1 + LEAST_IMPROVEMENT)
                : figure < state.best() * (1 - LEAST_IMPROVEMENT);
    }

    /** Where the schedule stands. */
    public State state() {
        return state;
    }

    /** Goes on where another one stood. */
    public void resume(State other) {
        state = other;
    }

    @Override
    public double rate(long step) {
        return state.rate();
    }
}
