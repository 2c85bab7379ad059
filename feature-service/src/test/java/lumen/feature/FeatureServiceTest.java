package lumen.feature;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import lumen.audio.FeatureExtractor;
import lumen.audio.FeatureSpecification;
import lumen.audio.decoding.AudioException;
import lumen.audio.decoding.AudioSource;
import lumen.audio.decoding.DecodingLimits;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.topic.AudioReference;
import lumen.contracts.topic.FeatureRequest;
import lumen.contracts.topic.FeatureTensor;
import lumen.contracts.topic.FeatureTensorSerializer;
import lumen.contracts.topic.PredictionMessage;
import lumen.contracts.topic.Topics;
import lumen.feature.request.CancelledJobs;
import lumen.testing.InjectPlatform;
import lumen.testing.PlatformResource;
import lumen.testing.TestPlatform;
import lumen.testing.TestTopics;
import lumen.testing.WaveFile;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = PlatformResource.class,
        initArgs =
                @io.quarkus.test.common.ResourceArg(
                        name = PlatformResource.DATABASE,
                        value = "false"),
        scope = TestResourceScope.GLOBAL)
@WithTestResource(value = AudioFolder.class, scope = TestResourceScope.GLOBAL)
class FeatureServiceTest {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String SPECIFICATION =
            """
            {"transform": "LOG_MEL_SPECTROGRAM", "sampling_rate": 16000, "n_fft": 400,
             "hop_length": 160, "n_mels": 128, "f_min": 0.0, "f_max": 8000.0,
             "normalize_audio": true, "window_frames": 224, "window_hop_frames": 224,
             "padding": "repeat"}
            """;

    @InjectPlatform TestPlatform platform;
    @AudioFolder.InjectFolder Path folder;
    @Inject ObjectMapper json;
    @Inject CancelledJobs cancelledJobs;
    @Inject DecodingLimits limits;
    @Inject MeterRegistry registry;

    private final String itemId = UUID.randomUUID().toString();
    private final String jobId = UUID.randomUUID().toString();
    private TestTopics topics;
    private Path root;

    @BeforeEach
    void connect() throws IOException {
        topics = platform.topics();
        root = Files.createDirectories(folder.resolve("root"));
    }

    @AfterEach
    void disconnect() {
        topics.close();
    }

    @Test
    void theServiceIsReadyOnceItIsWarm() {
        await().atMost(LIMIT)
                .untilAsserted(() -> given().when().get("/q/health/ready").then().statusCode(200));
    }

    @Test
    void aFileBecomesTheTensorThatTheExtractorMakesOfIt() throws Exception {
        // Given
        Path file = write("short.wav", WaveFile.noise(5, 44_100, 1));

        // When
        request(file);

        // Then
        List<FeatureTensor> parts = tensors(1);
        assertThat(parts).hasSize(1);
        FeatureTensor.Header header = parts.getFirst().header();
        assertThat(header.last()).isTrue();
        assertThat(header.durationSeconds()).isEqualTo(5.0);
        assertThat(header.jobId()).isEqualTo(jobId);
        assertThat(header.modelId()).isEqualTo("model");
        assertThat(header.shape()).isEqualTo(List.of(3, 128, 224));
        assertThat(values(parts)).isEqualTo(extract(file));
    }

    @Test
    void aLongFileComesInOrderedPartsThatFitARecord() throws Exception {
        // Given: 134 windows, 9 of which fit a record
        Path file = write("long.wav", WaveFile.noise(300, 16_000, 2));

        // When
        request(file);

        // Then
        List<FeatureTensor> parts = tensors(15);
        assertThat(parts).hasSize(15);
        for (int i = 0; i < parts.size(); i++) {
            FeatureTensor part = parts.get(i);
            assertThat(part.header().part()).isEqualTo(i);
            assertThat(part.header().last()).isEqualTo(i == 14);
            assertThat(part.values().remaining()).isLessThanOrEqualTo(FeatureTensor.MAX_BYTES);
        }
        assertThat(values(parts)).isEqualTo(extract(file));
    }

