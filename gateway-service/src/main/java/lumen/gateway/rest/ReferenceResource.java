package lumen.gateway.rest;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.error.LumenException;
import lumen.contracts.rest.JobKind;
import lumen.contracts.rest.JobView;
import lumen.gateway.progress.JobFollower;
import lumen.gateway.progress.JobListener;
import lumen.gateway.registry.ModelRegistry;
import lumen.gateway.submission.AudioSource;
import lumen.gateway.submission.JobCancellation;
import lumen.gateway.submission.JobSubmitter;
import lumen.gateway.submission.ServerPaths;
import lumen.gateway.submission.Submission;
import lumen.gateway.submission.Uploads;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.multipart.FileUpload;

/**
 * The reference server's addresses, for clients that were written for it. Each request is a job
 * like any other; the answer waits for it, and the job is cancelled when its client goes away.
 */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Reference", description = "The reference server's addresses: a 0 or 1 for each label")
public class ReferenceResource {
    private static final String LINES = "application/x-ndjson";
    private static final String NO_MODEL =
            "Model not found. Please send GET /models to get supported models.";

    private final JobSubmitter submitter;
    private final JobCancellation cancellation;
    private final JobFollower follower;
    private final ServerPaths serverPaths;
    private final Uploads uploads;
    private final ModelRegistry models;
    private final CurrentVertxRequest request;
    private final ObjectMapper json;
    private final Duration timeout;

    ReferenceResource(
            JobSubmitter submitter,
            JobCancellation cancellation,
            JobFollower follower,
            ServerPaths serverPaths,
            Uploads uploads,
            ModelRegistry models,
            CurrentVertxRequest request,
            ObjectMapper json,
            @ConfigProperty(name = "lumen.reference.timeout") Duration timeout) {
        this.submitter = submitter;
        this.cancellation = cancellation;
        this.follower = follower;
        this.serverPaths = serverPaths;
        this.uploads = uploads;
        this.models = models;
        this.request = request;
        this.json = json;
        this.timeout = timeout;
    }

    /** Lists the kinds of datasets. */
    @GET
    @Path("/dataset-types")
    @Operation(summary = "List the dataset types")
    public List<String> datasetTypes() {
        return List.of("irmastest", "irmastrain", "csv");
    }

    /** Predicts uploaded files. */
    @POST
    @Path("/model/predict-files")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Operation(
            summary = "Predict uploaded files and wait",
            description = "Answers an object of 0 or 1 for each label, keyed by file name.")
    public Response predictFiles(
            @RestQuery("model_ckpt_path") String model,
            @RestForm("audio_files") List<FileUpload> files)
            throws InterruptedException {
        String id = model(model);
        uploads.requireSome(files, "audio_files");
        for (FileUpload file : files) {
            if (file.contentType() == null || !file.contentType().startsWith("audio")) {
                throw new LumenException(
                        ErrorCode.UNSUPPORTED_CONTENT, "All files must be audio files.");
            }
        }
        return whole(submission(id, true, job -> uploads.keep(job, files)));
    }

    /** Predicts files on the server. */
    @POST
    @Path("/model/predict-directory")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Predict directories and lists on the server and wait",
            description = "Answers an object of 0 or 1 for each label, keyed by path.")
    public Response predictDirectory(@RestQuery("model_ckpt_path") String model, List<String> paths)
            throws InterruptedException {
        return whole(directories(model, paths));
    }

    /** Predicts files on the server, telling each as it ends. */
    @POST
    @Path("/model/predict-directory-stream")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(LINES)
    @Operation(
            summary = "Predict directories and lists on the server, line by line",
            description =
                    "Answers a line of JSON whenever files have ended: an object of 0 or 1 for each"
                            + " label, keyed by path.")
    public Response predictDirectoryStream(
            @RestQuery("model_ckpt_path") String model, List<String> paths) {
        JobView job = submitter.submit(directories(model, paths));
        RoutingContext connection = request.getCurrent();
        StreamingOutput lines =
                output -> {
                    ReferenceLines audience = new ReferenceLines(json, output, connection);
                    try {
                        follow(job, connection, audience, audience::timeOver);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        throw new IOException("the gateway stops", e);
                    }
                };
        return Response.ok(lines).type(LINES).build();
    }

    private Submission directories(String model, List<String> paths) {
        if (paths == null) {
            throw new LumenException(
                    ErrorCode.REQUEST_MALFORMED, "The body must be an array of paths.");
        }
        // As the reference does it: first what is wrong with the paths, then with the model.
        serverPaths.find(paths, ServerPaths.Accept.DIRECTORIES_AND_LISTS).close();
        return submission(
                model(model),
                false,
                _ -> serverPaths.find(paths, ServerPaths.Accept.DIRECTORIES_AND_LISTS));
    }

    private static Submission submission(
            String model, boolean uploads, Function<UUID, Stream<AudioSource>> audio) {
        return new Submission(JobKind.PREDICT, model, null, uploads, Optional.empty(), audio);
    }

    private String model(String reference) {
        if (reference == null || reference.isBlank()) {
            throw RequestValues.invalid("model_ckpt_path", "is missing", null);
        }
        return models.idOf(reference)
                .orElseThrow(() -> new LumenException(ErrorCode.MODEL_NOT_FOUND, NO_MODEL));
    }

    private Response whole(Submission submission) throws InterruptedException {
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
        Map<String, Object> files = answer.files();
        return Response.ok(files).build();
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
