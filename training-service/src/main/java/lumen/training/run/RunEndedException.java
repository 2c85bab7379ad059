package lumen.training.run;

/** A run ends before its time, because it was told to. */
final class RunEndedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient RunResult result;

    RunEndedException(RunResult result) {
        super("the run was told to end: " + result);
        this.result = result;
    }

    RunResult result() {
        return result;
    }
}
