package lumen.cli.selection;

import java.util.Objects;

/** What the user named is not there, or holds no audio. */
public final class SelectionException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String advice;

    public SelectionException(String message, String advice) {
        this(message, advice, null);
    }

    public SelectionException(String message, String advice, Throwable cause) {
        super(message, cause);
        this.advice = Objects.requireNonNull(advice, "advice");
    }

    /** What the user can do about it. */
    public String advice() {
        return advice;
    }
}
