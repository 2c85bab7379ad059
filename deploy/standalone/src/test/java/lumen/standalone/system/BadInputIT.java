package lumen.standalone.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import lumen.cli.rest.Json;
import lumen.contracts.error.ErrorCode;
import lumen.testing.WaveFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Files and requests that cannot be answered: each gets its reason, the others their answer. */
@ExtendWith(RunningSystem.Provider.class)
class BadInputIT {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    /** In the expectations: the item succeeds. */
    private static final String GOOD = "good";

    @Test
    void eachBadFileFailsAloneWithItsReason(RunningSystem system) throws Exception {
        // Given a list of good and bad files
        Path folder = Files.createDirectories(system.audio().resolve("bad"));
        Map<String, String> expected = writeFiles(folder, system.outside());
        Path list = folder.resolve("list.csv");
        Files.writeString(list, "file\n" + String.join("\n", expected.keySet()) + "\n");
        String job = system.submit(list).job();

        // When
        JsonNode ended = system.awaitEnd(job, LIMIT);

        // Then
        Map<String, String> found = new LinkedHashMap<>();
        for (JsonNode item : system.items(job)) {
            found.put(
                    item.path("name").asText(),
                    item.path("state").asText().equals("SUCCEEDED")
                            ? GOOD
                            : item.path("problem").path("code").asText());
        }
        assertThat(found).isEqualTo(expected);
        assertThat(ended.path("items").path("succeeded").asInt()).isEqualTo(2);
    }

    private static Map<String, String> writeFiles(Path folder, Path outside) throws IOException {
        Map<String, String> expected = new LinkedHashMap<>();
        byte[] tone = WaveFile.sine(1, 16_000, 440);
        Files.write(folder.resolve("first.wav"), tone);
        expected.put("first.wav", GOOD);
        Files.write(folder.resolve("empty.wav"), new byte[0]);
        expected.put("empty.wav", ErrorCode.AUDIO_EMPTY.name());
        Files.writeString(folder.resolve("text.wav"), "Not music at all.\n".repeat(100));
        expected.put("text.wav", ErrorCode.AUDIO_UNREADABLE.name());
        byte[] compressed =
                Files.readAllBytes(
                        RunningSystem.repository()
                                .resolve("libs/audio/src/test/resources/lumen/audio/sine.mp3"));
        Files.write(
                folder.resolve("truncated.mp3"), Arrays.copyOf(compressed, compressed.length / 2));
        expected.put("truncated.mp3", ErrorCode.AUDIO_TRUNCATED.name());
        float[] samples = new float[16_000];
        Arrays.fill(samples, 100, 200, Float.NaN);
        Files.write(folder.resolve("nan.wav"), WaveFile.float32(samples, 16_000));
        expected.put("nan.wav", ErrorCode.AUDIO_NOT_FINITE.name());
        Files.write(folder.resolve("1hz.wav"), WaveFile.pcm16(new float[1000], 1));
        expected.put("1hz.wav", ErrorCode.AUDIO_IMPLAUSIBLE.name());
        Files.write(folder.resolve("archive.wav"), archive());
        expected.put("archive.wav", ErrorCode.AUDIO_UNREADABLE.name());
        Files.write(
                folder.resolve("declares3gb.wav"),
                WaveFile.withDeclaredLength(tone, 3_000_000_000L));
        expected.put("declares3gb.wav", ErrorCode.AUDIO_TRUNCATED.name());
        Path secret = Files.write(outside.resolve("secret.wav"), tone);
        expected.put(secret.toString(), ErrorCode.PATH_OUTSIDE_ROOTS.name());
        Files.createSymbolicLink(folder.resolve("link.wav"), secret);
        expected.put("link.wav", ErrorCode.PATH_OUTSIDE_ROOTS.name());
        expected.put("missing.wav", ErrorCode.AUDIO_NOT_FOUND.name());
        Files.write(folder.resolve("last.wav"), tone);
        expected.put("last.wav", GOOD);
        return expected;
    }

    private static byte[] archive() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("song.txt"));
            zip.write("la la la".repeat(100).getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
        }
        return bytes.toByteArray();
    }

    @Test
    void aRequestWithoutFilesIsRefused(RunningSystem system) throws Exception {
        // Given
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.putArray("paths");

        // When
        RunningSystem.Answer answer = system.post("/jobs", body);

        // Then
        assertProblem(answer, ErrorCode.NOTHING_TO_DO);
    }

    @Test
    void aMissingModelIsRefused(RunningSystem system) throws Exception {
        // Given
        Path file = Files.write(system.audio().resolve("tone.wav"), WaveFile.sine(1, 16_000, 440));
        ObjectNode body = Json.MAPPER.createObjectNode().put("model", "missing");
        body.putArray("paths").add(file.toString());

        // When
        RunningSystem.Answer answer = system.post("/jobs", body);

        // Then
        assertProblem(answer, ErrorCode.MODEL_NOT_FOUND);
    }

    @Test
    void aPathOutsideTheRootsIsRefused(RunningSystem system) throws Exception {
        // Given
        Path secret =
                Files.write(system.outside().resolve("own.wav"), WaveFile.sine(1, 16_000, 440));

        // When
        RunningSystem.Answer answer = system.submit(secret);

        // Then
        assertProblem(answer, ErrorCode.PATH_OUTSIDE_ROOTS);
    }

    private static void assertProblem(RunningSystem.Answer answer, ErrorCode code)
            throws IOException {
        assertThat(answer.json().path("code").asText()).isEqualTo(code.name());
        assertThat(answer.status()).isEqualTo(code.status());
        assertThat(answer.json().path("title").asText()).isEqualTo(code.title());
    }
}
