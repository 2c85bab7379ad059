package lumen.gateway.rest;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.error.LumenException;
import lumen.contracts.error.Problem.Violation;
import lumen.contracts.rest.ItemView;
import lumen.contracts.rest.JobKind;
import lumen.contracts.rest.JobRequest;
import lumen.contracts.rest.JobView;
import lumen.contracts.rest.Page;
import lumen.contracts.rest.State;
import lumen.gateway.problem.InvalidRequestException;
import lumen.gateway.store.JobQueries;
import lumen.gateway.submission.Fingerprint;
import lumen.gateway.submission.JobCancellation;
import lumen.gateway.submission.JobSubmitter;
import lumen.gateway.submission.Submission;
import lumen.gateway.submission.Uploads;
import lumen.gateway.training.TrainingControl;
import lumen.gateway.training.TrainingSubmitter;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.multipart.FileUpload;

/** Jobs: submit, list, look at, cancel. */
@Path("/jobs")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Jobs", description = "Files in, instruments out")
public class JobResource {
    private static final String IDEMPOTENCY_KEY = "Idempotency-Key";
    private static final int MAX_KEY_CHARACTERS = 255;

    private final JobSubmitter submitter;
    private final JobCancellation cancellation;
    private final TrainingSubmitter trainings;
    private final TrainingControl control;
    private final JobQueries queries;
    private final Uploads uploads;

    JobResource(
            JobSubmitter submitter,
            JobCancellation cancellation,
            TrainingSubmitter trainings,
            TrainingControl control,
            JobQueries queries,
            Uploads uploads) {
        this.submitter = submitter;
        this.cancellation = cancellation;
        this.trainings = trainings;
        this.control = control;
        this.queries = queries;
        this.uploads = uploads;
    }

    /** Submits uploaded files. */
    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Operation(
            summary = "Submit a job",
            description =
                    "Send audio files as parts named `files`, with the optional fields `kind`,"
                            + " `model` and `threshold`; or JSON that names files, directories and"
                            + " .csv lists below the server's data roots. A job of kind TRAIN has"
                            + " the options of the run in `training`; `GET /training-options` tells"
                            + " what they are. The answer comes at once;"
                            + " `Location` says where the job is. Repeat a request with the same"
                            + " `Idempotency-Key` to get the same job again.")
    @APIResponse(
            responseCode = "202",
            description = "The job was accepted",
            content = @Content(schema = @Schema(implementation = JobView.class)))
    public Response submitUploads(
            @RestForm("files") List<FileUpload> files,
            @RestForm String kind,
            @RestForm String model,
            @RestForm String threshold,
            @HeaderParam(IDEMPOTENCY_KEY) String key) {
        JobKind wanted = kindOrPredict(RequestValues.constant(JobKind.class, "kind", kind));
        Double number = RequestValues.number("threshold", threshold);
        uploads.requireSome(files, "files");
        Fingerprint request = new Fingerprint().add("uploads").add(wanted).add(model).add(number);
        Optional<Submission.Identity> identity =
                identity(
                        key,
                        request,
                        () -> {
                            for (FileUpload file : files) {
                                request.add(file.fileName()).addContents(file.uploadedFile());
                            }
                        });
        return accepted(
                submitter.submit(
                        new Submission(
                                wanted,
                                model,
                                number,
                                identity,
                                new Submission.Uploaded(job -> uploads.keep(job, files)))));
    }

    /** Submits files on the server. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @APIResponse(
            responseCode = "202",
            description = "The job was accepted",
            content = @Content(schema = @Schema(implementation = JobView.class)))
    public Response submitPaths(
            @RequestBody(
                            content =
                                    @Content(
                                            schema = @Schema(implementation = JobRequest.class),
                                            examples = {
                                                @ExampleObject(
                                                        name = "a directory",
                                                        value =
                                                                """
                                                                {"paths": ["/srv/audio/set1"]}
                                                                """),
                                                @ExampleObject(
                                                        name = "a training run",
                                                        value =
                                                                """
                                                                {"kind": "TRAIN", "training": {
                                                                "train_paths": ["irmastrain:/srv/irmas/train"],
                                                                "val_paths": ["irmastest:/srv/irmas/test"]}}
                                                                """)
                                            }))
                    JobRequest body,
            @HeaderParam(IDEMPOTENCY_KEY) String key) {
        if (body == null) {
            throw new LumenException(ErrorCode.REQUEST_MALFORMED, "The request has no body.");
        }
        JobKind wanted = kindOrPredict(body.kind());
        requireFitting(wanted, body);
        if (wanted == JobKind.TRAIN) {
            Fingerprint request = new Fingerprint().add("training").add(body.training());
            return accepted(trainings.submit(body.training(), identity(key, request, () -> {})));
        }
        Fingerprint request =
                new Fingerprint()
                        .add("paths")
                        .add(wanted)
                        .add(body.model())
                        .add(body.threshold())
                        .add(body.paths());
        return accepted(
                submitter.submit(
                        new Submission(
                                wanted,
                                body.model(),
                                body.threshold(),
                                identity(key, request, () -> {}),
                                new Submission.OnServer(body.paths()))));
    }

    /** No field of a request is without effect. */
    private static void requireFitting(JobKind kind, JobRequest body) {
        List<Violation> unused = new ArrayList<>();
        if (kind == JobKind.TRAIN) {
            refuse(unused, "model", body.model(), "of a TRAIN job is an option of the training");
            refuse(unused, "paths", body.paths(), "of a TRAIN job are options of the training");
            refuse(unused, "threshold", body.threshold(), "of a TRAIN job is an option");
        } else {
            refuse(unused, "training", body.training(), "is for jobs of kind TRAIN only");
        }
        if (!unused.isEmpty()) {
            throw new InvalidRequestException(unused, null);
        }
    }

