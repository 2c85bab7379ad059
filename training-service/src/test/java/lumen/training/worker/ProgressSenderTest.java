package lumen.training.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import lumen.contracts.topic.TopicLayout;
import lumen.contracts.topic.Topics;
import lumen.contracts.training.TrainingProgress;
import lumen.contracts.training.TrainingProgress.Lines;
import lumen.embedded.EmbeddedKafka;
import lumen.embedded.FreePorts;
import lumen.testing.TestTopics;
import org.apache.kafka.clients.CommonClientConfigs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgressSenderTest {
    private static final int KEPT = 40;
    private static final int EVENTS = 100;
    private static final Duration LIMIT = Duration.ofSeconds(90);

    @TempDir Path folder;
    private final List<Integer> ports = FreePorts.any(2);

    @Test
    void whatIsToldWhileTheBrokerIsAwayArrivesInOrderAndIsBounded() throws Exception {
        // Given a broker that goes away after the first events
        EmbeddedKafka before = broker();
        before.createTopics(TopicLayout.all());
        try (ProgressSender sender =
                new ProgressSender(
                        Map.of(
                                CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
                                before.bootstrapServers()),
                        TestingWorker.JSON,
                        KEPT)) {
            tell(sender, 0, 3);
            assertThat(sender.flush(LIMIT)).isTrue();
            before.close();
            Thread telling = Thread.ofPlatform().start(() -> tell(sender, 3, EVENTS));
            boolean told = telling.join(Duration.ofSeconds(2));
            int waiting = sender.unsent();

            // When
            try (EmbeddedKafka after = broker();
                    TestTopics topics = new TestTopics(after.bootstrapServers())) {
                telling.join();
                assertThat(sender.flush(LIMIT)).isTrue();

                // Then
                assertThat(told).isFalse();
                // How many depends on what the broker said last; never more than are kept.
                assertThat(waiting).isBetween(1, KEPT);
                assertThat(
                                topics.snapshot(Topics.TRAINING_PROGRESS).stream()
                                        .map(record -> first(record.value())))
                        .containsExactlyElementsOf(LongStream.range(0, EVENTS).boxed().toList());
            }
        }
    }

    private EmbeddedKafka broker() throws IOException {
        return EmbeddedKafka.start(folder, ports.get(0), ports.get(1));
    }

    private static void tell(ProgressSender sender, int first, int end) {
        try {
            for (int i = first; i < end; i++) {
                sender.send(
                        new TrainingProgress(
                                "run", 1, "worker", Instant.EPOCH, new Lines(i, List.of("line"))));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static long first(byte[] value) {
        try {
            TrainingProgress progress =
                    TestingWorker.JSON.readValue(
                            new String(value, StandardCharsets.UTF_8), TrainingProgress.class);
            return ((Lines) progress.event()).first();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
