package lumen.gateway.rest;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.error.LumenException;
import lumen.contracts.rest.JobKind;
import lumen.gateway.submission.ServerPaths;
import lumen.gateway.submission.Submission;
import lumen.gateway.submission.Uploads;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.multipart.FileUpload;

/**
 * The reference server's addresses, for clients that were written for it. Each request is a job
 * like any other.
 */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Reference", description = "The reference server's addresses: a 0 or 1 for each label")
public class ReferenceResource {
    private final ReferenceJobs jobs;
    private final ServerPaths serverPaths;
    private final Uploads uploads;

    ReferenceResource(ReferenceJobs jobs, ServerPaths serverPaths, Uploads uploads) {
        this.jobs = jobs;
        this.serverPaths = serverPaths;
        this.uploads = uploads;
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
        String id = jobs.model(model);
        uploads.requireSome(files, "audio_files");
        for (FileUpload file : files) {
            if (file.contentType() == null || !file.contentType().startsWith("audio")) {
                throw new LumenException(
                        ErrorCode.UNSUPPORTED_CONTENT, "All files must be audio files.");
            }
        }
        return Response.ok(
                        jobs.answer(
                                        submission(
                                                id,
                                                new Submission.Uploaded(
                                                        job -> uploads.keep(job, files))))
                                .files())
                .build();
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
        return Response.ok(jobs.answer(directories(model, paths)).files()).build();
    }

    /** Predicts files on the server, telling each as it ends. */
    @POST
    @Path("/model/predict-directory-stream")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(ReferenceJobs.LINES)
    @Operation(
            summary = "Predict directories and lists on the server, line by line",
            description =
                    "Answers a line of JSON whenever files have ended: an object of 0 or 1 for each"
                            + " label, keyed by path.")
    public Response predictDirectoryStream(
            @RestQuery("model_ckpt_path") String model, List<String> paths) {
        return jobs.lines(directories(model, paths), ReferenceLines::predictions);
    }

    private Submission directories(String model, List<String> paths) {
        if (paths == null) {
            throw new LumenException(
                    ErrorCode.REQUEST_MALFORMED, "The body must be an array of paths.");
        }
        // As the reference does it: first what is wrong with the paths, then with the model.
        serverPaths.find(paths, ServerPaths.Accept.DIRECTORIES_AND_LISTS).close();
        return submission(jobs.model(model), new Submission.OnServer(paths));
    }

    private static Submission submission(String model, Submission.Files files) {
        return new Submission(JobKind.PREDICT, model, null, Optional.empty(), files);
    }
}
