package lumen.cli;

import java.util.Objects;

/** No lumen answers, and none could be started. */
public final class LumenUnavailableException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String advice;

    /**
     * @param message what happened, a sentence for the user
     * @param advice what the user can do about it, a sentence
     */
    public LumenUnavailableException(String message, String advice) {
        this(message, advice, null);
    }

    public LumenUnavailableException(String message, String advice, Throwable cause) {
        super(Objects.requireNonNull(message, "message"), cause);
        this.advice = Objects.requireNonNull(advice, "advice");
    }

    /** What the user can do about it. */
    public String advice() {
        return advice;
    }
}
