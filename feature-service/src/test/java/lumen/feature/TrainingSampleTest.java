package lumen.feature;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.topic.AudioReference;
import lumen.contracts.topic.FeatureRequest;
import lumen.contracts.topic.FeatureRequest.Variation;
import lumen.contracts.topic.FeatureTensor;
import lumen.contracts.topic.FeatureTensor.ElementType;
import lumen.contracts.topic.FeatureTensorSerializer;
import lumen.contracts.topic.PredictionMessage;
import lumen.contracts.topic.Topics;
import lumen.testing.InjectPlatform;
import lumen.testing.PlatformResource;
import lumen.testing.TestPlatform;
import lumen.testing.TestTopics;
import lumen.testing.WaveFile;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Samples of a training run: several recordings, varied by a seed, on the run's own topic. */
@QuarkusTest
@WithTestResource(
        value = PlatformResource.class,
        initArgs = @ResourceArg(name = PlatformResource.DATABASE, value = "false"),
        scope = TestResourceScope.GLOBAL)
@WithTestResource(value = AudioFolder.class, scope = TestResourceScope.GLOBAL)
class TrainingSampleTest {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String SPECIFICATION =
            """
            {"transform": "LOG_MEL_SPECTROGRAM", "sampling_rate": 16000, "n_fft": 400,
             "hop_length": 160, "n_mels": 128, "f_min": 0.0, "f_max": 8000.0,
             "normalize_audio": true, "window_frames": 224, "window_hop_frames": 224,
             "padding": "repeat"}
            """;
    private static final String SUM =
            """
            {"augmentations": ["SUM_N_SAMPLES", "PITCH", "TIME_STRETCH", "COLOR_NOISE",
                               "FREQ_MASK"],
             "aug_kwargs": {"sum_n_samples": 3}}
            """;
    private static final String CONCATENATION = "{\"augmentations\": [\"CONCAT_N_SAMPLES\"]}";
    private static final String MIXUP = "{\"augmentations\": [\"MIXUP\"]}";

    @InjectPlatform TestPlatform platform;
    @AudioFolder.InjectFolder Path folder;
    @Inject ObjectMapper json;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String broker;

    private final String runId = UUID.randomUUID().toString();
    private final String topic = Topics.FEATURES_OF_RUN + runId;
    private TestTopics topics;
    private List<Path> recordings;

