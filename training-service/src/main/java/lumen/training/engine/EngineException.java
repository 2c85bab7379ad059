package lumen.training.engine;

/** A graph cannot be compiled or a node of it failed; the message names the node. */
public final class EngineException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message what failed, for the person who trains
     */
    public EngineException(String message) {
        super(message);
    }

    /**
     * @param message what failed, for the person who trains
     * @param cause the failure that libtorch reported
     */
    public EngineException(String message, Throwable cause) {
        super(message, cause);
    }
}
