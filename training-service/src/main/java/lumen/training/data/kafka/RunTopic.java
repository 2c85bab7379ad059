package lumen.training.data.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import lumen.contracts.topic.Topics;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * The topic on which a run's features arrive: made by the run, deleted with it. It keeps little,
 * since what has been read is of no use any more.
 *
 * <p>Calls wait for the broker; they fail with a {@link KafkaException}, which is a {@link
 * org.apache.kafka.common.errors.RetriableException} when another try may succeed.
 */
final class RunTopic implements AutoCloseable {
    /** A run writes to its topic more often than that, so whoever does not is dead. */
    static final Duration ABANDONED = Duration.ofMinutes(5);

    private static final int PARTITIONS = 3;
    private static final Duration RETENTION = Duration.ofMinutes(10);
    private static final int SEGMENT_BYTES = 32 << 20;
    private static final long PARTITION_BYTES = 128L << 20;
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final String name;
    private final Admin admin;

    /**
     * Connects; nothing is made yet.
     *
     * @param broker settings that all clients share
     */
    RunTopic(Map<String, Object> broker, String run) {
        name = Topics.FEATURES_OF_RUN + run;
        Map<String, Object> settings = new HashMap<>(broker);
        settings.keySet().retainAll(AdminClientConfig.configNames());
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        admin = Admin.create(settings);
    }

    String name() {
        return name;
    }

    /**
     * Makes the topic unless it is there.
     *
     * @return its partitions
     */
    List<TopicPartition> ensure() {
        NewTopic topic =
                new NewTopic(name, Optional.of(PARTITIONS), Optional.empty())
                        .configs(
                                Map.of(
                                        TopicConfig.RETENTION_MS_CONFIG,
                                        Long.toString(RETENTION.toMillis()),
                                        TopicConfig.RETENTION_BYTES_CONFIG,
                                        Long.toString(PARTITION_BYTES),
                                        TopicConfig.SEGMENT_BYTES_CONFIG,
                                        Integer.toString(SEGMENT_BYTES)));
        try {
            await(admin.createTopics(List.of(topic)).all());
        } catch (TopicExistsException e) {
            // Of an earlier attempt, or made by the broker for whoever wrote first.
        }
        return partitions(name);
    }

    /** A broker may not know at once what it has just made. */
    private List<TopicPartition> partitions(String topic) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return await(admin.describeTopics(List.of(topic)).topicNameValues().get(topic))
                        .partitions()
                        .stream()
                        .map(partition -> new TopicPartition(topic, partition.partition()))
                        .toList();
            } catch (UnknownTopicOrPartitionException e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /** Deletes the topic if it is there. */
    void delete() {
        delete(name);
    }

    private void delete(String topic) {
        try {
            await(admin.deleteTopics(List.of(topic)).all());
        } catch (UnknownTopicOrPartitionException e) {
            // Somebody else did.
        }
    }

    /**
     * Deletes the topics of other runs to which nothing has been written for a while: their runs
     * died.
     *
     * @param now the present time
     * @return the topics that were deleted
     */
    List<String> deleteAbandoned(Instant now) {
        List<String> deleted = new ArrayList<>();
        for (String topic : await(admin.listTopics().names())) {
            if (topic.startsWith(Topics.FEATURES_OF_RUN)
                    && !topic.equals(name)
                    && lastWritten(topic).isBefore(now.minus(ABANDONED))) {
                delete(topic);
                deleted.add(topic);
            }
        }
        return deleted;
    }

    /** The beginning of time if there is nothing in it, the end if it is gone. */
    private Instant lastWritten(String topic) {
        try {
            Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
            await(admin.describeTopics(List.of(topic)).topicNameValues().get(topic))
                    .partitions()
                    .forEach(
                            partition ->
                                    wanted.put(
                                            new TopicPartition(topic, partition.partition()),
                                            OffsetSpec.maxTimestamp()));
            return await(admin.listOffsets(wanted).all()).values().stream()
                    .mapToLong(ListOffsetsResultInfo::timestamp)
                    .filter(timestamp -> timestamp >= 0)
                    .mapToObj(Instant::ofEpochMilli)
                    .max(Instant::compareTo)
                    .orElse(Instant.EPOCH);
        } catch (UnknownTopicOrPartitionException e) {
            return Instant.MAX;
        }
    }

    private static <T> T await(KafkaFuture<T> future) {
        try {
            return future.get(2 * PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException failure
                    ? failure
                    : new KafkaException(e.getCause());
        } catch (TimeoutException e) {
            throw new org.apache.kafka.common.errors.TimeoutException("no answer of the broker", e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
