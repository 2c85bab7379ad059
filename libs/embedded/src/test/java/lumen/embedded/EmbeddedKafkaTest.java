package lumen.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lumen.contracts.topic.TopicLayout;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaTest {
    private static final List<TopicLayout> TOPICS =
            List.of(new TopicLayout("notes", 1, Duration.ofHours(1)));

    @TempDir Path directory;

    @Test
    void recordsAreKeptWhenTheNodeStartsAgainOnOtherPorts() throws Exception {
        // Given
        try (EmbeddedKafka kafka = start()) {
            kafka.createTopics(TOPICS);
            send(kafka, "c sharp");
            assertThatThrownBy(this::start)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("another process");
        }

        // When
        List<String> found;
        try (EmbeddedKafka kafka = start()) {
            kafka.createTopics(TOPICS);
            found = read(kafka);
        }

        // Then
        assertThat(found).containsExactly("c sharp");
    }

    @Test
    void onlyRecordsThatTheGroupHasReadAreDeleted() throws Exception {
        // Given
        try (EmbeddedKafka kafka = start();
                Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            kafka.createTopics(TOPICS);
            send(kafka, "read");
            send(kafka, "waiting");
            admin.alterConsumerGroupOffsets(
                            "players",
                            Map.of(new TopicPartition("notes", 0), new OffsetAndMetadata(1)))
                    .all()
                    .get();

            // When
            ReadRecords.delete(admin, "notes", "players");

            // Then
            assertThat(read(kafka)).containsExactly("waiting");
        }
    }

    @Test
    void aTakenPortFailsTheStartAndAnotherStartSucceeds() throws Exception {
        // Given
        try (ServerSocket holder = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int taken = holder.getLocalPort();

            // When
            Throwable failure =
                    catchThrowable(() -> EmbeddedKafka.start(directory, FreePorts.any(), taken));

            // Then
            assertThat(failure).isInstanceOf(IllegalStateException.class);
            try (EmbeddedKafka kafka = start()) {
                kafka.createTopics(TOPICS);
                send(kafka, "c sharp");
                assertThat(read(kafka)).containsExactly("c sharp");
            }
        }
    }

    @Test
    void aFolderWithACommaIsRefused() {
        // Given
        Path unusable = directory.resolve("one,two");

        // When, Then
        assertThatThrownBy(() -> EmbeddedKafka.start(unusable, 1, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("comma");
    }

    private EmbeddedKafka start() throws Exception {
        List<Integer> ports = FreePorts.any(2);
        return EmbeddedKafka.start(directory, ports.get(0), ports.get(1));
    }

    private static void send(EmbeddedKafka kafka, String value) throws Exception {
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", kafka.bootstrapServers()),
                        new StringSerializer(),
                        new StringSerializer())) {
            producer.send(new ProducerRecord<>("notes", "key", value)).get();
        }
    }

    private static List<String> read(EmbeddedKafka kafka) {
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers",
                                kafka.bootstrapServers(),
                                "auto.offset.reset",
                                "earliest"),
                        new StringDeserializer(),
                        new StringDeserializer())) {
            consumer.assign(List.of(new TopicPartition("notes", 0)));
            List<String> values = new ArrayList<>();
            consumer.poll(Duration.ofSeconds(20)).forEach(found -> values.add(found.value()));
            return values;
        }
    }
}
