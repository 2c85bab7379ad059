package lumen.model.cost;

/** The size of a tensor cannot be told from the graph. */
final class UnknownSizeException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnknownSizeException(String message) {
        super(message);
    }
}
