package lumen.standalone.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import lumen.contracts.topic.FeatureTensor;
import lumen.contracts.topic.Topics;
import lumen.testing.WaveFile;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** kill -9 of the workers in the middle of a job. */
@ExtendWith(RunningSystem.Provider.class)
class KilledWorkersIT {
    private static final int FILES = 300;
    private static final int DIFFERENT = 5;
    private static final Duration LIMIT = Duration.ofMinutes(4);

    @Test
    void everyFileHasExactlyOneResultAlthoughBothWorkersWereKilled(RunningSystem system)
            throws Exception {
        // Given a job in the middle of which each worker is killed
        String job = system.submit(files(system)).job();
        RunningSystem.await(LIMIT, () -> withFeatures(system, job) >= 20);
        long featureProcess = kill(system, "feature-service");
        int featured = withFeatures(system, job);
        RunningSystem.await(LIMIT, () -> ended(system, job) >= FILES / 4);
        long inferenceProcess = kill(system, "inference-service");
        int endedAtKill = ended(system, job);

        // When
        JsonNode view = system.awaitEnd(job, LIMIT);

        // Then
        assertThat(featured).as("items with features at the first kill").isLessThan(FILES);
        assertThat(endedAtKill).as("items with a result at the second kill").isLessThan(FILES);
        assertThat(system.processOf("feature-service")).isNotEqualTo(featureProcess);
        assertThat(system.processOf("inference-service")).isNotEqualTo(inferenceProcess);
        assertThat(view.path("state").asText()).isEqualTo("SUCCEEDED");
        List<JsonNode> items = system.items(job);
        assertThat(items).hasSize(FILES);
        assertThat(texts(items, "id")).hasSize(FILES);
        assertThat(texts(items, "name")).hasSize(FILES);
        assertThat(items).allMatch(item -> item.path("state").asText().equals("SUCCEEDED"));
        // The same audio has the same scores, whichever process computed them.
        Set<String> predictions = new HashSet<>();
        items.forEach(item -> predictions.add(item.path("prediction").toString()));
        assertThat(predictions).hasSize(DIFFERENT);
        assertThat(published(system, items)).hasSize(FILES);
    }

    private static Path files(RunningSystem system) throws IOException {
        Path folder = Files.createDirectories(system.audio().resolve("many"));
        for (int i = 0; i < FILES; i++) {
            Path file = folder.resolve("%03d.wav".formatted(i));
            if (i < DIFFERENT) {
                Files.write(file, WaveFile.noise(4 + 0.5 * i, 44_100, i));
            } else {
                Files.createLink(file, folder.resolve("%03d.wav".formatted(i % DIFFERENT)));
            }
        }
        return folder;
    }

    /** How many items of the job have features on their topic. */
    private static int withFeatures(RunningSystem system, String job) {
        Set<String> keys = new HashSet<>();
        for (ConsumerRecord<String, byte[]> found : system.topics().snapshot(Topics.FEATURES)) {
            if (new String(
                            found.headers().lastHeader(FeatureTensor.HEADER).value(),
                            StandardCharsets.UTF_8)
                    .contains(job)) {
                keys.add(found.key());
            }
        }
        return keys.size();
    }

    private static int ended(RunningSystem system, String job) {
        try {
            return system.get("/jobs/" + job).json().path("items").path("succeeded").asInt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long kill(RunningSystem system, String service) throws Exception {
        long process = system.processOf(service);
        assertThat(new ProcessBuilder("kill", "-KILL", Long.toString(process)).start().waitFor())
                .isZero();
        return process;
    }

    private static Set<String> texts(List<JsonNode> items, String field) {
        Set<String> values = new HashSet<>();
        items.forEach(item -> values.add(item.path(field).asText()));
        return values;
    }

    /**
     * The job's events, read until as many came as there are items, and then what else is there.
     */
    private static List<ConsumerRecord<String, byte[]>> published(
            RunningSystem system, List<JsonNode> items) throws InterruptedException {
        Set<String> ids = texts(items, "id");
        RunningSystem.await(LIMIT, () -> events(system, ids).size() >= FILES);
        return events(system, ids);
    }

    private static List<ConsumerRecord<String, byte[]>> events(
            RunningSystem system, Set<String> ids) {
        return system.topics().snapshot(Topics.PREDICTIONS).stream()
                .filter(event -> ids.contains(event.key()))
                .toList();
    }
}
