package lumen.gateway.rest;

import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import lumen.contracts.rest.ItemView;
import lumen.contracts.rest.JobView;
import lumen.gateway.progress.JobFollower;
import lumen.gateway.store.JobQueries.Progress;

/** Tells one client of a job's progress, no faster than the client reads. */
final class JobEvents implements JobFollower.Audience {
    /** The id of the last event of a job; every other event's id is a number. */
    static final String ENDED = "ended";

    private final EventSender sender;

    JobEvents(MultiEmitter<? super OutboundSseEvent> emitter, Sse sse) {
        this.sender = new EventSender(emitter, sse);
    }

    @Override
    public boolean gone() {
        return sender.gone();
    }

    @Override
    public void advanced(Progress progress) throws InterruptedException {
        long order = progress.order() - progress.items().size();
        for (ItemView item : progress.items()) {
            order++;
            sender.send("item", Long.toString(order), ItemView.class, item);
        }
        JobView job = progress.job();
        boolean last =
                job.state().ended()
                        && progress.order() >= job.items().succeeded() + job.items().failed();
        sender.send("job", last ? ENDED : Long.toString(order), JobView.class, job);
    }

    @Override
    public void idle() {
        sender.comment("still there");
    }
}
