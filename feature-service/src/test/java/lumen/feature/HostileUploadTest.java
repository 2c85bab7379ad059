package lumen.feature;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.topic.AudioReference;
import lumen.contracts.topic.FeatureRequest;
import lumen.contracts.topic.PredictionMessage;
import lumen.contracts.topic.Topics;
import lumen.testing.InjectPlatform;
import lumen.testing.PlatformResource;
import lumen.testing.TestPlatform;
import lumen.testing.TestTopics;
import lumen.testing.WaveFile;
import org.junit.jupiter.api.Test;

/** Uploads are decoded by processes of their own, so that one of them harms no other. */
@QuarkusTest
@WithTestResource(
        value = PlatformResource.class,
        initArgs = @ResourceArg(name = PlatformResource.DATABASE, value = "false"),
        scope = TestResourceScope.GLOBAL)
@WithTestResource(value = AudioFolder.class, scope = TestResourceScope.GLOBAL)
class HostileUploadTest {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int OTHERS = 8;
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

    private final String jobId = UUID.randomUUID().toString();

    @Test
    void anUploadThatEndsEveryDecoderLeavesTheOtherItemsOfItsJobServed() throws Exception {
        // Given an upload of 20 minutes in whose middle every decoder dies, and others around it
        Path store = Files.createDirectories(folder.resolve("store"));
        Path deadly = Files.write(store.resolve(jobId), WaveFile.silence(1_200, 16_000));
        List<String> others = new ArrayList<>();
        Thread killer = Thread.ofPlatform().daemon().start(() -> killReadersOf(deadly));
        try (TestTopics topics = platform.topics()) {
            // When all of them are requested
            String deadlyItem = null;
            for (int i = 0; i < OTHERS; i++) {
                Path good = Files.write(store.resolve(jobId + i), WaveFile.noise(3, 44_100, i));
                others.add(request(topics, good));
                if (i == OTHERS / 2) {
                    deadlyItem = request(topics, deadly);
                }
            }

            // Then the one fails with its reason, and each of the others has its features
            assertThat(failure(topics, deadlyItem).code()).isEqualTo(ErrorCode.AUDIO_DECODER_DIED);
            for (String item : others) {
                assertThat(
                                topics.read(
                                        Topics.FEATURES,
                                        message -> item.equals(message.key()),
                                        1,
                                        LIMIT))
                        .hasSize(1);
            }
        } finally {
            killer.interrupt();
        }
    }

    private String request(TestTopics topics, Path file) throws IOException {
        String itemId = UUID.randomUUID().toString();
        FeatureRequest request =
                new FeatureRequest(
                        itemId,
                        jobId,
                        "model",
                        List.of(new AudioReference(file.toUri())),
                        json.readTree(SPECIFICATION),
                        Topics.FEATURES);
        topics.send(Topics.AUDIO, itemId, json.writeValueAsString(request));
        return itemId;
    }

    private PredictionMessage.Failure failure(TestTopics topics, String itemId) throws IOException {
        String value =
                topics.read(
                                Topics.PREDICTION_PARTS,
                                message -> itemId.equals(message.key()),
                                1,
                                LIMIT)
                        .getFirst()
                        .value();
        return (PredictionMessage.Failure) json.readValue(value, PredictionMessage.class);
    }

    /** Ends each process of the service that has the file open, as a fault in it would. */
    private static void killReadersOf(Path file) {
        while (!Thread.currentThread().isInterrupted()) {
            ProcessHandle.current()
                    .descendants()
                    .filter(process -> hasOpen(process, file))
                    .forEach(ProcessHandle::destroyForcibly);
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }

    private static boolean hasOpen(ProcessHandle process, Path file) {
        Path descriptors = Path.of("/proc", Long.toString(process.pid()), "fd");
        try (Stream<Path> open = Files.list(descriptors)) {
            for (Path descriptor : open.toList()) {
                if (Files.readSymbolicLink(descriptor).equals(file)) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            return false; // the process or the descriptor is no more
        }
    }
}