    private static void refuse(List<Violation> unused, String field, Object value, String message) {
        if (value != null) {
            unused.add(new Violation(field, message));
        }
    }

    private static JobKind kindOrPredict(JobKind kind) {
        return Objects.requireNonNullElse(kind, JobKind.PREDICT);
    }

    private static Optional<Submission.Identity> identity(
            String key, Fingerprint request, Runnable addRest) {
        if (key == null) {
            return Optional.empty();
        }
        if (key.isBlank() || key.length() > MAX_KEY_CHARACTERS) {
            throw RequestValues.invalid(IDEMPOTENCY_KEY, "must have 1 to 255 characters", null);
        }
        addRest.run();
        return Optional.of(new Submission.Identity(key, request.text()));
    }

    private static Response accepted(JobView job) {
        return Response.accepted(job).location(URI.create("/jobs/" + job.id())).build();
    }

    /** Lists jobs, the newest first. */
    @GET
    @Operation(
            summary = "List jobs, the newest first",
            description =
                    "Filters: `state`, `kind`, `model`, `from` and `to` (times of submission,"
                            + " such as 2026-01-31T12:00:00Z).")
    public Page<JobView> list(
            @RestQuery String page,
            @RestQuery String size,
            @RestQuery String state,
            @RestQuery String kind,
            @RestQuery String model,
            @RestQuery String from,
            @RestQuery String to) {
        return queries.jobs(
                new JobQueries.JobFilter(
                        RequestValues.constant(State.class, "state", state),
                        RequestValues.constant(JobKind.class, "kind", kind),
                        model == null || model.isBlank() ? null : model,
                        RequestValues.time("from", from),
                        RequestValues.time("to", to)),
                RequestValues.page(page),
                RequestValues.size(size));
    }

    /** Tells how far a job is. */
    @GET
    @Path("/{id}")
    @Operation(summary = "Tell how far a job is")
    public JobView get(@RestPath String id) {
        return queries.job(RequestValues.job(id));
    }

    /** Lists the items of a job in the order of submission. */
    @GET
    @Path("/{id}/items")
    @Operation(
            summary = "List a job's files in the order of submission",
            description = "Filters: `state`, and `label` for files in which it is heard.")
    public Page<ItemView> items(
            @RestPath String id,
            @RestQuery String page,
            @RestQuery String size,
            @RestQuery String state,
            @RestQuery String label) {
        return queries.items(
                RequestValues.job(id),
                new JobQueries.ItemFilter(
                        RequestValues.constant(State.class, "state", state),
                        label == null || label.isBlank() ? null : label),
                RequestValues.page(page),
                RequestValues.size(size));
    }

    /** Tells what is heard in one file. */
    @GET
    @Path("/{id}/items/{itemId}")
    @Operation(
            summary = "Tell what is heard in one file",
            description = "With `windows=true` also the scores of each window.")
    public ItemView item(@RestPath String id, @RestPath String itemId, @RestQuery boolean windows) {
        return queries.item(RequestValues.job(id), RequestValues.item(itemId), windows);
    }

    /** Cancels a job. */
    @DELETE
    @Path("/{id}")
    @Operation(summary = "Cancel a job")
    public JobView cancel(@RestPath String id) {
        UUID job = RequestValues.job(id);
        return queries.job(job).kind() == JobKind.TRAIN
                ? control.cancel(job)
                : cancellation.cancel(job);
    }
}
