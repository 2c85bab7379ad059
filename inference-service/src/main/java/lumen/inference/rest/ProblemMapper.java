package lumen.inference.rest;

import jakarta.ws.rs.core.Response;
import lumen.contracts.error.LumenException;
import lumen.contracts.error.Problem;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers with {@code application/problem+json}. */
public final class ProblemMapper {
    @ServerExceptionMapper
    Response toResponse(LumenException failure) {
        Problem problem = failure.toProblem();
        return Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem).build();
    }
}
