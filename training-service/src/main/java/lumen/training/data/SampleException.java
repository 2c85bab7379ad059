package lumen.training.data;

import java.util.Objects;
import lumen.contracts.error.ErrorCode;

/** A sample whose features cannot be had, however often they are asked for. */
public final class SampleException extends Exception {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    /**
     * @param code why
     * @param detail what is special about this sample
     */
    public SampleException(ErrorCode code, String detail) {
        super(Objects.requireNonNull(detail, "detail"));
        this.code = Objects.requireNonNull(code, "code");
    }

    /** Why. */
    public ErrorCode code() {
        return code;
    }
}
