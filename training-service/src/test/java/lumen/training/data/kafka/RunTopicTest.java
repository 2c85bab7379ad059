package lumen.training.data.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import lumen.contracts.topic.Topics;
import lumen.testing.TestPlatform;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class RunTopicTest {
    private final Map<String, Object> broker =
            Map.of("bootstrap.servers", TestPlatform.get().bootstrapServers());

    private RunTopic topic() {
        return new RunTopic(broker, "test-" + UUID.randomUUID());
    }

    private void write(RunTopic topic, Instant when) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(broker, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(
                            new ProducerRecord<>(
                                    topic.name(), 0, when.toEpochMilli(), null, new byte[0]))
                    .get();
        }
    }

    @Test
    void topicsOfDeadRunsAreDeleted() throws Exception {
        // Given one that nobody has written to for a while, one that is alive, and one's own
        try (RunTopic dead = topic();
                RunTopic alive = topic();
                RunTopic own = topic()) {
            dead.ensure();
            alive.ensure();
            own.ensure();
            write(dead, Instant.now().minus(RunTopic.ABANDONED).minusSeconds(60));
            write(alive, Instant.now().minus(RunTopic.ABANDONED).plusSeconds(60));

            // When
            List<String> deleted = own.deleteAbandoned(Instant.now());

            // Then
            assertThat(deleted).contains(dead.name()).doesNotContain(alive.name(), own.name());
            alive.delete();
            own.delete();
        }
    }

    @Test
    void aTopicThatIsThereIsKept() {
        // Given
        try (RunTopic topic = topic()) {
            List<TopicPartition> made = topic.ensure();

            // When
            List<TopicPartition> found = topic.ensure();

            // Then
            assertThat(found).isEqualTo(made).isNotEmpty();
            assertThat(topic.name()).startsWith(Topics.FEATURES_OF_RUN);
            topic.delete();
            topic.delete();
        }
    }
}
