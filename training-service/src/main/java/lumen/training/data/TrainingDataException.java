package lumen.training.data;

/** A run cannot go on with its data; the message tells the user why. */
public final class TrainingDataException extends Exception {
    private static final long serialVersionUID = 1L;

    public TrainingDataException(String message) {
        super(message);
    }

    public TrainingDataException(String message, Throwable cause) {
        super(message, cause);
    }
}
