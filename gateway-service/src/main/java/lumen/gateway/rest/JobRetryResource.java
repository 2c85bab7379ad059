package lumen.gateway.rest;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import lumen.contracts.rest.JobView;
import lumen.gateway.submission.JobRetry;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** Jobs once more. */
@Path("/jobs/{id}/retry")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Jobs")
public class JobRetryResource {
    private final JobRetry retry;

    JobRetryResource(JobRetry retry) {
        this.retry = retry;
    }

    /** Submits an ended job's files again. */
    @POST
    @Operation(
            summary = "Submit an ended job's files again",
            description =
                    "Makes a new job of the files that failed or were cancelled or, with"
                            + " `items=all`, of all. Uploads must still be kept"
                            + " (`lumen.audio-store.retention`). A TEST job is repeated as a"
                            + " whole.")
    @APIResponse(
            responseCode = "202",
            description = "The new job",
            content = @Content(schema = @Schema(implementation = JobView.class)))
    public Response retry(@RestPath String id, @RestQuery String items) {
        JobView job =
                retry.retry(
                        RequestValues.job(id),
                        RequestValues.oneOf("items", items, JobRetry.Items.class));
        return Response.accepted(job).location(URI.create("/jobs/" + job.id())).build();
    }
}
