package lumen.standalone;

/** lumen cannot be started; the message says why, the advice what the user can do about it. */
public final class StartException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String advice;

    StartException(String message, String advice) {
        this(message, advice, null);
    }

    StartException(String message, String advice, Throwable cause) {
        super(message, cause);
        this.advice = advice;
    }

    /** What the user can do about it. */
    public String advice() {
        return advice;
    }
}
