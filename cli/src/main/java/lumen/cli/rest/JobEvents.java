package lumen.cli.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import lumen.contracts.rest.JobView;

/**
 * The server-sent events of one job. Each event that tells the job's state is passed on; when the
 * stream has ended, for whatever reason, the job has to be asked for.
 */
public final class JobEvents implements AutoCloseable {
    private static final String DATA = "data:";

    private final Consumer<JobView> listener;
    private final Lines lines = new Lines();
    private final StringBuilder data = new StringBuilder();
    private CompletableFuture<?> exchange;
    private volatile boolean ended;

    /**
     * @param listener gets each state of the job, called by the thread that reads the stream
     */
    JobEvents(Consumer<JobView> listener) {
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
            JsonNode tree = Json.MAPPER.readTree(event);
            // Events about single items have the job's id, but not its counts.
            if (tree.has("kind") && tree.has("items")) {
                listener.accept(Json.MAPPER.treeToValue(tree, JobView.class));
            }
        } catch (JsonProcessingException notAnEventOfOurs) {
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
