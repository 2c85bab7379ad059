package lumen.standalone.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import lumen.cli.rest.Json;
import lumen.contracts.topic.Topics;
import lumen.testing.WaveFile;
import org.apache.kafka.tools.consumer.ConsoleConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What docs/subscribing.md promises to whoever has nothing but Kafka's own console client. */
@ExtendWith(RunningSystem.Provider.class)
class ConsoleClientIT {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    @TempDir private Path folder;

    @Test
    void theConsoleClientPrintsWhatTheRestApiAnswers(RunningSystem system) throws Exception {
        // Given
        Path file =
                Files.write(system.audio().resolve("console.wav"), WaveFile.noise(3, 16_000, 5));
        String job = system.submit(file).job();
        system.awaitEnd(job, LIMIT);
        String id = system.items(job).getFirst().path("id").asText();
        JsonNode answer = system.get("/jobs/%s/items/%s".formatted(job, id)).json();

        // When
        List<String> lines = consoleClient(system.kafka());

        // Then
        String line = lines.stream().filter(text -> text.contains(id)).findFirst().orElseThrow();
        String[] columns = line.split("\t", 3);
        assertThat(columns[0])
                .contains("ce_specversion:1.0", "ce_type:lumen.item.ended.v1", "ce_id:" + id);
        assertThat(columns[1]).isEqualTo(id);
        assertThat(Json.MAPPER.readTree(columns[2])).isEqualTo(answer);
    }

    /** Runs the client as the document says, until it has printed everything. */
    private List<String> consoleClient(String broker) throws IOException, InterruptedException {
        Path output = folder.resolve("console.txt");
        ProcessBuilder builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        ConsoleConsumer.class.getName(),
                        "--bootstrap-server",
                        broker,
                        "--topic",
                        Topics.PREDICTIONS,
                        "--from-beginning",
                        "--timeout-ms",
                        "5000",
                        "--property",
                        "print.key=true",
                        "--property",
                        "print.headers=true");
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        Process client =
                builder.redirectOutput(output.toFile())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        assertThat(client.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return Files.readAllLines(output);
    }
}
