package lumen.feature.request;

/**
 * A request that this service can never fulfil, whatever the audio is: a fault of ours, not of the
 * user's file. The record belongs on the dead-letter topic; the message is the reason there.
 */
public final class InvalidRequestException extends Exception {
    private static final long serialVersionUID = 1L;

    public InvalidRequestException(String reason) {
        super(reason);
    }

    public InvalidRequestException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
