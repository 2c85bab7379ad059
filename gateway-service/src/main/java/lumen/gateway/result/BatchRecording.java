package lumen.gateway.result;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import lumen.gateway.platform.Database;
import lumen.gateway.platform.Outage;
import lumen.gateway.platform.Outages;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jboss.logging.Logger;

/**
 * Records what workers sent, a batch at a time: the more arrives, the more is recorded in one
 * transaction.
 *
 * <p>While the database or the broker is away, the batch waits and is tried again. A record that
 * cannot be decoded, or that the database refuses by itself, goes to the dead letters.
 *
 * @param <M> what a record says
 */
public final class BatchRecording<M> {
    private static final Duration PAUSE = Duration.ofMillis(500);

    /** Reads a record's value. */
    public interface Decoder<M> {
        /**
         * Reads a value that is not null.
         *
         * @throws IllegalArgumentException if it is not what it should be
         */
        M decode(byte[] value) throws IOException;
    }

    private record Received<M>(ConsumerRecord<String, byte[]> source, M message) {}

    private final Decoder<M> decoder;
    private final Consumer<List<M>> recorder;
    private final DeadLetters deadLetters;
    private final Database database;
    private final Outage outage;
    private volatile boolean stopped;

    /**
     * Prepares the recording.
     *
     * @param recorder records messages in a transaction, all or none
     * @param activity what is recorded, for the log, such as "recording results"
     */
    public BatchRecording(
            Decoder<M> decoder,
            Consumer<List<M>> recorder,
            DeadLetters deadLetters,
            Database database,
            Logger log,
            String activity) {
        this.decoder = decoder;
        this.recorder = recorder;
        this.deadLetters = deadLetters;
        this.database = database;
        this.outage = new Outage(log, activity);
    }

    /** What is away is not waited for any more. */
    public void stop() {
        stopped = true;
    }

    /** Records a batch; returns when it is recorded. */
    public void record(ConsumerRecords<String, byte[]> batch) throws InterruptedException {
        List<Received<M>> received = new ArrayList<>(batch.count());
        for (ConsumerRecord<String, byte[]> source : batch) {
            try {
                received.add(new Received<>(source, decode(source.value())));
            } catch (IOException | IllegalArgumentException e) {
                untilDone(() -> deadLetters.put(source, e));
            }
        }
        if (!received.isEmpty()) {
            record(received);
        }
    }

    private M decode(byte[] value) throws IOException {
        if (value == null) {
            throw new IllegalArgumentException("the record has no value");
        }
        M message = decoder.decode(value);
        if (message == null) {
            throw new IllegalArgumentException("the record is null");
        }
        return message;
    }

    private void record(List<Received<M>> received) throws InterruptedException {
        try {
            untilDone(() -> recorder.accept(received.stream().map(Received::message).toList()));
        } catch (RuntimeException e) {
            if (Outages.temporary(e)) {
                throw e;
            }
            // One record spoils the batch: find it by trying each alone.
            for (Received<M> one : received) {
                recordAlone(one);
            }
        }
    }

    private void recordAlone(Received<M> one) throws InterruptedException {
        try {
            untilDone(() -> recorder.accept(List.of(one.message())));
        } catch (RuntimeException e) {
            if (Outages.temporary(e)) {
                throw e;
            }
            untilDone(() -> deadLetters.put(one.source(), e));
        }
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
