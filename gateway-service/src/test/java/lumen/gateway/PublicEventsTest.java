package lumen.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import lumen.contracts.rest.JobView;
import lumen.contracts.topic.Topics;
import lumen.testing.TestTopics;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PublicEventsTest extends GatewayTest {
    private static Map<String, String> headers(ConsumerRecord<String, String> event) {
        Map<String, String> headers = new TreeMap<>();
        event.headers()
                .forEach(
                        header ->
                                headers.put(
                                        header.key(),
                                        new String(header.value(), StandardCharsets.UTF_8)));
        return headers;
    }

    @Test
    void thePredictionEventIsTheRestAnswer() {
        // Given
        JobView job =
                ended(submit("a.wav", "0.123456 0.9 0.7|1 0 0", "bad.wav", "unreadable").id());

        try (TestTopics topics = platform.topics()) {
            for (var item : items(job.id()).items()) {
                // When
                ConsumerRecord<String, String> event =
                        topics.read(
                                        Topics.PREDICTIONS,
                                        found -> item.id().equals(found.key()),
                                        1,
                                        LIMIT)
                                .getFirst();

                // Then
                String answer = given().get("/jobs/" + job.id() + "/items/" + item.id()).asString();
                assertThat(event.value()).isEqualTo(answer);
                assertThat(headers(event))
                        .containsEntry("ce_specversion", "1.0")
                        .containsEntry("ce_type", "lumen.item.ended.v1")
                        .containsEntry("ce_source", "/lumen/gateway")
                        .containsEntry("ce_id", item.id())
                        .containsEntry("ce_subject", item.id())
                        .containsEntry("ce_time", item.endedAt().toString())
                        .containsEntry("content-type", "application/json");
            }
        }
    }

    @Test
    void theLastJobEventIsTheRestAnswer() {
        // Given
        JobView job = ended(submit("a.wav", "1 0 0\n1 0 0").id());

        try (TestTopics topics = platform.topics()) {
            // When
            List<ConsumerRecord<String, String>> events =
                    topics.read(
                            Topics.JOBS,
                            found ->
                                    job.id().equals(found.key())
                                            && !found.value().contains("RUNNING"),
                            2,
                            LIMIT);

            // Then
            assertThat(events).hasSize(2);
            assertThat(job(events.getFirst().value()).state().name()).isEqualTo("QUEUED");
            assertThat(events.getLast().value())
                    .isEqualTo(given().get("/jobs/" + job.id()).asString());
            assertThat(headers(events.getLast()))
                    .containsEntry("ce_type", "lumen.job.changed.v1")
                    .containsEntry("ce_id", job.id() + "/SUCCEEDED")
                    .containsEntry("ce_subject", job.id());
        }
    }
}
