package lumen.inference.openinference;

/** A request of the protocol that cannot be understood or does not fit; the message says why. */
final class InvalidTensorRequestException extends Exception {
    private static final long serialVersionUID = 1L;

    InvalidTensorRequestException(String message) {
        super(message);
    }
}