    @Test
    void anEmptyFileFailsItsItem() throws Exception {
        // Given
        Path file = write("empty.wav", new byte[0]);

        // When
        request(file);

        // Then
        assertThat(failure().code()).isEqualTo(ErrorCode.AUDIO_EMPTY);
    }

    @Test
    void textNamedAsAudioFailsItsItem() throws Exception {
        // Given
        Path file = write("text.wav", "not audio at all".getBytes(StandardCharsets.UTF_8));

        // When
        request(file);

        // Then
        assertThat(failure().code()).isEqualTo(ErrorCode.AUDIO_UNREADABLE);
    }

    @Test
    void samplesThatAreNoNumbersFailTheirItem() throws Exception {
        // Given
        float[] samples = new float[16_000];
        samples[8_000] = Float.NaN;
        Path file = write("nan.wav", WaveFile.float32(samples, 16_000));

        // When
        request(file);

        // Then
        assertThat(failure().code()).isEqualTo(ErrorCode.AUDIO_NOT_FINITE);
    }

    @Test
    void aFileCutOffInTheMiddleFailsItsItem() throws Exception {
        // Given
        byte[] whole = WaveFile.noise(60, 16_000, 3);
        Path file = write("cut.wav", Arrays.copyOf(whole, whole.length / 2));

        // When
        request(file);

        // Then
        assertThat(failure().code()).isEqualTo(ErrorCode.AUDIO_TRUNCATED);
    }

    @Test
    void aMissingFileFailsItsItem() throws Exception {
        // When
        request(root.resolve("missing.wav"));

        // Then
        assertThat(failure().code()).isEqualTo(ErrorCode.AUDIO_NOT_FOUND);
    }

    @Test
    void aLinkOutOfTheRootsFailsItsItem() throws Exception {
        // Given
        Path file = folder.resolve("outside-" + itemId + ".wav");
        Files.write(file, WaveFile.sine(1, 16_000, 440));
        Path link = Files.createSymbolicLink(root.resolve(itemId + "-link.wav"), file);

        // When
        request(link);

        // Then
        assertThat(failure().code()).isEqualTo(ErrorCode.PATH_OUTSIDE_ROOTS);
    }

    @Test
    void whatIsNoRequestBecomesADeadLetterAndTheNextRequestIsServed() throws Exception {
        // Given
        Path file = write("after.wav", WaveFile.sine(1, 16_000, 440));

        // When
        topics.send(Topics.AUDIO, itemId, "poison");
        request(file);

        // Then
        assertThat(tensors(1)).hasSize(1);
        assertThat(deadLetterReason()).contains("not a feature request");
    }

    @Test
    void aRequestForATopicOfAnotherKindBecomesADeadLetterAndEndsItsItem() throws Exception {
        // Given
        Path file = write("topic.wav", WaveFile.sine(1, 16_000, 440));

        // When
        request(file, json.readTree(SPECIFICATION), Topics.PREDICTIONS);

        // Then
        assertThat(deadLetterReason()).contains("is not a feature topic");
        assertThat(failure().code()).isEqualTo(ErrorCode.INTERNAL);
    }

    @Test
    void anInvalidSpecificationBecomesADeadLetterAndEndsItsItem() throws Exception {
        // Given
        Path file = write("specification.wav", WaveFile.sine(1, 16_000, 440));

        // When
        request(file, json.readTree("{\"transform\": \"MAGIC\"}"), Topics.FEATURES);

        // Then
        assertThat(deadLetterReason()).contains("feature specification: ");
        assertThat(failure().code()).isEqualTo(ErrorCode.INTERNAL);
    }

