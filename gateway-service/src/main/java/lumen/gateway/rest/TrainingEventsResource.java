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
import java.util.UUID;
import lumen.gateway.progress.JobListener;
import lumen.gateway.store.TrainingQueries;
import lumen.gateway.training.TrainingFollower;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** The progress of a training run as server-sent events. */
@Path("/trainings/{id}/events")
@Tag(name = "Trainings")
public class TrainingEventsResource {
    private final TrainingFollower follower;
    private final TrainingQueries queries;

    TrainingEventsResource(TrainingFollower follower, TrainingQueries queries) {
        this.follower = follower;
        this.queries = queries;
    }

    /**
     * Sends an event {@code training} with the run whenever it has changed, an event {@code
     * metrics} with each row of figures, an event {@code lines} with lines of the log, and closes
     * when the run has ended. A client that was cut off goes on where it stood by sending the last
     * event's id; one that heard the end is told not to come back.
     */
    @GET
    @Blocking
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(
            summary = "Follow a training run",
            description =
                    "Server-sent events: `training` (the run, whenever it has changed), `metrics`"
                        + " (a row of figures) and `lines` (lines of the log), from the beginning."
                        + " A row or line that comes again replaces the former one. The stream ends"
                        + " with the run. Send the last event's id as `Last-Event-ID` to go on"
                        + " where a connection was cut.")
    public Multi<OutboundSseEvent> events(
            @RestPath String id,
            @HeaderParam("Last-Event-ID") String lastEventId,
            @Context Sse sse) {
        UUID run = RequestValues.training(id);
        // A run that was resumed is told anew to those who heard its end.
        if (queries.run(run).state().ended() && JobEvents.ENDED.equals(lastEventId)) {
            throw new WebApplicationException(Response.Status.NO_CONTENT);
        }
        long place = RequestValues.place(lastEventId);
        return Multi.createFrom()
                .emitter(
                        emitter ->
                                Thread.ofVirtual()
                                        .name("training-events")
                                        .start(() -> send(run, place, sse, emitter)));
    }

    private void send(
            UUID run, long place, Sse sse, MultiEmitter<? super OutboundSseEvent> emitter) {
        try (JobListener listener = follower.listen(run)) {
            emitter.onTermination(listener::ring);
            follower.follow(run, listener, place, new TrainingEvents(emitter, sse, place));
            emitter.complete();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            emitter.fail(e);
        } catch (IOException | RuntimeException e) {
            emitter.fail(e);
        }
    }
}
