package lumen.gateway.rest;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.error.LumenException;
import lumen.contracts.rest.ItemView;
import lumen.contracts.rest.JobView;
import lumen.gateway.progress.JobFollower;
import lumen.gateway.progress.JobListener;
import lumen.gateway.registry.ModelRegistry;
import lumen.gateway.submission.JobCancellation;
import lumen.gateway.submission.JobSubmitter;
import lumen.gateway.submission.Submission;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Requests of the reference server's clients as jobs: the answer waits for the job, and the job is
 * cancelled when its client goes away.
 */
@ApplicationScoped
class ReferenceJobs {
    /** The media type of answers of one JSON document a line. */
    static final String LINES = "application/x-ndjson";

    private static final String NO_MODEL =
            "Model not found. Please send GET /models to get supported models.";

    private final JobSubmitter submitter;
    private final JobCancellation cancellation;
    private final JobFollower follower;
    private final ModelRegistry models;
    private final CurrentVertxRequest request;
    private final ObjectMapper json;
    private final Duration timeout;

    ReferenceJobs(
            JobSubmitter submitter,
            JobCancellation cancellation,
            JobFollower follower,
            ModelRegistry models,
            CurrentVertxRequest request,
            ObjectMapper json,
            @ConfigProperty(name = "lumen.reference.timeout") Duration timeout) {
        this.submitter = submitter;
        this.cancellation = cancellation;
        this.follower = follower;
        this.models = models;
        this.request = request;
        this.json = json;
        this.timeout = timeout;
    }

    /**
     * The id of the model that a client means.
     *
     * @param reference what it sent as {@code model_ckpt_path}
     * @throws LumenException MODEL_NOT_FOUND
     */
    String model(String reference) {
        return models.idOf(RequestValues.required("model_ckpt_path", reference))
                .orElseThrow(() -> new LumenException(ErrorCode.MODEL_NOT_FOUND, NO_MODEL));
    }

    /** Submits a job and waits for its end. */
    ReferenceAnswer answer(Submission submission) throws InterruptedException {
        JobView job = submitter.submit(submission);
        RoutingContext connection = request.getCurrent();
        ReferenceAnswer answer = new ReferenceAnswer(connection);
        try {
            follow(
                    job,
                    connection,
                    answer,
                    () -> {
                        throw new LumenException(
                                ErrorCode.UNAVAILABLE,
                                "The job did not end within %s and was cancelled."
                                        .formatted(timeout));
                    });
        } catch (IOException e) {
            throw new IllegalStateException("nothing is sent before the job has ended", e);
        }
        return answer;
    }

    /**
     * Submits a job and answers a line whenever files have ended.
     *
     * @param line what to say of these files
     */
    Response lines(Submission submission, Function<List<ItemView>, Object> line) {
        JobView job = submitter.submit(submission);
        RoutingContext connection = request.getCurrent();
        StreamingOutput lines =
                output -> {
                    ReferenceLines audience = new ReferenceLines(json, output, connection, line);
                    try {
                        follow(job, connection, audience, audience::timeOver);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        throw new IOException("the gateway stops", e);
                    }
                };
        // Said here as well: of what is streamed from a virtual thread, the answer's own type is
        // now
        // and then not sent.
        connection.response().putHeader(HttpHeaders.CONTENT_TYPE, LINES);
        return Response.ok(lines).type(LINES).build();
    }

    private void follow(
            JobView job, RoutingContext connection, JobFollower.Audience audience, Late late)
            throws IOException, InterruptedException {
        UUID id = UUID.fromString(job.id());
        JobFollower.End end = JobFollower.End.AUDIENCE_GONE;
        try (JobListener listener = follower.listen(id)) {
            connection.addEndHandler(_ -> listener.ring());
            end = follower.follow(id, listener, 0, Instant.now().plus(timeout), audience);
        } finally {
            if (end != JobFollower.End.JOB_ENDED) {
                cancel(id);
            }
        }
        if (end == JobFollower.End.TIME_OVER) {
            late.tell();
        }
    }

    /** Tells that the time was over before the job had ended. */
    private interface Late {
        void tell() throws IOException;
    }

    private void cancel(UUID id) {
        try {
            cancellation.cancel(id);
        } catch (LumenException e) {
            if (e.code() != ErrorCode.JOB_FINISHED) {
                throw e;
            }
        }
    }
}
