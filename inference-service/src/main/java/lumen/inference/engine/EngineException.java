package lumen.inference.engine;

/** ONNX Runtime refused: a device, a model, or a computation. The message is its reason. */
public final class EngineException extends Exception {
    private static final long serialVersionUID = 1L;

    public EngineException(String message) {
        super(message);
    }

    public EngineException(String message, Throwable cause) {
        super(message, cause);
    }
}
