package lumen.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import lumen.contracts.rest.ItemView;
import lumen.contracts.rest.JobView;
import org.junit.jupiter.api.Test;

/** Listening to what was recognised. */
@QuarkusTest
class RecordingResourceTest extends GatewayTest {
    private static final String AUDIO = "0.9 0.1 0.2|0.8 0.1 0.7";

    private static String address(ItemView item) {
        return "/jobs/%s/items/%s/audio".formatted(item.jobId(), item.id());
    }

    @Test
    void anUploadCanBeHeardWhileItIsKept() {
        // Given
        JobView job = submit("a.wav", AUDIO);
        ItemView item = items(job.id()).items().getFirst();

        // When
        Response answer = given().get(address(item));

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.contentType()).isEqualTo("audio/wav");
        assertThat(answer.header("Accept-Ranges")).isEqualTo("bytes");
        assertThat(answer.asString()).isEqualTo(AUDIO);
    }

    @Test
    void aPartIsAnsweredWithWhereItLies() {
        // Given
        JobView job = submit("a.wav", AUDIO);
        ItemView item = items(job.id()).items().getFirst();

        // When
        Response answer = given().header("Range", "bytes=4-6").get(address(item));

        // Then
        assertThat(answer.statusCode()).isEqualTo(206);
        assertThat(answer.header("Content-Range")).isEqualTo("bytes 4-6/" + AUDIO.length());
        assertThat(answer.asString()).isEqualTo(AUDIO.substring(4, 7));
    }

    @Test
    void aPartBehindTheEndIsRefused() {
        // Given
        JobView job = submit("a.wav", AUDIO);
        ItemView item = items(job.id()).items().getFirst();

        // When
        Response answer = given().header("Range", "bytes=1000-").get(address(item));

        // Then
        assertThat(answer.statusCode()).isEqualTo(416);
        assertThat(answer.header("Content-Range")).isEqualTo("bytes */" + AUDIO.length());
    }

    @Test
    void whatBecameALinkOutOfTheRootsIsNotGivenOut() throws IOException {
        // Given
        Path data = newDataDirectory();
        Path file = Files.writeString(data.resolve("b.wav"), AUDIO);
        JobView job =
                ended(
                        job(given().contentType(ContentType.JSON)
                                        .body(Map.of("paths", List.of(file.toString())))
                                        .post("/jobs")
                                        .asString())
                                .id());
        ItemView item = items(job.id()).items().getFirst();
        Files.delete(file);
        Path secret = Files.writeString(directory.resolve("secret.wav"), "secret");
        Files.createSymbolicLink(file, secret);

        // When
        Response answer = given().get(address(item));

        // Then
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.asString()).contains("AUDIO_NOT_FOUND").doesNotContain("secret");
    }

    @Test
    void anItemOfAnotherJobIsNotFound() {
        // Given
        ItemView item = items(submit("a.wav", AUDIO).id()).items().getFirst();
        String other = submit("b.wav", AUDIO).id();

        // When
        Response answer = given().get("/jobs/%s/items/%s/audio".formatted(other, item.id()));

        // Then
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.asString()).contains("ITEM_NOT_FOUND");
    }
}
