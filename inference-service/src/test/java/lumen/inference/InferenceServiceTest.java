package lumen.inference;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.topic.FeatureTensor;
import lumen.contracts.topic.FeatureTensor.ElementType;
import lumen.contracts.topic.FeatureTensorSerializer;
import lumen.contracts.topic.PredictionMessage;
import lumen.contracts.topic.Topics;
import lumen.inference.cancellation.CancelledJobs;
import lumen.testing.InjectPlatform;
import lumen.testing.PlatformResource;
import lumen.testing.TestPlatform;
import lumen.testing.TestTopics;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whole service, with a real broker, real model files and the real ONNX Runtime. */
@QuarkusTest
@WithTestResource(
        value = PlatformResource.class,
        scope = TestResourceScope.GLOBAL,
        initArgs =
                @io.quarkus.test.common.ResourceArg(
                        name = PlatformResource.DATABASE,
                        value = "false"))
@WithTestResource(value = ModelsResource.class, scope = TestResourceScope.GLOBAL)
class InferenceServiceTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    @InjectPlatform TestPlatform platform;

    @Inject CancelledJobs cancelledJobs;

    @ConfigProperty(name = "lumen.models.directory")
    Path models;

    private TestTopics topics;
    private final String run = UUID.randomUUID().toString();

    @BeforeEach
    void connect() {
        topics = platform.topics();
    }

    @AfterEach
    void disconnect() {
        topics.close();
    }

    private void send(FeatureTensor tensor) {
        topics.send(
                Topics.FEATURES, tensor.header().itemId(), tensor, new FeatureTensorSerializer());
    }

    /** What the gateway would get about the items of this test. */
    private List<PredictionMessage> answers(int count) {
        return topics
                .read(Topics.PREDICTION_PARTS, found -> found.key().startsWith(run), count, LIMIT)
                .stream()
                .map(InferenceServiceTest::parse)
                .toList();
    }

    private static PredictionMessage parse(ConsumerRecord<String, String> answer) {
        try {
            return JSON.readValue(answer.value(), PredictionMessage.class);
        } catch (IOException e) {
            throw new AssertionError("not a prediction message: " + answer.value(), e);
        }
    }

    @Test
    void everyTensorOfManyItemsIsAnsweredOnceWithItsScores() {
        // Given
        int items = 100;

        // When
        for (int i = 0; i < items; i++) {
            send(TestingTensors.of(run + "-" + i, "mean", i / 50f, -i / 50f));
        }
        List<PredictionMessage> answers = answers(items);

        // Then
        Set<String> answered = new HashSet<>();
        for (PredictionMessage answer : answers) {
            assertThat(answer).isInstanceOf(PredictionMessage.Part.class);
            PredictionMessage.Part part = (PredictionMessage.Part) answer;
            int i = Integer.parseInt(part.itemId().substring(run.length() + 1));
            assertThat(answered.add(part.itemId())).isTrue();
            assertThat(part.jobId()).isEqualTo("job of " + part.itemId());
            assertThat(part.modelId()).isEqualTo("mean");
            assertThat(part.modelVersion()).matches("[0-9a-f]{12}");
            assertThat(part.last()).isTrue();
            assertThat(part.durationSeconds()).isEqualTo(2.0);
            assertThat(part.windows()).hasSize(2);
            assertThat(part.windows().get(1).start()).isEqualTo(1);
            assertThat(part.windows().get(0).scores()[0])
                    .isCloseTo(TestingModels.score(ModelsResource.FACTOR, i / 50.0), within(1e-6f));
            assertThat(part.windows().get(1).scores()[1])
                    .isCloseTo(
                            TestingModels.score(ModelsResource.FACTOR, -i / 50.0), within(1e-6f));
        }
        assertThat(answered).hasSize(items);
    }

    @Test
    void anItemOfAnUnknownABrokenOrAnUnfitModelFailsWithTheReason() {
        // When
        send(TestingTensors.of(run + "-unknown", "nobody", 1f));
        send(TestingTensors.of(run + "-broken", "broken", 1f));
        send(TestingTensors.of(run + "-unfit", "mean", ElementType.FLOAT32, 9, 3, 1f));
        List<PredictionMessage> answers = answers(3);

        // Then
        assertThat(answers)
                .extracting(
                        answer ->
                                answer.itemId().substring(run.length() + 1)
                                        + " "
                                        + ((PredictionMessage.Failure) answer).code())
                .containsExactlyInAnyOrder(
                        "unknown " + ErrorCode.MODEL_NOT_FOUND,
                        "broken " + ErrorCode.MODEL_BROKEN,
                        "unfit " + ErrorCode.MODEL_INCOMPATIBLE);
    }

    @Test
    void aRecordThatCannotBeDecodedIsADeadLetterAndTheNextOneIsAnswered() {
        // Given
        String poison = run + "-poison";

        // When
        topics.send(Topics.FEATURES, poison, "not a tensor");
        send(TestingTensors.of(run + "-good", "mean", 0f));

        // Then
        assertThat(answers(1)).extracting(PredictionMessage::itemId).containsExactly(run + "-good");
        List<ConsumerRecord<String, String>> dead =
                topics.read(
                        Topics.FEATURES + Topics.DEAD_LETTER_SUFFIX,
                        found -> poison.equals(found.key()),
                        1,
                        LIMIT);
        assertThat(dead).hasSize(1);
        assertThat(dead.getFirst().value()).isEqualTo("not a tensor");
        assertThat(
                        new String(
                                dead.getFirst().headers().lastHeader("dead-letter-reason").value(),
                                StandardCharsets.UTF_8))
                .contains("not a feature tensor");
    }

    @Test
    void theFeaturesOfACancelledJobArePassedOver() {
        // Given: the service may not listen yet, and hears only what is said from then on.
        FeatureTensor cancelled = TestingTensors.of(run + "-cancelled", "mean", 0f);
        String jobId = cancelled.header().jobId();
        await().atMost(LIMIT)
                .pollInterval(Duration.ofMillis(200))
                .until(
                        () -> {
                            topics.send(
                                    Topics.JOBS,
                                    jobId,
                                    "{\"id\":\"%s\",\"state\":\"CANCELLED\"}".formatted(jobId));
                            return cancelledJobs.contains(jobId);
                        });

        // When
        send(cancelled);
        send(TestingTensors.of(run + "-wanted", "mean", 0f));

        // Then
        assertThat(answers(1))
                .extracting(PredictionMessage::itemId)
                .containsExactly(run + "-wanted");
        await().atMost(LIMIT)
                .untilAsserted(
                        () ->
                                assertThat(given().get("/q/metrics").asString())
                                        .contains("lumen_inference_parts_passed_over_total 1.0"));
    }

    @Test
    void modelsAreListedBrokenOnesWithTheReason() {
        // When, Then
        given().get("/models")
                .then()
                .statusCode(200)
                .body("find { it.id == 'mean' }.state", is("READY"))
                .body("find { it.id == 'mean' }.isDefault", is(true))
                .body("find { it.id == 'mean' }.version", matchesPattern("[0-9a-f]{12}"))
                .body("find { it.id == 'mean' }.labels", hasItems("low", "high"))
                .body("find { it.id == 'broken' }.state", is("BROKEN"))
                .body("find { it.id == 'broken' }.error", containsString("not an ONNX model"));
        given().get("/models/nobody")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("code", is("MODEL_NOT_FOUND"));
        given().get("/device").then().statusCode(200).body("threads", is(1));
    }

    @Test
    void aModelThatIsPutIntoTheDirectoryIsFoundAndServed() throws Exception {
        // Given
        Files.createDirectories(models.resolve("later"));
        TestingModels.write(models.resolve("later/added.onnx"), -1);

        // When
        send(TestingTensors.of(run, "later/added", 1f));

        // Then
        PredictionMessage.Part part = (PredictionMessage.Part) answers(1).getFirst();
        assertThat(part.windows().getFirst().scores()[0])
                .isCloseTo(TestingModels.score(-1, 1), within(1e-6f));
        given().get("/models/later/added").then().statusCode(200).body("state", is("READY"));
    }

    @Test
    void theServiceIsReadyAndTellsItsMetrics() {
        // Given
        send(TestingTensors.of(run, "mean", 0f));
        assertThat(answers(1)).hasSize(1);

        // When, Then
        await().atMost(LIMIT)
                .untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
        String metrics = given().get("/q/metrics").then().statusCode(200).extract().asString();
        assertThat(metrics)
                .contains("lumen_inference_batch_size_windows_sum{")
                .contains("lumen_inference_batches_total{closed=\"WAITED\"")
                .contains("lumen_inference_part_seconds_count{outcome=\"SCORED\"}")
                .contains("lumen_inference_models{state=\"BROKEN\"} 1.0");
    }
}