    @BeforeEach
    void prepareRun() throws Exception {
        topics = platform.topics();
        try (Admin admin = Admin.create(adminSettings())) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        }
        Path root = Files.createDirectories(folder.resolve("root"));
        recordings =
                List.of(
                        write(root, "a", WaveFile.noise(3, 44_100, 1)),
                        write(root, "b", WaveFile.sine(2, 16_000, 440)),
                        write(root, "c", WaveFile.noise(4, 22_050, 3)));
    }

    private Path write(Path root, String name, byte[] wav) throws IOException {
        return Files.write(root.resolve(runId + name + ".wav"), wav);
    }

    private Map<String, Object> adminSettings() {
        return Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, broker);
    }

    @AfterEach
    void disconnect() {
        topics.close();
    }

    @Test
    void equalRequestsGetTheSameBytesAndOtherSeedsOthers() throws Exception {
        // Given a sample of three recordings with everything that draws random numbers
        FeatureRequest first = sample("sample", recordings, SUM, 7);
        FeatureRequest other = sample("sample", recordings, SUM, 8);

        // When it is asked for twice, and once with another seed
        send(first);
        send(first);
        send(other);

        // Then the first two answers are equal bit by bit
        List<byte[]> answers = values("sample", 3);
        assertThat(answers.get(0)).isEqualTo(answers.get(1));
        assertThat(answers.get(0)).isNotEqualTo(answers.get(2));
    }

    @Test
    void recordingsAreJoinedWhereTheRunSaysSo() throws Exception {
        // Given recordings of 3, 2 and 4 seconds
        FeatureRequest request = sample("joined", recordings, CONCATENATION, 1);

        // When
        send(request);

        // Then
        FeatureTensor tensor = tensors("joined", 1).getFirst();
        assertThat(tensor.header().durationSeconds()).isEqualTo(9.0);
        assertThat(tensor.header().jobId()).isEqualTo(runId);
        assertThat(tensor.header().shape()).isEqualTo(List.of(5, 128, 224));
    }

    @Test
    void twoRecordingsAreMixedUpAsLongAsTheLonger() throws Exception {
        // Given
        FeatureRequest request = sample("mixed", recordings.subList(0, 2), MIXUP, 1);

        // When
        send(request);

        // Then
        assertThat(tensors("mixed", 1).getFirst().header().durationSeconds()).isEqualTo(3.0);
    }

    @Test
    void halfPrecisionIsTheRoundedSinglePrecision() throws Exception {
        // Given the same sample in single and in half precision
        FeatureRequest single = sample("precision", recordings, SUM, 5);
        FeatureRequest half =
                new FeatureRequest(
                        single.itemId(),
                        single.jobId(),
                        single.modelId(),
                        single.audio(),
                        single.featureSpecification(),
                        single.replyTopic(),
                        ElementType.FLOAT16,
                        single.variation());

        // When
        send(single);
        send(half);

        // Then, whichever was answered first
        List<FeatureTensor> answers = tensors("precision", 2);
        FeatureTensor exact = of(ElementType.FLOAT32, answers);
        FeatureTensor rounded = of(ElementType.FLOAT16, answers);
        for (int i = 0; i < exact.header().elements(); i++) {
            float value = exact.values().getFloat(4 * i);
            assertThat(rounded.values().getShort(2 * i)).isEqualTo(Float.floatToFloat16(value));
        }
    }

    private static FeatureTensor of(ElementType type, List<FeatureTensor> tensors) {
        return tensors.stream()
                .filter(tensor -> tensor.header().elementType() == type)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aLongSampleComesInPartsThatFitARecord() throws Exception {
        // Given a minute as it is
        Path minute = write(folder.resolve("root"), "long", WaveFile.noise(60, 16_000, 9));
        FeatureRequest request = sample("long", List.of(minute), "{\"augmentations\": []}", 1);

        // When
        send(request);

        // Then
        List<FeatureTensor> parts = tensors("long", 3);
        assertThat(parts).hasSize(3);
        assertThat(parts).allMatch(part -> part.values().remaining() <= FeatureTensor.MAX_BYTES);
        assertThat(parts.getLast().header().last()).isTrue();
    }

    @Test
    void aRecordingThatCannotBeUsedIsToldOnTheRunsTopic() throws Exception {
        // Given a sample with a recording that is none
        Path broken = write(folder.resolve("root"), "bad", "text".getBytes(StandardCharsets.UTF_8));
        FeatureRequest request = sample("bad", List.of(recordings.getFirst(), broken), MIXUP, 1);

        // When
        send(request);

        // Then
        ConsumerRecord<String, byte[]> answer = records("bad", 1).getFirst();
        assertThat(answer.value()).isNull();
        PredictionMessage failure =
                json.readValue(
                        answer.headers().lastHeader(Topics.FAILURE_HEADER).value(),
                        PredictionMessage.class);
        assertThat(((PredictionMessage.Failure) failure).code())
                .isEqualTo(ErrorCode.AUDIO_UNREADABLE);
    }

    @Test
    void moreRecordingsThanTheAugmentationsCombineAreOurFault() throws Exception {
        // Given
        FeatureRequest request = sample("many", recordings, MIXUP, 1);

        // When
        send(request);

        // Then
        assertThat(
                        topics.read(
                                Topics.AUDIO_TRAINING + Topics.DEAD_LETTER_SUFFIX,
                                message -> "many".equals(message.key()),
                                1,
                                LIMIT))
                .hasSize(1);
    }

    private FeatureRequest sample(String id, List<Path> files, String augmentations, long seed)
            throws JsonProcessingException {
        return new FeatureRequest(
                id,
                runId,
                "model",
                files.stream().map(file -> new AudioReference(file.toUri())).toList(),
                json.readTree(SPECIFICATION),
                topic,
                ElementType.FLOAT32,
                new Variation(json.readTree(augmentations), seed, 0));
    }

    private void send(FeatureRequest request) throws JsonProcessingException {
        topics.send(Topics.AUDIO_TRAINING, request.itemId(), json.writeValueAsString(request));
    }

    private List<ConsumerRecord<String, byte[]>> records(String id, int count) {
        return topics.read(
                topic,
                new ByteArrayDeserializer(),
                message -> id.equals(message.key()),
                count,
                LIMIT);
    }

    private List<byte[]> values(String id, int count) {
        return records(id, count).stream().map(ConsumerRecord::value).toList();
    }

    private List<FeatureTensor> tensors(String id, int count) {
        return topics
                .read(
                        topic,
                        new FeatureTensorSerializer.Reader(),
                        message -> id.equals(message.key()),
                        count,
                        LIMIT)
                .stream()
                .map(ConsumerRecord::value)
                .toList();
    }
}
