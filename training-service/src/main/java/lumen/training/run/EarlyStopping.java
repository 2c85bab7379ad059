package lumen.training.run;

import lumen.recipe.MonitoredMetric.Mode;

/** Ends training when validation has not become better for some time. */
final class EarlyStopping {
    private final Mode mode;
    private final int patience;
    private State state = new State(Double.NaN, 0);

    /**
     * Where it stands.
     *
     * @param best the best figure so far; NaN before the first
     * @param worse figures since then
     */
    record State(double best, int worse) {}

    /**
     * @param patience figures without a better one that end the training; 0 for never
     */
    EarlyStopping(Mode mode, int patience) {
        this.mode = mode;
        this.patience = patience;
    }

    /** Hears a figure and tells whether training ends. */
    boolean endsAfter(double figure) {
        boolean better =
                Double.isNaN(state.best())
                        || (mode == Mode.MAX ? figure > state.best() : figure < state.best());
        state = better ? new State(figure, 0) : new State(state.best(), state.worse() + 1);
        return patience > 0 && state.worse() >= patience;
    }

    State state() {
        return state;
    }

    void resume(State other) {
        state = other;
    }
}
