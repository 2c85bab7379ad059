package lumen.standalone.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lumen.cli.rest.Json;
import lumen.testing.WaveFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A labelled folder with faults, from audio to metrics. */
@ExtendWith(RunningSystem.Provider.class)
class EvaluationIT {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    @Test
    void aFolderWithFaultsIsScoredAsFarAsItGoesAndEachFaultIsNamed(RunningSystem system)
            throws Exception {
        // Given
        Path folder = Files.createDirectories(system.audio().resolve("labelled"));
        write(folder, "1-good", WaveFile.sine(3, 16_000, 440), "pia\t\n");
        write(folder, "2-good", WaveFile.noise(3, 22_050, 1), "org\r\nvio\r\n");
        write(folder, "3-unreadable", "this is no audio".getBytes(StandardCharsets.UTF_8), "pia\n");
        write(folder, "4-unknown", WaveFile.sine(1, 16_000, 330), "pia\nlute\n");
        write(folder, "5-unlabelled", WaveFile.sine(1, 16_000, 220), null);
        Files.createSymbolicLink(folder.resolve("6-again.wav"), folder.resolve("1-good.wav"));
        Files.writeString(folder.resolve("6-again.txt"), "pia\n");
        ObjectNode request =
                Json.MAPPER
                        .createObjectNode()
                        .put("kind", "TEST")
                        .put("model", RunningSystem.MODEL);
        request.putArray("paths").add("irmastest:" + folder);

        // When
        String job = system.post("/jobs", request).job();

        // Then
        JsonNode ended = system.awaitEnd(job, LIMIT);
        JsonNode metrics = system.get("/jobs/" + job + "/metrics").json();
        assertThat(ended.path("state").asText()).isEqualTo("SUCCEEDED");
        assertThat(faults(system.items(job)))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                "AUDIO_UNREADABLE", "",
                                "LABEL_UNKNOWN", "4-unknown.txt, line 2",
                                "LABELS_MISSING", "5-unlabelled.wav",
                                "FILE_REPEATED", "6-again.wav"));
        assertThat(metrics.path("coverage").path("total").asInt()).isEqualTo(6);
        assertThat(metrics.path("coverage").path("scored").asInt()).isEqualTo(2);
        assertThat(metrics.path("coverage").path("left").size()).isEqualTo(4);
        assertThat(metrics.path("files").path("labels").size()).isEqualTo(3);
        assertThat(metrics.path("chunks").path("examples").asInt()).isGreaterThan(2);
    }

    private static void write(Path folder, String name, byte[] audio, String labels)
            throws IOException {
        Files.write(folder.resolve(name + ".wav"), audio);
        if (labels != null) {
            Files.writeString(folder.resolve(name + ".txt"), labels);
        }
    }

    /** By code, the place that a fault names; nothing where the file itself is at fault. */
    private static Map<String, String> faults(List<JsonNode> items) {
        Map<String, String> faults = new LinkedHashMap<>();
        for (JsonNode item : items) {
            JsonNode problem = item.path("problem");
            if (!problem.isMissingNode()) {
                JsonNode location = problem.path("location");
                String file = location.path("file").asText();
                String line = location.has("line") ? ", line " + location.path("line") : "";
                faults.put(
                        problem.path("code").asText(),
                        file.substring(file.lastIndexOf('/') + 1) + line);
            }
        }
        return faults;
    }
}
