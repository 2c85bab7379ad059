package lumen.cli.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/**
 * The server-sent events about one thing. The data of each is passed on; when the stream has ended,
 * for whatever reason, the thing has to be asked for.
 */
public final class ServerEvents implements AutoCloseable {
    private static final String DATA = "data:";

    /** Gets the data of each event. */
    @FunctionalInterface
    interface Listener {
        /**
         * Takes the data of an event.
         *
         * @throws JsonProcessingException if it is not what a lumen would say; the stream is left
         */
        void hear(JsonNode data) throws JsonProcessingException;
    }

    private final Listener listener;
    private final Lines lines = new Lines();
    private final StringBuilder data = new StringBuilder();
    private CompletableFuture<?> exchange;
    private volatile boolean ended;

    /**
     * @param listener gets the data of each event, called by the thread that reads the stream
     */
    ServerEvents(Listener listener) {
        this.listener = listener;
    }

    Flow.Subscriber<String> lines() {
        return lines;
    }

    void reads(CompletableFuture<?> theExchange) {
        exchange = theExchange;
    }

    /** Whether no more events will come. */
    public boolean ended() {
        return ended || exchange.isDone();
    }

    /** Stops reading. */
    @Override
    public void close() {
        ended = true;
        exchange.cancel(true);
    }

    private void line(String line) {
        if (line.isEmpty()) {
            dispatch();
        } else if (line.startsWith(DATA)) {
            String value = line.substring(DATA.length());
            data.append(value.startsWith(" ") ? value.substring(1) : value).append('\n');
        }
    }

    private void dispatch() {
        if (data.isEmpty()) {
            return;
        }
        String event = data.toString();
        data.setLength(0);
        try {
            listener.hear(Json.MAPPER.readTree(event));
        } catch (JsonProcessingException notAnEventOfLumen) {
            ended = true;
        }
    }

    private final class Lines implements Flow.Subscriber<String> {
        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(String line) {
            if (!ended) {
                line(line);
            }
        }

        @Override
        public void onError(Throwable failure) {
            ended = true;
        }

        @Override
        public void onComplete() {
            ended = true;
        }
    }
}
