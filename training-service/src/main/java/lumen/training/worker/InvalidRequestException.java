package lumen.training.worker;

/**
 * A record that no worker can ever act on: a fault of ours. It belongs on the dead-letter topic;
 * the message is the reason there.
 */
final class InvalidRequestException extends Exception {
    private static final long serialVersionUID = 1L;

    InvalidRequestException(String reason) {
        super(reason);
    }

    InvalidRequestException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