    @Test
    void itemsOfACancelledJobAreSkipped() throws Exception {
        // Given
        Path file = write("cancelled.wav", WaveFile.sine(1, 16_000, 440));
        await().atMost(LIMIT)
                .pollInterval(Duration.ofMillis(200))
                .until(
                        () -> {
                            topics.send(
                                    Topics.JOBS,
                                    jobId,
                                    "{\"id\": \"" + jobId + "\", \"state\": \"CANCELLED\"}");
                            return cancelledJobs.contains(jobId);
                        });
        double skippedBefore = skipped();

        // When
        request(file);

        // Then
        await().atMost(LIMIT).until(() -> skipped() > skippedBefore);
        assertThat(topics.snapshot(Topics.FEATURES))
                .noneMatch(message -> itemId.equals(message.key()));
    }

    @Test
    void metricsAreInBaseUnits() throws Exception {
        // Given
        request(write("metrics.wav", WaveFile.sine(1, 16_000, 440)));
        tensors(1);

        // When
        String metrics = given().when().get("/q/metrics").then().extract().asString();

        // Then
        assertThat(metrics)
                .contains(
                        "lumen_feature_audio_seconds_total",
                        "lumen_feature_item_seconds_count",
                        "lumen_feature_decoding_seconds_sum",
                        "lumen_feature_transform_seconds_sum",
                        "lumen_feature_delivery_seconds_sum",
                        "lumen_feature_real_time_factor_ratio");
    }

    private double skipped() {
        return registry.get("lumen.feature.items.skipped").counter().count();
    }

    private Path write(String name, byte[] bytes) throws IOException {
        return Files.write(root.resolve(itemId + "-" + name), bytes);
    }

    private void request(Path file) throws JsonProcessingException {
        request(file, json.readTree(SPECIFICATION), Topics.FEATURES);
    }

    private void request(Path file, JsonNode specification, String replyTopic)
            throws JsonProcessingException {
        FeatureRequest request =
                new FeatureRequest(
                        itemId,
                        jobId,
                        "model",
                        List.of(new AudioReference(file.toUri())),
                        specification,
                        replyTopic);
        topics.send(Topics.AUDIO, itemId, json.writeValueAsString(request));
    }

    private List<FeatureTensor> tensors(int count) {
        return topics
                .read(
                        Topics.FEATURES,
                        new FeatureTensorSerializer.Reader(),
                        message -> itemId.equals(message.key()),
                        count,
                        LIMIT)
                .stream()
                .map(ConsumerRecord::value)
                .toList();
    }

    private PredictionMessage.Failure failure() throws JsonProcessingException {
        String value =
                topics.read(
                                Topics.PREDICTION_PARTS,
                                message -> itemId.equals(message.key()),
                                1,
                                LIMIT)
                        .getFirst()
                        .value();
        PredictionMessage.Failure failure =
                (PredictionMessage.Failure) json.readValue(value, PredictionMessage.class);
        assertThat(failure.jobId()).isEqualTo(jobId);
        return failure;
    }

    private String deadLetterReason() {
        Header reason =
                topics.read(
                                Topics.AUDIO + Topics.DEAD_LETTER_SUFFIX,
                                message -> itemId.equals(message.key()),
                                1,
                                LIMIT)
                        .getFirst()
                        .headers()
                        .lastHeader("dead-letter-reason");
        return new String(reason.value(), StandardCharsets.UTF_8);
    }

    private static List<Float> values(List<FeatureTensor> parts) {
        List<Float> values = new ArrayList<>();
        for (FeatureTensor part : parts) {
            for (int i = 0; i < part.header().elements(); i++) {
                values.add(part.values().getFloat(i * Float.BYTES));
            }
        }
        return values;
    }

    private List<Float> extract(Path file) throws AudioException {
        List<Float> values = new ArrayList<>();
        FeatureExtractor.of(FeatureSpecification.parse(SPECIFICATION))
                .extract(
                        AudioSource.of(file),
                        limits,
                        (index, start, end, window) -> {
                            for (float value : window) {
                                values.add(value);
                            }
                        });
        return values;
    }
}
