package lumen.gateway.problem;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.HttpServerResponse;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.error.LumenException;
import lumen.contracts.error.Problem;
import lumen.contracts.error.Problem.Violation;
import lumen.gateway.platform.Outages;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * Turns whatever a resource throws into a problem document. What is not in the catalogue is lumen's
 * own fault: it gets an id, under which the log has the details that the answer leaves out.
 */
public class ProblemMappers {
    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

    private final Duration retryAfter;
    private final CurrentVertxRequest request;

    ProblemMappers(
            @ConfigProperty(name = "lumen.retry-after") Duration retryAfter,
            CurrentVertxRequest request) {
        this.retryAfter = retryAfter;
        this.request = request;
    }

    @ServerExceptionMapper
    Response lumen(LumenException failure) {
        return answer(failure.toProblem());
    }

    @ServerExceptionMapper
    Response invalid(InvalidRequestException failure) {
        return answer(failure.toProblem());
    }

    /** JSON that does not have the shape of the request. */
    @ServerExceptionMapper
    Response mismatched(MismatchedInputException failure) {
        String field =
                failure.getPath().stream()
                        .map(ProblemMappers::name)
                        .collect(Collectors.joining("."));
        if (field.isEmpty()) {
            return answer(
                    Problem.of(
                            ErrorCode.REQUEST_MALFORMED,
                            "The body is not the JSON that this address expects."));
        }
        return answer(
                new InvalidRequestException(
                                List.of(new Violation(field, "has a value of the wrong kind")),
                                failure)
                        .toProblem());
    }

    private static String name(JsonMappingException.Reference reference) {
        return reference.getFieldName() == null
                ? Integer.toString(reference.getIndex())
                : reference.getFieldName();
    }

    @ServerExceptionMapper
    Response http(WebApplicationException failure) {
        Response original = failure.getResponse();
        int status = original.getStatus();
        if (status < 400) {
            return original;
        }
        if (status >= 500) {
            return unexpected(failure);
        }
        Response answer = answer(HttpProblems.of(status));
        Object allowed = original.getHeaders().getFirst(HttpHeaders.ALLOW);
        return allowed == null
                ? answer
                : Response.fromResponse(answer).header(HttpHeaders.ALLOW, allowed).build();
    }

    @ServerExceptionMapper
    Response unexpected(Throwable failure) {
        HttpServerResponse response = request.getCurrent().response();
        if (response.ended() || response.closed()) {
            // The client went away, or was told by the server that its body is too large: whatever
            // failed after that, there is nobody to answer.
            LOG.debugf(failure, "there is nobody to answer");
            return Response.status(ErrorCode.INTERNAL.status()).build();
        }
        if (Outages.temporary(failure)) {
            LOG.warnf("a request was refused: %s", failure.getMessage());
            return answer(Problem.of(ErrorCode.UNAVAILABLE, "The database does not answer now."));
        }
        String id = UUID.randomUUID().toString();
        LOG.errorf(failure, "error %s", id);
        return answer(
                Problem.of(ErrorCode.INTERNAL, "The error id is " + id + ".").withErrorId(id));
    }

    private Response answer(Problem problem) {
        Response.ResponseBuilder answer =
                Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem);
        switch (problem.code()) {
            case TOO_BUSY, UNAVAILABLE ->
                    answer.header(HttpHeaders.RETRY_AFTER, Math.max(1, retryAfter.toSeconds()));
            default -> {}
        }
        return answer.build();
    }
}
