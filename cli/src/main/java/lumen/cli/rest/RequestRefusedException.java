package lumen.cli.rest;

import java.time.Duration;
import lumen.contracts.error.Problem;

/** The server answered a request with a problem. */
public final class RequestRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;
    private final Duration retryAfter;

    RequestRefusedException(Problem problem, Duration retryAfter) {
        super(problem.title() + (problem.detail() == null ? "" : ": " + problem.detail()));
        this.problem = problem;
        this.retryAfter = retryAfter;
    }

    /** What the server said. */
    public Problem problem() {
        return problem;
    }

    /** How long the server asks to wait before the request is sent again. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
