package lumen.training.worker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import lumen.contracts.topic.Topics;
import lumen.contracts.training.TrainingProgress;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jboss.logging.Logger;

/**
 * Tells what happens to runs, in the order in which it happened, for as long as it takes: while the
 * broker is away a bounded number of events is kept, then whoever has more to tell waits.
 */
final class ProgressSender implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(ProgressSender.class);
    private static final int BUFFER_BYTES = 16 << 20;

    /** With more than so many unsent events the broker is away or behind. */
    private static final int FEW = 10;

    private static final String FOREVER = Integer.toString(Integer.MAX_VALUE);

    private final ObjectMapper json;
    private final Producer<String, byte[]> producer;
    private final int mostUnsent;
    private final Semaphore free;

    /**
     * Connects; the broker need not be there.
     *
     * @param kafka the broker and how to reach it, by the names of Kafka's settings
     * @param mostUnsent events that are kept
     */
    ProgressSender(Map<String, Object> kafka, ObjectMapper json, int mostUnsent) {
        this.json = json;
        this.mostUnsent = mostUnsent;
        free = new Semaphore(mostUnsent);
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        // Order is kept over repeated attempts.
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, FOREVER);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, FOREVER);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
        producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }

    /**
     * Hands an event over; waits while too many are unsent.
     *
     * @throws InterruptedException if the thread was interrupted; the event is not sent
     */
    void send(TrainingProgress progress) throws InterruptedException {
        free.acquire();
        hand(record(progress));
    }

    /**
     * Hands over an event that a later one replaces: it is dropped when the broker is behind.
     *
     * @throws InterruptedException if the thread was interrupted; the event is not sent
     */
    void sendIfPrompt(TrainingProgress progress) throws InterruptedException {
        if (unsent() < FEW && free.tryAcquire()) {
            hand(record(progress));
        }
    }

    /** Hands over a record that is no event, such as a dead letter. */
    void send(ProducerRecord<String, byte[]> record) throws InterruptedException {
        free.acquire();
        hand(record);
    }

    private ProducerRecord<String, byte[]> record(TrainingProgress progress) {
        try {
            return new ProducerRecord<>(
                    Topics.TRAINING_PROGRESS, progress.runId(), json.writeValueAsBytes(progress));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void hand(ProducerRecord<String, byte[]> record) throws InterruptedException {
        try {
            // The callback is told what becomes of it.
            Future<RecordMetadata> _ =
                    producer.send(
                            record,
                            (_, failure) -> {
                                free.release();
                                if (failure != null) {
                                    LOG.errorf(
                                            failure,
                                            "a record could not be sent topic=%s run=%s",
                                            record.topic(),
                                            record.key());
                                }
                            });
        } catch (InterruptException e) {
            free.release();
            // Kafka has set the interrupt flag, which the exception stands for.
            Thread.interrupted();
            throw (InterruptedException) new InterruptedException().initCause(e);
        } catch (KafkaException e) {
            free.release();
            throw e;
        }
    }

    /** How many events the broker has not acknowledged yet. */
    int unsent() {
        return mostUnsent - free.availablePermits();
    }

    /**
     * Waits until everything is sent.
     *
     * @return false when the time did not suffice
     */
    boolean flush(Duration limit) throws InterruptedException {
        if (!free.tryAcquire(mostUnsent, limit.toMillis(), TimeUnit.MILLISECONDS)) {
            return false;
        }
        free.release(mostUnsent);
        return true;
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
