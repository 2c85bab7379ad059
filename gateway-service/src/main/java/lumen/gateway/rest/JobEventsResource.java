package lumen.gateway.rest;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.io.IOException;
import java.time.Instant;
import java.util.UUID;
import lumen.gateway.progress.JobFollower;
import lumen.gateway.progress.JobListener;
import lumen.gateway.store.JobQueries;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** The progress of a job as server-sent events. */
@Path("/jobs/{id}/events")
@Tag(name = "Jobs")
public class JobEventsResource {
    private final JobFollower follower;
    private final JobQueries queries;

    JobEventsResource(JobFollower follower, JobQueries queries) {
        this.follower = follower;
        this.queries = queries;
    }

    /**
     * Sends an event {@code job} with the job whenever it has changed, an event {@code item} with
     * each item that has ended, and closes when the job has ended. A client that was cut off goes
     * on where it stood by sending the last event's id; one that heard the end is told not to come
     * back.
     */
    @GET
    @Blocking
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(
            summary = "Follow a job",
            description =
                    "Server-sent events: `job` (the job, whenever it has changed) and `item` (an"
                            + " item that has ended). The stream ends with the job. Send the last"
                            + " event's id as `Last-Event-ID` to go on where a connection was cut.")
    public Multi<OutboundSseEvent> events(
            @RestPath String id,
            @HeaderParam("Last-Event-ID") String lastEventId,
            @Context Sse sse) {
        UUID job = RequestValues.job(id);
        queries.job(job);
        if (JobEvents.ENDED.equals(lastEventId)) {
            throw new WebApplicationException(Response.Status.NO_CONTENT);
        }
        long place = RequestValues.place(lastEventId);
        return Multi.createFrom()
                .emitter(
                        emitter ->
                                Thread.ofVirtual()
                                        .name("job-events")
                                        .start(() -> send(job, place, sse, emitter)));
    }

    private void send(
            UUID job, long place, Sse sse, MultiEmitter<? super OutboundSseEvent> emitter) {
        try (JobListener listener = follower.listen(job)) {
            emitter.onTermination(listener::ring);
            follower.follow(job, listener, place, Instant.MAX, new JobEvents(emitter, sse));
            emitter.complete();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            emitter.fail(e);
        } catch (IOException | RuntimeException e) {
            emitter.fail(e);
        }
    }
}
