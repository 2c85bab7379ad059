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

    /**
     * A request that was not even sent, since the server said before what is needed to refuse it.
     */
    static RequestRefusedException of(Problem problem) {
        return new RequestRefusedException(problem, Duration.ZERO);
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
