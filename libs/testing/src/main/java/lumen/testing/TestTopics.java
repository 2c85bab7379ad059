package lumen.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Sends records to topics and reads them, the way a test wants it: synchronously. */
public final class TestTopics implements AutoCloseable {
    private static final int MAX_RECORD_BYTES = 8 << 20;

    private final String bootstrapServers;
    private final KafkaProducer<String, byte[]> producer;

    /**
     * Connects to a broker.
     *
     * @param bootstrapServers the broker's host and port
     */
    public TestTopics(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
        producer =
                new KafkaProducer<>(
                        Map.of(
                                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                bootstrapServers,
                                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                                MAX_RECORD_BYTES),
                        new StringSerializer(),
                        new ByteArraySerializer());
    }

    /** Sends text (JSON, mostly) and waits until the broker has it. */
    public void send(String topic, String key, String value) {
        send(topic, key, value, new StringSerializer());
    }

    /** Sends a value, with the record headers that its serializer adds, and waits. */
    public <T> void send(String topic, String key, T value, Serializer<T> serializer) {
        ProducerRecord<String, byte[]> message = new ProducerRecord<>(topic, key, null);
        byte[] bytes = serializer.serialize(topic, message.headers(), value);
        try {
            producer.send(new ProducerRecord<>(topic, null, key, bytes, message.headers())).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the broker refused a record", e.getCause());
        }
    }

    /** Reads text from the topic's beginning; see the method with a deserializer. */
    public List<ConsumerRecord<String, String>> read(
            String topic,
            Predicate<ConsumerRecord<String, String>> wanted,
            int count,
            Duration limit) {
        return read(topic, new StringDeserializer(), wanted, count, limit);
    }

    /**
     * Reads the topic from its beginning until enough wanted records were found or the time is
     * over.
     *
     * @param wanted which records; a record that is not wanted is left out and never deserialized
     *     twice
     * @param count how many to wait for
     * @param limit how long to wait
     * @return the wanted records in the order of arrival: fewer than {@code count} when the time
     *     was over, more when the last fetch held more
     */
    public <T> List<ConsumerRecord<String, T>> read(
            String topic,
            Deserializer<T> deserializer,
            Predicate<ConsumerRecord<String, T>> wanted,
            int count,
            Duration limit) {
        List<ConsumerRecord<String, T>> found = new ArrayList<>();
        long end = System.nanoTime() + limit.toNanos();
        try (KafkaConsumer<String, T> consumer = consumer(topic, deserializer)) {
            while (found.size() < count && System.nanoTime() < end) {
                for (ConsumerRecord<String, T> message : consumer.poll(Duration.ofMillis(100))) {
                    if (wanted.test(message)) {
                        found.add(message);
                    }
                }
            }
        }
        return found;
    }

    /** Whatever a topic holds now, raw: what is not there at this moment is not waited for. */
    public List<ConsumerRecord<String, byte[]>> snapshot(String topic) {
        List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer =
                consumer(topic, new ByteArrayDeserializer())) {
            Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
            while (ends.entrySet().stream()
                    .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(found::add);
            }
        }
        return found;
    }

    private <T> KafkaConsumer<String, T> consumer(String topic, Deserializer<T> deserializer) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        KafkaConsumer<String, T> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), deserializer);
        List<TopicPartition> partitions =
                consumer.partitionsFor(topic).stream()
                        .map(partition -> new TopicPartition(topic, partition.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return consumer;
    }

    @Override
    public void close() {
        producer.close();
    }
}
