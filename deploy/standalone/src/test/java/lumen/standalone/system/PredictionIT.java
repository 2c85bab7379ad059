package lumen.standalone.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import lumen.cli.rest.Json;
import lumen.cli.rest.LumenClient;
import lumen.cli.rest.MultipartUpload;
import lumen.cli.selection.AudioFile;
import lumen.contracts.topic.Topics;
import lumen.testing.WaveFile;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** From a file to scores, over REST and on the public topic. */
@ExtendWith(RunningSystem.Provider.class)
class PredictionIT {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    @Test
    void theEventOnThePublicTopicIsWhatTheRestApiAnswers(RunningSystem system) throws Exception {
        // Given
        Path file = Files.write(system.audio().resolve("one.wav"), WaveFile.noise(5, 22_050, 3));
        String job = system.submit(file).job();

        // When
        JsonNode ended = system.awaitEnd(job, LIMIT);

        // Then
        String id = system.items(job).getFirst().path("id").asText();
        JsonNode answer = system.get("/jobs/%s/items/%s".formatted(job, id)).json();
        List<ConsumerRecord<String, String>> events =
                system.topics().read(Topics.PREDICTIONS, event -> id.equals(event.key()), 1, LIMIT);
        assertThat(ended.path("state").asText()).isEqualTo("SUCCEEDED");
        assertThat(answer.path("prediction").path("scores").size()).isEqualTo(3);
        assertThat(answer.path("prediction").path("durationSeconds").asDouble()).isEqualTo(5);
        assertThat(events).hasSize(1);
        assertThat(Json.MAPPER.readTree(events.getFirst().value())).isEqualTo(answer);
        assertThat(header(events.getFirst(), "ce_specversion")).isEqualTo("1.0");
        assertThat(header(events.getFirst(), "content-type")).startsWith("application/json");
    }

    @Test
    void anUploadIsAnsweredLikeTheSameFileOnTheServer(RunningSystem system) throws Exception {
        // Given
        Path file = Files.write(system.audio().resolve("same.wav"), WaveFile.sine(3, 16_000, 440));
        String onServer = system.submit(file).job();
        system.awaitEnd(onServer, LIMIT);

        // When
        String uploaded;
        try (LumenClient client = new LumenClient(system.address())) {
            uploaded =
                    client.submit(
                                    new MultipartUpload(
                                            java.util.Map.of("model", RunningSystem.MODEL),
                                            List.of(
                                                    new AudioFile(
                                                            file, "same.wav", Files.size(file)))))
                            .id();
        }

        // Then
        system.awaitEnd(uploaded, LIMIT);
        assertThat(system.items(uploaded).getFirst().path("prediction"))
                .isEqualTo(system.items(onServer).getFirst().path("prediction"));
    }

    private static String header(ConsumerRecord<String, String> event, String name) {
        return new String(event.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
