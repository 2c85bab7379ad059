package lumen.gateway.rest;

import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import lumen.contracts.rest.ItemView;
import lumen.contracts.rest.JobView;
import lumen.gateway.progress.JobFollower;
import lumen.gateway.store.JobQueries.Progress;

/** Tells one client of a job's progress, no faster than the client reads. */
final class JobEvents implements JobFollower.Audience {
    /** The id of the last event of a job; every other event's id is a number. */
    static final String ENDED = "ended";

    private static final long CHECK_SECONDS = 1;

    private final MultiEmitter<? super OutboundSseEvent> emitter;
    private final Sse sse;
    private final Semaphore requests = new Semaphore(0);

    JobEvents(MultiEmitter<? super OutboundSseEvent> emitter, Sse sse) {
        this.emitter = emitter;
        this.sse = sse;
        emitter.onRequest(_ -> requests.release());
    }

    @Override
    public boolean gone() {
        return emitter.isCancelled();
    }

    @Override
    public void advanced(Progress progress) throws InterruptedException {
        long order = progress.order() - progress.items().size();
        for (ItemView item : progress.items()) {
            order++;
            send("item", Long.toString(order), ItemView.class, item);
        }
        JobView job = progress.job();
        boolean last =
                job.state().ended()
                        && progress.order() >= job.items().succeeded() + job.items().failed();
        send("job", last ? ENDED : Long.toString(order), JobView.class, job);
    }

    @Override
    public void idle() {
        emitter.emit(sse.newEventBuilder().comment("still there").build());
    }

    private <T> void send(String name, String eventId, Class<T> type, T data)
            throws InterruptedException {
        while (emitter.requested() < 1 && !emitter.isCancelled()) {
            // Whatever is requested between the question and the wait has left a permit.
            boolean unused = requests.tryAcquire(CHECK_SECONDS, TimeUnit.SECONDS);
        }
        emitter.emit(
                sse.newEventBuilder()
                        .name(name)
                        .id(eventId)
                        .mediaType(MediaType.APPLICATION_JSON_TYPE)
                        .data(type, data)
                        .build());
    }
}
