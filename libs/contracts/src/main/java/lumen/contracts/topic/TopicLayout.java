package lumen.contracts.topic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * How a topic is kept on a broker.
 *
 * @param name the topic
 * @param partitions how many consumers of a group can share it, at least 1
 * @param retention how long a record is kept
 */
public record TopicLayout(String name, int partitions, Duration retention) {
    /** Enough for two workers of each kind on one machine, few enough for a quick start. */
    private static final int PARTITIONS = 6;

    private static final Duration WEEK = Duration.ofDays(7);

    /** Tensors are large and of no use once they have been read. */
    private static final Duration DAY = Duration.ofDays(1);

    /** Small segments, so that read tensors leave the disk soon. */
    private static final int SEGMENT_BYTES = 64 << 20;

    /** Checks the values. */
    public TopicLayout {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(retention, "retention");
        if (partitions < 1) {
            throw new IllegalArgumentException("a topic needs a partition: " + name);
        }
        if (!retention.isPositive()) {
            throw new IllegalArgumentException("retention must be positive: " + name);
        }
    }

    /** The layout of every topic of {@link Topics}. */
    public static List<TopicLayout> all() {
        return Topics.all().stream().map(TopicLayout::of).toList();
    }

    private static TopicLayout of(String topic) {
        if (topic.endsWith(Topics.DEAD_LETTER_SUFFIX)) {
            return new TopicLayout(topic, 1, WEEK);
        }
        return switch (topic) {
            case Topics.FEATURES, Topics.AUDIO_TRAINING -> new TopicLayout(topic, PARTITIONS, DAY);
            // Every worker reads all of them, and they are of no use once the run has ended.
            case Topics.TRAINING_COMMANDS, Topics.TRAINING_PROGRESS ->
                    new TopicLayout(topic, 1, DAY);
            default -> new TopicLayout(topic, PARTITIONS, WEEK);
        };
    }

    /**
     * Makes the topics that do not exist yet; existing ones stay as they are.
     *
     * @param replication on how many brokers each is kept; the broker's default when empty
     * @throws ExecutionException if the broker cannot be reached or refuses a topic
     */
    public static void create(Admin admin, List<TopicLayout> topics, Optional<Short> replication)
            throws InterruptedException, ExecutionException {
        Set<String> existing = admin.listTopics().names().get();
        List<NewTopic> missing = new ArrayList<>();
        for (TopicLayout topic : topics) {
            if (!existing.contains(topic.name())) {
                missing.add(
                        new NewTopic(topic.name(), Optional.of(topic.partitions()), replication)
                                .configs(topic.configuration()));
            }
        }
        try {
            admin.createTopics(missing).all().get();
        } catch (ExecutionException e) {
            // Somebody else made them at the same moment.
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    /** The broker's settings of this topic. */
    Map<String, String> configuration() {
        return Map.of(
                TopicConfig.RETENTION_MS_CONFIG, Long.toString(retention.toMillis()),
                TopicConfig.SEGMENT_BYTES_CONFIG, Integer.toString(SEGMENT_BYTES));
    }
}
