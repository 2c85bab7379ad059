package lumen.gateway.rest;

import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Sends server-sent events to one client, no faster than the client reads. */
final class EventSender {
    private static final long CHECK_SECONDS = 1;

    private final MultiEmitter<? super OutboundSseEvent> emitter;
    private final Sse sse;
    private final Semaphore requests = new Semaphore(0);

    EventSender(MultiEmitter<? super OutboundSseEvent> emitter, Sse sse) {
        this.emitter = emitter;
        this.sse = sse;
        emitter.onRequest(_ -> requests.release());
    }

    /** Whether the client has gone. */
    boolean gone() {
        return emitter.isCancelled();
    }

    /** Sends what no client takes for an event. */
    void comment(String text) {
        emitter.emit(sse.newEventBuilder().comment(text).build());
    }

    /** Sends an event with JSON data, when the client is ready for it. */
    <T> void send(String name, String eventId, Class<T> type, T data) throws InterruptedException {
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
