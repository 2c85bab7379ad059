package lumen.embedded;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Deletes those records of a topic that its only consumer group has worked off. A topic of large
 * records then takes as much disk as there is work waiting, without a retention time that could
 * delete work as well.
 */
public final class ReadRecords implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(ReadRecords.class.getName());
    private static final Duration PAUSE = Duration.ofSeconds(30);

    private final String bootstrapServers;
    private final String topic;
    private final String group;
    private final Thread thread;

    private ReadRecords(String bootstrapServers, String topic, String group) {
        this.bootstrapServers = bootstrapServers;
        this.topic = topic;
        this.group = group;
        thread = Thread.ofPlatform().daemon().name("read-records").unstarted(this::run);
    }

    /**
     * Begins to delete every half minute, until closed.
     *
     * @param bootstrapServers the broker
     * @param topic the topic
     * @param group the only consumer group whose progress counts
     */
    public static ReadRecords deleteRegularly(String bootstrapServers, String topic, String group) {
        ReadRecords readRecords = new ReadRecords(bootstrapServers, topic, group);
        readRecords.thread.start();
        return readRecords;
    }

    private void run() {
        Map<String, Object> client =
                Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        try (Admin admin = Admin.create(client)) {
            while (true) {
                Thread.sleep(PAUSE);
                try {
                    delete(admin, topic, group);
                } catch (ExecutionException e) {
                    LOG.log(Level.WARNING, "read records of " + topic + " stay for now", e);
                }
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Deletes what the group has committed.
     *
     * @throws ExecutionException if the broker refuses; nothing that was not read is deleted
     */
    static void delete(Admin admin, String topic, String group)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> committed =
                admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
        Map<TopicPartition, RecordsToDelete> read = new HashMap<>();
        committed.forEach(
                (partition, next) -> {
                    if (next != null && partition.topic().equals(topic)) {
                        read.put(partition, RecordsToDelete.beforeOffset(next.offset()));
                    }
                });
        admin.deleteRecords(read).all().get();
    }

    /** Ends the deleting. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
