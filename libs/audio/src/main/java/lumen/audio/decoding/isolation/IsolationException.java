package lumen.audio.decoding.isolation;

/** Workers cannot be started on this machine: the message has what the last one said. */
public final class IsolationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    IsolationException(String message, Throwable cause) {
        super(message, cause);
    }
}
