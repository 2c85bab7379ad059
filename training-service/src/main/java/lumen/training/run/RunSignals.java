package lumen.training.run;

/** Tells a run whether to go on. Asked after every step and before anything is written. */
@FunctionalInterface
public interface RunSignals {
    /** What a run is told. */
    enum Order {
        GO_ON,
        /** End the training now; then validate, test and finish. */
        STOP,
        /** End at once, without a model. */
        CANCEL,
        /** Write the state down and end, to be taken up later. */
        RELEASE,
        /** End at once and write nothing more: somebody else carries the run on. */
        ABANDON
    }

    /** The run is never interrupted. */
    RunSignals NONE = () -> Order.GO_ON;

    /** The present order; once it is not {@link Order#GO_ON} it never becomes so again. */
    Order order();
}
