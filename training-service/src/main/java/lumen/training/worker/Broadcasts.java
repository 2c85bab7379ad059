package lumen.training.worker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import lumen.contracts.topic.Topics;
import lumen.contracts.training.TrainingCommand;
import lumen.contracts.training.TrainingRequest;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;

/**
 * Hears what is meant for every worker: commands, and which attempt of a run is the latest. It
 * reads both topics from their beginning and belongs to no group, so that each worker knows all.
 */
final class Broadcasts implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Broadcasts.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration CLOSING = Duration.ofSeconds(2);
    private static final List<String> TOPICS =
            List.of(Topics.TRAINING_COMMANDS, Topics.TRAINING_REQUESTS);

    private final Map<String, Object> settings;
    private final RequestReader reader;
    private final Consumer<String> news;
    private final Map<String, TrainingCommand> commands = new HashMap<>();
    private final Map<String, Integer> attempts = new HashMap<>();
    private final CountDownLatch caughtUp = new CountDownLatch(1);
    private final Thread thread =
            Thread.ofPlatform().name("broadcasts").daemon(true).unstarted(this::listen);
    private KafkaConsumer<String, byte[]> listening;
    private volatile boolean closed;

    /**
     * Prepares to listen.
     *
     * @param kafka the broker and how to reach it, by the names of Kafka's settings
     * @param news is told the id of each run that there is something new about
     */
    Broadcasts(Map<String, Object> kafka, RequestReader reader, Consumer<String> news) {
        this.reader = reader;
        this.news = news;
        settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    }

    /** Begins to listen; the broker need not be there. */
    void start() {
        thread.start();
    }

    /**
     * Waits until everything that was sent before the start is known.
     *
     * @return false when the time did not suffice
     */
    boolean awaitCaughtUp(Duration limit) throws InterruptedException {
        return caughtUp.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Whether everything that was sent before the start is known. */
    boolean isCaughtUp() {
        return caughtUp.getCount() == 0;
    }

    /**
     * What was commanded about an attempt of a run: what was said before it was asked for does not
     * concern it.
     */
    synchronized Optional<TrainingCommand.Kind> command(String runId, int attempt) {
        return Optional.ofNullable(commands.get(runId))
                .filter(command -> command.attempt() >= attempt)
                .map(TrainingCommand::kind);
    }

    /** The latest attempt of a run that was asked for; 0 if none was. */
    synchronized int latestAttempt(String runId) {
        return attempts.getOrDefault(runId, 0);
    }

    private void listen() {
        while (!closed) {
            try (KafkaConsumer<String, byte[]> consumer =
                    new KafkaConsumer<>(
                            settings, new StringDeserializer(), new ByteArrayDeserializer())) {
                read(consumer);
            } catch (InterruptException | WakeupException stopped) {
                return;
            } catch (KafkaException e) {
                LOG.warnf("commands cannot be heard, trying again: %s", e.getMessage());
                pause();
            }
        }
    }

    private void read(KafkaConsumer<String, byte[]> consumer) {
        List<TopicPartition> partitions = partitions(consumer);
        if (partitions.isEmpty()) {
            pause();
            return;
        }
        synchronized (this) {
            listening = consumer;
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (!closed) {
            if (ends.entrySet().stream()
                    .allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
                caughtUp.countDown();
            }
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                hear(record);
            }
        }
    }

    /** The partitions of both topics; none until both are there. */
    private static List<TopicPartition> partitions(KafkaConsumer<String, byte[]> consumer) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : TOPICS) {
            var found = consumer.partitionsFor(topic);
            if (found.isEmpty()) {
                return List.of();
            }
            found.forEach(one -> partitions.add(new TopicPartition(topic, one.partition())));
        }
        return partitions;
    }

    private void hear(ConsumerRecord<String, byte[]> record) {
        try {
            String runId =
                    record.topic().equals(Topics.TRAINING_COMMANDS)
                            ? command(record)
                            : request(record);
            news.accept(runId);
        } catch (InvalidRequestException e) {
            // Requests of this kind are put aside by the worker that takes them.
            LOG.debugf("passed over: %s", e.getMessage());
        }
    }

    private synchronized String command(ConsumerRecord<String, byte[]> record)
            throws InvalidRequestException {
        TrainingCommand command = reader.command(record.value());
        commands.put(command.runId(), command);
        return command.runId();
    }

    private synchronized String request(ConsumerRecord<String, byte[]> record)
            throws InvalidRequestException {
        TrainingRequest request = reader.request(record.value());
        attempts.merge(request.runId(), request.attempt(), Math::max);
        return request.runId();
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed = true;
        }
    }

    @Override
    public void close() {
        closed = true;
        synchronized (this) {
            if (listening != null) {
                listening.wakeup();
            }
        }
        try {
            if (!thread.join(CLOSING)) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
