package lumen.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.core.type.TypeReference;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import lumen.contracts.rest.JobView;
import lumen.contracts.rest.Page;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ReferenceResourceTest extends GatewayTest {
    private static final Map<String, Integer> SAX = Map.of("sax", 1, "cel", 0, "pia", 0);
    private static final Map<String, Integer> CELLO = Map.of("sax", 0, "cel", 1, "pia", 0);

    private static RequestSpecification audioFiles(String type, String... files) {
        RequestSpecification request = given();
        for (int i = 0; i < files.length; i += 2) {
            request.multiPart(
                    "audio_files", files[i], files[i + 1].getBytes(StandardCharsets.UTF_8), type);
        }
        return request;
    }

    private static Response directories(String address, Object body) {
        return given().contentType(ContentType.JSON)
                .queryParam("model_ckpt_path", "tiny")
                .body(body)
                .post(address);
    }

    @Test
    void uploadsAreAnsweredAsZerosAndOnes() {
        // Given
        RequestSpecification request =
                audioFiles("audio/wav", "a.wav", "0.9 0 0", "b.wav", "0 0.9 0", "a.wav", "0 1 0");

        // When
        Response answer =
                request.queryParam("model_ckpt_path", "trained/mean.onnx")
                        .post("/model/predict-files");

        // Then
        answer.then()
                .statusCode(200)
                .body("'a.wav'", equalTo(SAX))
                .body("'b.wav'", equalTo(CELLO))
                .body("'a.wav (2)'", equalTo(CELLO));
    }

    @Test
    void aFileThatFailsHasItsProblemInstead() {
        // Given
        RequestSpecification request =
                audioFiles("audio/wav", "a.wav", "0.9 0 0", "bad.wav", "unreadable");

        // When
        Response answer =
                request.queryParam("model_ckpt_path", "tiny").post("/model/predict-files");

        // Then
        answer.then()
                .statusCode(200)
                .body("'a.wav'", equalTo(SAX))
                .body("'bad.wav'.code", equalTo("AUDIO_UNREADABLE"));
    }

    @Test
    void aProblemIsAnsweredWhenAllFilesFail() {
        // Given
        RequestSpecification request = audioFiles("audio/wav", "bad.wav", "unreadable");

        // When
        Response answer =
                request.queryParam("model_ckpt_path", "tiny").post("/model/predict-files");

        // Then
        answer.then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("code", equalTo("AUDIO_UNREADABLE"))
                .body("detail", equalTo("It is not audio."));
    }

    @Test
    void theModelIsCheckedBeforeTheUploads() {
        // Given
        RequestSpecification request = audioFiles("text/plain", "a.txt", "0.9 0 0");

        // When
        Response answer =
                request.queryParam("model_ckpt_path", "../tiny").post("/model/predict-files");

        // Then
        answer.then()
                .statusCode(404)
                .body(
                        "detail",
                        equalTo(
                                "Model not found. Please send GET /models to get supported"
                                        + " models."));
    }

    @Test
    void uploadsThatAreNotAudioAreRefused() {
        // Given
        RequestSpecification request = audioFiles("text/plain", "a.txt", "0.9 0 0");

        // When
        Response answer =
                request.queryParam("model_ckpt_path", "tiny").post("/model/predict-files");

        // Then
        answer.then().statusCode(415).body("detail", equalTo("All files must be audio files."));
    }

    @Test
    void aMissingModelParameterIsInvalid() {
        // Given
        RequestSpecification request = audioFiles("audio/wav", "a.wav", "0.9 0 0");

        // When
        Response answer = request.post("/model/predict-files");

        // Then
        answer.then().statusCode(422).body("violations[0].field", equalTo("model_ckpt_path"));
    }

    @Test
    void aDirectoryIsAnsweredByPath() throws IOException {
        // Given
        Path data = newDataDirectory();
        Files.writeString(data.resolve("a.wav"), "0.9 0 0");
        Files.writeString(data.resolve("b.ogg"), "0 0.9 0");

        // When
        Response answer = directories("/model/predict-directory", List.of(data.toString()));

        // Then
        answer.then()
                .statusCode(200)
                .body("'%s/a.wav'".formatted(data), equalTo(SAX))
                .body("'%s/b.ogg'".formatted(data), equalTo(CELLO));
    }

    @Test
    void aDirectoryIsAnsweredLineByLine() throws IOException {
        // Given
        Path data = newDataDirectory();
        for (int i = 0; i < 5; i++) {
            Files.writeString(data.resolve(i + ".wav"), "0.9 0 0");
        }

        // When
        Response answer = directories("/model/predict-directory-stream", List.of(data.toString()));

        // Then
        answer.then().statusCode(200).contentType("application/x-ndjson");
        List<Map<String, Map<String, Integer>>> lines =
                answer.asString()
                        .lines()
                        .map(
                                line ->
                                        parse(
                                                line,
                                                new TypeReference<
                                                        Map<String, Map<String, Integer>>>() {}))
                        .toList();
        assertThat(lines.stream().mapToInt(Map::size).sum()).isEqualTo(5);
        assertThat(lines.stream().flatMap(line -> line.values().stream())).containsOnly(SAX);
    }

    @Test
    void aFileThatIsNoListIsRefused() throws IOException {
        // Given
        Path file = Files.writeString(newDataDirectory().resolve("a.wav"), "0.9 0 0");

        // When
        Response answer = directories("/model/predict-directory", List.of(file.toString()));

        // Then
        answer.then()
                .statusCode(406)
                .body("detail", equalTo("Path that's not a directory has to be a .csv file"));
    }

    @Test
    void aDirectoryWithoutAudioIsNotFound() throws IOException {
        // Given
        Path data = newDataDirectory();

        // When
        Response answer = directories("/model/predict-directory", List.of(data.toString()));

        // Then
        answer.then().statusCode(404).body("code", equalTo("DIRECTORY_WITHOUT_AUDIO"));
    }

    @Test
    void theBodyIsRequired() {
        // When
        Response answer =
                given().contentType(ContentType.JSON)
                        .queryParam("model_ckpt_path", "tiny")
                        .post("/model/predict-directory");

        // Then
        answer.then().statusCode(400).body("code", equalTo("REQUEST_MALFORMED"));
    }

    @Test
    void aClientThatGoesAwayCancelsItsJob() throws IOException {
        // Given
        Path data = newDataDirectory();
        Files.writeString(data.resolve("a.wav"), "never");
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request =
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://127.0.0.1:"
                                                + RestAssured.port
                                                + "/model/predict-directory?model_ckpt_path=tiny"))
                        .header("Content-Type", "application/json")
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        json.writeValueAsString(List.of(data.toString()))))
                        .build();
        CompletableFuture<HttpResponse<String>> answer =
                client.sendAsync(request, HttpResponse.BodyHandlers.ofString());
        Awaitility.await().atMost(LIMIT).until(() -> newest().items().queued() == 1);
        JobView job = newest();

        // When
        client.shutdownNow();

        // Then
        assertThat(ended(job.id()).items().cancelled()).isEqualTo(1);
        assertThat(answer).isNotNull();
    }

    private JobView newest() {
        Page<JobView> jobs =
                parse(given().get("/jobs?size=1").asString(), new TypeReference<>() {});
        return jobs.items().getFirst();
    }
}
