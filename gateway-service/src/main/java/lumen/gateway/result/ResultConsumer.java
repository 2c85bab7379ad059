package lumen.gateway.result;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import lumen.contracts.topic.PredictionMessage;
import lumen.gateway.metrics.ItemMetrics;
import lumen.gateway.outbox.OutboxRelay;
import lumen.gateway.platform.Database;
import lumen.gateway.platform.Outage;
import lumen.gateway.platform.Outages;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/**
 * Takes what the workers answer off Kafka, a batch at a time: the more arrives, the more is
 * recorded in one transaction.
 *
 * <p>While the database or the broker is away, the batch waits and is tried again. A record that
 * cannot be decoded, or that the database refuses by itself, goes to the dead letters.
 */
@ApplicationScoped
public class ResultConsumer {
    private static final Logger LOG = Logger.getLogger(ResultConsumer.class);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private record Received(ConsumerRecord<String, byte[]> source, PredictionMessage message) {}

    private final ObjectReader reader;
    private final ResultRecorder recorder;
    private final DeadLetters deadLetters;
    private final OutboxRelay relay;
    private final Database database;
    private final ItemMetrics metrics;
    private final Outage outage = new Outage(LOG, "recording results");
    private volatile boolean stopped;

    ResultConsumer(
            ObjectMapper json,
            ResultRecorder recorder,
            DeadLetters deadLetters,
            OutboxRelay relay,
            Database database,
            ItemMetrics metrics) {
        this.reader = json.readerFor(PredictionMessage.class);
        this.recorder = recorder;
        this.deadLetters = deadLetters;
        this.relay = relay;
        this.database = database;
        this.metrics = metrics;
    }

    void stop(@Observes ShutdownEvent event) {
        stopped = true;
    }

    /** Records a batch; returns when it is recorded. */
    @Incoming("prediction-parts")
    @Blocking
    public void consume(ConsumerRecords<String, byte[]> batch) throws InterruptedException {
        List<Received> received = new ArrayList<>(batch.count());
        for (ConsumerRecord<String, byte[]> source : batch) {
            try {
                received.add(new Received(source, decode(source.value())));
            } catch (IOException | IllegalArgumentException e) {
                untilDone(() -> deadLetters.put(source, e));
            }
        }
        if (!received.isEmpty()) {
            record(received);
        }
    }

    private PredictionMessage decode(byte[] value) throws IOException {
        if (value == null) {
            throw new IllegalArgumentException("the record has no value");
        }
        PredictionMessage message = reader.readValue(value);
        if (message == null) {
            throw new IllegalArgumentException("the record is null");
        }
        UUID.fromString(message.itemId());
        if (message instanceof PredictionMessage.Part part && part.part() < 0) {
            throw new IllegalArgumentException("part " + part.part() + " is negative");
        }
        return message;
    }

    private void record(List<Received> received) throws InterruptedException {
        try {
            untilDone(
                    () -> tell(recorder.record(received.stream().map(Received::message).toList())));
        } catch (RuntimeException e) {
            if (Outages.temporary(e)) {
                throw e;
            }
            // One record spoils the batch: find it by trying each alone.
            for (Received one : received) {
                recordAlone(one);
            }
        }
    }

    private void recordAlone(Received one) throws InterruptedException {
        try {
            untilDone(() -> tell(recorder.record(List.of(one.message()))));
        } catch (RuntimeException e) {
            if (Outages.temporary(e)) {
                throw e;
            }
            untilDone(() -> deadLetters.put(one.source(), e));
        }
    }

    private void tell(ResultRecorder.Outcome outcome) {
        relay.wake();
        metrics.recorded(outcome);
    }

    /** Tries again while a part that the action needs is away. */
    private void untilDone(Runnable action) throws InterruptedException {
        while (true) {
            try {
                database.requireReady();
                action.run();
                outage.over();
                return;
            } catch (RuntimeException e) {
                if (stopped || !Outages.temporary(e)) {
                    throw e;
                }
                outage.notice(e);
                Thread.sleep(PAUSE);
            }
        }
    }
}
