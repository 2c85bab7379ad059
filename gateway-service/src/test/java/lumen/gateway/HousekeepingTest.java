package lumen.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import lumen.contracts.rest.JobView;
import org.junit.jupiter.api.Test;

@QuarkusTest
class HousekeepingTest extends GatewayTest {
    @Test
    void uploadsAreDeletedAWhileAfterTheirJobEnded() {
        // Given
        JobView waiting = submit("a.wav", "never");
        JobView job = submit("a.wav", "1 0 0");
        Path uploads = directory.resolve("store").resolve(job.id());
        assertThat(uploads.resolve("0")).hasContent("1 0 0");

        // When
        ended(job.id());

        // Then
        await().atMost(LIMIT).until(() -> Files.notExists(uploads));
        assertThat(directory.resolve("store").resolve(waiting.id()).resolve("0")).exists();
    }

    @Test
    void whatWasReceivedAndNotKeptIsDeleted() throws IOException {
        // Given
        Path incoming = directory.resolve("store/incoming");

        // When
        upload("a.wav", "1 0 0").multiPart("model", "none").post("/jobs").then().statusCode(404);

        // Then
        await().atMost(LIMIT).until(() -> isEmpty(incoming));
    }

    private static boolean isEmpty(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.findAny().isEmpty();
        }
    }
}
