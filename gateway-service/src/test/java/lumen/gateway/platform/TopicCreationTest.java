package lumen.gateway.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lumen.contracts.topic.TopicLayout;
import lumen.contracts.topic.Topics;
import lumen.testing.TestPlatform;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

class TopicCreationTest {
    /** Nothing reads it in tests. */
    private static final String MISSING = Topics.FEATURES + Topics.DEAD_LETTER_SUFFIX;

    @Test
    void aMissingTopicIsMadeWithItsPartitions() throws Exception {
        // Given
        Map<String, Object> broker =
                Map.of("bootstrap.servers", TestPlatform.get().bootstrapServers());
        try (Admin admin = Admin.create(broker)) {
            admin.deleteTopics(List.of(MISSING)).all().get();
            await().until(() -> !admin.listTopics().names().get().contains(MISSING));

            // When
            new TopicCreation(broker, true, Optional.of((short) 1)).start(null);

            // Then
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> admin.listTopics().names().get().contains(MISSING));
            int wanted =
                    TopicLayout.all().stream()
                            .filter(layout -> layout.name().equals(MISSING))
                            .findFirst()
                            .orElseThrow()
                            .partitions();
            assertThat(
                            admin.describeTopics(List.of(MISSING))
                                    .allTopicNames()
                                    .get()
                                    .get(MISSING)
                                    .partitions())
                    .hasSize(wanted);
        }
    }
}
