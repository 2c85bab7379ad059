package lumen.training.worker;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lumen.contracts.topic.Topics;
import lumen.contracts.training.TrainingRequest;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;

/**
 * Takes requests from their topic, one at a time. A worker that has taken one acknowledges it and
 * leaves the group before it trains: Kafka never waits for training, and the requests behind it go
 * to idle workers.
 */
final class RequestQueue {
    private static final Logger LOG = Logger.getLogger(RequestQueue.class);
    private static final String GROUP = "training-service";
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration SENDING = Duration.ofSeconds(30);

    /** Decides what becomes of a request before it is acknowledged. */
    @FunctionalInterface
    interface Claim {
        /**
         * Says that the worker takes the request, or that nobody needs to.
         *
         * @return whether this worker carries it out
         */
        boolean make(TrainingRequest request) throws InterruptedException;
    }

    private final Map<String, Object> settings;
    private final RequestReader reader;
    private final ProgressSender sender;
    private final Runnable onDeadLetter;
    private KafkaConsumer<String, byte[]> waiting;
    private boolean closed;

    /**
     * Prepares the queue.
     *
     * @param kafka the broker and how to reach it, by the names of Kafka's settings
     * @param sender sends dead letters
     * @param onDeadLetter is told of each of them
     */
    RequestQueue(
            Map<String, Object> kafka,
            RequestReader reader,
            ProgressSender sender,
            Runnable onDeadLetter) {
        this.reader = reader;
        this.sender = sender;
        this.onDeadLetter = onDeadLetter;
        settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, GROUP);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
        // The requests of a killed worker that it had not acknowledged are taken by another then.
        settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
        settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 3_000);
    }

    /**
     * Waits for a request and takes it.
     *
     * @param claim is asked about each request
     * @return nothing when the queue is closed, or a request could not be acknowledged: it is
     *     another worker's then
     * @throws InterruptedException if the thread was interrupted; nothing is taken
     */
    Optional<TrainingRequest> take(Claim claim) throws InterruptedException {
        // Leaving the block leaves the group.
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(
                        settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(Topics.TRAINING_REQUESTS));
            while (wait(consumer)) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                    Optional<TrainingRequest> taken = examine(record, claim);
                    // Fails when the group took this worker for dead: then another has the record.
                    consumer.commitSync(
                            Map.of(
                                    new TopicPartition(record.topic(), record.partition()),
                                    new OffsetAndMetadata(record.offset() + 1)));
                    if (taken.isPresent()) {
                        return taken;
                    }
                }
            }
            return Optional.empty();
        } catch (WakeupException closing) {
            return Optional.empty();
        } catch (InterruptException e) {
            // Kafka has set the interrupt flag, which the exception stands for.
            Thread.interrupted();
            throw (InterruptedException) new InterruptedException().initCause(e);
        } catch (KafkaException e) {
            LOG.warnf("no request could be taken: %s", e.getMessage());
            return Optional.empty();
        } finally {
            wait(null);
        }
    }

    /** Notes who has to be woken when the queue is closed; says whether it is open. */
    private synchronized boolean wait(KafkaConsumer<String, byte[]> consumer) {
        waiting = consumer;
        return !closed;
    }

    /** Ends the wait for requests, now and later. */
    synchronized void close() {
        closed = true;
        if (waiting != null) {
            waiting.wakeup();
        }
    }

    private Optional<TrainingRequest> examine(ConsumerRecord<String, byte[]> record, Claim claim)
            throws InterruptedException {
        try {
            TrainingRequest request = reader.request(record.value());
            return claim.make(request) ? Optional.of(request) : Optional.empty();
        } catch (InvalidRequestException e) {
            putAside(record, e);
            return Optional.empty();
        }
    }

    private void putAside(ConsumerRecord<String, byte[]> record, InvalidRequestException reason)
            throws InterruptedException {
        LOG.errorf("a request is put aside as a dead letter: %s", reason.getMessage());
        ProducerRecord<String, byte[]> letter =
                new ProducerRecord<>(
                        Topics.TRAINING_REQUESTS + Topics.DEAD_LETTER_SUFFIX,
                        record.key(),
                        record.value());
        record.headers().forEach(letter.headers()::add);
        Map.of(
                        "dead-letter-reason", reason.getMessage(),
                        "dead-letter-topic", record.topic(),
                        "dead-letter-partition", Integer.toString(record.partition()),
                        "dead-letter-offset", Long.toString(record.offset()))
                .forEach(
                        (name, value) ->
                                letter.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        sender.send(letter);
        onDeadLetter.run();
        if (!sender.flush(SENDING)) {
            throw new KafkaException("the dead letter could not be sent in time");
        }
    }
}
