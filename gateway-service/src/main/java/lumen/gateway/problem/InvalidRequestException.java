package lumen.gateway.problem;

import java.util.List;
import java.util.stream.Collectors;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.error.Problem;
import lumen.contracts.error.Problem.Violation;

/** A request with faulty fields, or with faulty options of a training run. */
public final class InvalidRequestException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final transient List<Violation> violations;

    /**
     * @param violations what is wrong, at least one
     * @param cause how it was noticed; null if no exception did
     */
    public InvalidRequestException(List<Violation> violations, Throwable cause) {
        this(ErrorCode.REQUEST_INVALID, violations, cause);
    }

    /** Options of a training run that are wrong, at least one. */
    public static InvalidRequestException ofOptions(List<Violation> violations) {
        return new InvalidRequestException(ErrorCode.OPTION_INVALID, violations, null);
    }

    private InvalidRequestException(ErrorCode code, List<Violation> violations, Throwable cause) {
        super(
                violations.stream()
                        .map(violation -> violation.field() + " " + violation.message())
                        .collect(Collectors.joining("; ")),
                cause);
        this.code = code;
        this.violations = List.copyOf(violations);
    }

    Problem toProblem() {
        return Problem.of(code, getMessage()).withViolations(violations);
    }
}
