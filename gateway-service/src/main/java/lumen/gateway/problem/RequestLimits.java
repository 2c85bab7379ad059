package lumen.gateway.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import lumen.contracts.error.Problem;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Refuses a request that declares too long a body before any of it is read. The server would do so
 * as well, but without a problem document.
 */
@ApplicationScoped
class RequestLimits {
    private static final int BEFORE_THE_SERVER = 1_000;
    private static final int TOO_LARGE = 413;

    private final ObjectMapper json;
    private final long maxBytes;

    RequestLimits(
            ObjectMapper json,
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize maxBytes) {
        this.json = json;
        this.maxBytes = maxBytes.asLongValue();
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, BEFORE_THE_SERVER);
    }

    private void check(RoutingContext request) {
        String length = request.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        // Digits only, and no more of them than a long has: the server has checked that.
        if (length == null || Long.parseLong(length) <= maxBytes) {
            request.next();
            return;
        }
        request.response()
                .setStatusCode(TOO_LARGE)
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                .end(text(HttpProblems.of(TOO_LARGE)));
    }

    private String text(Problem problem) {
        try {
            return json.writeValueAsString(problem);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("problems are always JSON", e);
        }
    }
}
