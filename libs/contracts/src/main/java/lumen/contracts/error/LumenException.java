package lumen.contracts.error;

import java.util.Objects;

/** A failure that a user can be told about: a code of the catalogue and what is special here. */
public final class LumenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    /**
     * @param code which failure
     * @param detail what is special about this case, a sentence for the user, without internals
     */
    public LumenException(ErrorCode code, String detail) {
        this(code, detail, null);
    }

    public LumenException(ErrorCode code, String detail, Throwable cause) {
        super(Objects.requireNonNull(detail, "detail"), cause);
        this.code = Objects.requireNonNull(code, "code");
    }

    public ErrorCode code() {
        return code;
    }

    /** The problem document that tells the user about this failure. */
    public Problem toProblem() {
        return Problem.of(code, getMessage());
    }
}
