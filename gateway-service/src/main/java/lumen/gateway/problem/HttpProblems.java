package lumen.gateway.problem;

import lumen.contracts.error.ErrorCode;
import lumen.contracts.error.Problem;

/** The problems of requests that never reach a resource. */
final class HttpProblems {
    private HttpProblems() {}

    /**
     * The problem that a refusal by the HTTP layer is told as.
     *
     * @param status a status from 400 to 499
     */
    static Problem of(int status) {
        return switch (status) {
            case 404 -> Problem.of(ErrorCode.NOT_FOUND, "There is nothing at this address.");
            case 405 ->
                    Problem.of(ErrorCode.METHOD_NOT_ALLOWED, "This address has no such method.");
            case 406 ->
                    Problem.of(
                            ErrorCode.NOT_ACCEPTABLE,
                            "The answer has no media type that the header Accept names.");
            case 413 ->
                    Problem.of(
                            ErrorCode.REQUEST_TOO_LARGE,
                            "The request has more bytes than are accepted.");
            case 415 ->
                    Problem.of(
                            ErrorCode.UNSUPPORTED_CONTENT,
                            "This address does not take the request's Content-Type.");
            default -> Problem.of(ErrorCode.REQUEST_MALFORMED, "The request cannot be understood.");
        };
    }
}
