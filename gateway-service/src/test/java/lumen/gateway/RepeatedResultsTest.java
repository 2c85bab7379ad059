package lumen.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import lumen.contracts.rest.ItemView;
import lumen.contracts.rest.JobView;
import lumen.contracts.rest.State;
import lumen.contracts.topic.Topics;
import lumen.testing.TestTopics;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RepeatedResultsTest extends GatewayTest {
    private static double late() {
        return given().get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith("lumen_results_late_total"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private static String part(JobView job, ItemView item, int part, boolean last, String score) {
        return """
        {"kind":"part","itemId":"%s","jobId":"%s","modelId":"tiny","modelVersion":"v1","part":%d,
        "last":%s,"windows":[{"start":%d,"end":%d,"scores":[%s,0,0]}],"durationSeconds":%s}
        """
                .formatted(
                        item.id(),
                        job.id(),
                        part,
                        last,
                        part,
                        part + 1,
                        score,
                        last ? Integer.toString(part + 1) : "null");
    }

    @Test
    void aResultForAnEndedItemIsCountedAndIgnored() {
        // Given
        JobView job = ended(submit("a.wav", "0.9 0 0").id());
        ItemView item = items(job.id()).items().getFirst();
        double before = late();

        // When
        try (TestTopics topics = platform.topics()) {
            topics.send(Topics.PREDICTION_PARTS, item.id(), part(job, item, 0, true, "0.1"));
        }

        // Then
        await().atMost(LIMIT).until(() -> late() == before + 1);
        assertThat(items(job.id()).items()).containsExactly(item);
        assertThat(ended(job.id())).isEqualTo(job);
    }

    @Test
    void anItemEndsWhenItsPartsAreCompleteWhateverTheirOrder() {
        // Given
        JobView job = submit("a.wav", "never");
        ItemView item = items(job.id()).items().getFirst();

        try (TestTopics topics = platform.topics()) {
            // When
            topics.send(Topics.PREDICTION_PARTS, item.id(), part(job, item, 2, true, "0.9"));
            topics.send(Topics.PREDICTION_PARTS, item.id(), part(job, item, 0, false, "0.8"));

            // Then
            await().atMost(LIMIT)
                    .until(() -> items(job.id()).items().getFirst().state() == State.RUNNING);
            topics.send(Topics.PREDICTION_PARTS, item.id(), part(job, item, 1, false, "0.7"));
            assertThat(ended(job.id()).state()).isEqualTo(State.SUCCEEDED);
            assertThat(items(job.id()).items().getFirst().prediction().timeline()).hasSize(1);
        }
    }

    @Test
    void aRecordThatCannotBeDecodedGoesToTheDeadLetters() {
        // Given
        String key = UUID.randomUUID().toString();

        try (TestTopics topics = platform.topics()) {
            // When
            topics.send(Topics.PREDICTION_PARTS, key, "{\"kind\":\"nonsense\"}");

            // Then
            ConsumerRecord<String, String> letter =
                    topics.read(
                                    Topics.PREDICTION_PARTS + Topics.DEAD_LETTER_SUFFIX,
                                    found -> key.equals(found.key()),
                                    1,
                                    LIMIT)
                            .getFirst();
            assertThat(letter.value()).isEqualTo("{\"kind\":\"nonsense\"}");
            assertThat(
                            new String(
                                    letter.headers().lastHeader("dead-letter-reason").value(),
                                    StandardCharsets.UTF_8))
                    .contains("nonsense");
        }
        assertThat(ended(submit("a.wav", "0.9 0 0").id()).state()).isEqualTo(State.SUCCEEDED);
    }
}
