package lumen.training.checkpoint;

/** A model that was written does not compute when served what it computes in training. */
public final class CheckpointException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * @param message what differs
     */
    public CheckpointException(String message) {
        super(message);
    }
}
