package lumen.training.worker;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.UUID;
import lumen.contracts.topic.Topics;
import lumen.contracts.training.TrainingRequest;
import lumen.testing.InjectPlatform;
import lumen.testing.PlatformResource;
import lumen.testing.TestPlatform;
import lumen.testing.TestTopics;
import org.junit.jupiter.api.Test;

/** The service in its surroundings; {@link WorkerTest} tests what the worker does. */
@QuarkusTest
@WithTestResource(
        value = PlatformResource.class,
        initArgs = @ResourceArg(name = PlatformResource.DATABASE, value = "false"),
        scope = TestResourceScope.GLOBAL)
class TrainingServiceTest {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @InjectPlatform TestPlatform platform;
    @Inject ObjectMapper json;

    @Alternative
    @Priority(1)
    @Singleton
    static class Runs {
        @Produces
        @Singleton
        RunExecution execution() {
            return new TestingRun().allow(TestingRun.STEPS);
        }
    }

    @Test
    void theServiceIsReadyWhenLibtorchIsLoadedAndTheBrokerAnswers() {
        await().atMost(LIMIT)
                .untilAsserted(
                        () ->
                                given().when()
                                        .get("/q/health/ready")
                                        .then()
                                        .statusCode(200)
                                        .body(containsString("Kafka"))
                                        .body(containsString("worker")));
        given().when().get("/q/health/live").then().statusCode(200);
    }

    @Test
    void aRunIsCarriedOutAndCounted() throws JsonProcessingException {
        String runId = UUID.randomUUID().toString();
        try (TestTopics topics = platform.topics()) {
            // When
            topics.send(
                    Topics.TRAINING_REQUESTS,
                    runId,
                    json.writeValueAsString(
                            new TrainingRequest(
                                    runId, 1, "run-" + runId, json.createObjectNode(), false)));

            // Then
            assertThat(
                            topics.read(
                                    Topics.TRAINING_PROGRESS,
                                    record ->
                                            runId.equals(record.key())
                                                    && record.value().contains("succeeded"),
                                    1,
                                    LIMIT))
                    .hasSize(1);
        }
        await().atMost(LIMIT)
                .untilAsserted(
                        () ->
                                assertThat(given().when().get("/q/metrics").asString())
                                        .contains(
                                                "lumen_training_steps_total 4",
                                                "lumen_training_loss",
                                                "lumen_training_stage_seconds_sum",
                                                "lumen_training_throughput_files_per_second",
                                                "lumen_training_progress_unsent_events",
                                                "lumen_training_runs_total"));
    }
}
