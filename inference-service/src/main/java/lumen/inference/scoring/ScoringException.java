package lumen.inference.scoring;

import java.util.Objects;
import lumen.contracts.error.ErrorCode;

/** A part that cannot be scored; trying again would not help. */
public final class ScoringException extends Exception {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    /**
     * @param code why
     * @param detail what is special about this case, a sentence for the user
     */
    public ScoringException(ErrorCode code, String detail) {
        this(code, detail, null);
    }

    public ScoringException(ErrorCode code, String detail, Throwable cause) {
        super(detail, cause);
        this.code = Objects.requireNonNull(code, "code");
    }

    public ErrorCode code() {
        return code;
    }
}
