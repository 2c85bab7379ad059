package lumen.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.error.Problem;
import lumen.contracts.rest.ItemView;
import lumen.contracts.rest.JobView;
import lumen.contracts.rest.State;
import org.junit.jupiter.api.Test;

/** Bad input, each with its code of the catalogue. */
@QuarkusTest
class ProblemsTest extends GatewayTest {
    private static Response post(Object body) {
        return given().contentType(ContentType.JSON).body(body).post("/jobs");
    }

    private static Response paths(String... paths) {
        return post(Map.of("paths", List.of(paths)));
    }

    private static void assertProblem(Response answer, ErrorCode code) {
        answer.then()
                .statusCode(code.status())
                .contentType("application/problem+json")
                .body("code", equalTo(code.name()))
                .body("type", equalTo("/docs/errors#" + code))
                .body("title", equalTo(code.title()))
                .body("advice", equalTo(code.advice()));
        assertThat(answer.<String>path("detail")).isNotBlank();
    }

    @Test
    void whatIsNotThereIsNotFound() {
        assertProblem(given().get("/nothing"), ErrorCode.NOT_FOUND);
        assertProblem(given().get("/jobs/no-id"), ErrorCode.JOB_NOT_FOUND);
        assertProblem(given().get("/models/trained/none"), ErrorCode.MODEL_NOT_FOUND);
        String job = submit("a.wav", "1 0 0").id();
        assertProblem(given().get("/jobs/" + job + "/items/none"), ErrorCode.ITEM_NOT_FOUND);
    }

    @Test
    void whatIsNotUnderstoodIsRefused() {
        assertProblem(given().delete("/jobs"), ErrorCode.METHOD_NOT_ALLOWED);
        assertProblem(given().accept("image/png").get("/jobs"), ErrorCode.NOT_ACCEPTABLE);
        assertProblem(
                given().contentType("text/plain").body("hello").post("/jobs"),
                ErrorCode.UNSUPPORTED_CONTENT);
        assertProblem(post("{\"paths\":"), ErrorCode.REQUEST_MALFORMED);
        assertProblem(
                given().contentType(ContentType.JSON).post("/jobs"), ErrorCode.REQUEST_MALFORMED);
        assertProblem(post("[1]"), ErrorCode.REQUEST_MALFORMED);
    }

    @Test
    void faultyFieldsAreNamed() {
        // When
        Response answer = given().get("/jobs?size=0");

        // Then
        assertProblem(answer, ErrorCode.REQUEST_INVALID);
        answer.then().body("violations[0].field", equalTo("size"));
        assertProblem(given().get("/jobs?state=LOST"), ErrorCode.REQUEST_INVALID);
        assertProblem(given().get("/jobs?from=yesterday"), ErrorCode.REQUEST_INVALID);
        assertProblem(
                post(Map.of("paths", List.of("a.wav"), "threshold", 1.5)),
                ErrorCode.REQUEST_INVALID);
        assertProblem(post("{\"paths\":[\"a\"],\"kind\":\"SING\"}"), ErrorCode.REQUEST_INVALID);
    }

    @Test
    void uploadsCannotBeTrainedOn() {
        assertProblem(
                upload("a.wav", "1 0 0").multiPart("kind", "TRAIN").post("/jobs"),
                ErrorCode.KIND_NOT_SUPPORTED);
    }

    @Test
    void aRequestWithoutAudioIsRefused() {
        assertProblem(paths(), ErrorCode.NOTHING_TO_DO);
        assertProblem(
                given().multiPart("file", "a.wav", new byte[1], "audio/wav").post("/jobs"),
                ErrorCode.NOTHING_TO_DO);
    }

    @Test
    void theModelMustExistAndWork() {
        assertProblem(
                upload("a.wav", "1 0 0").multiPart("model", "none").post("/jobs"),
                ErrorCode.MODEL_NOT_FOUND);
        assertProblem(
                upload("a.wav", "1 0 0").multiPart("model", "broken").post("/jobs"),
                ErrorCode.MODEL_BROKEN);
    }

    @Test
    void pathsMustLieInTheDataRoots() throws IOException {
        // Given
        Path outside = Files.writeString(directory.resolve("secret.wav"), "1 0 0");
        Path data = newDataDirectory();
        Path link = Files.createSymbolicLink(data.resolve("link.wav"), outside);

        // When, Then
        assertProblem(paths(outside.toString()), ErrorCode.PATH_OUTSIDE_ROOTS);
        assertProblem(paths(link.toString()), ErrorCode.PATH_OUTSIDE_ROOTS);
        assertProblem(paths(data.resolve("none.wav").toString()), ErrorCode.AUDIO_NOT_FOUND);
        assertProblem(paths(newDataDirectory().toString()), ErrorCode.DIRECTORY_WITHOUT_AUDIO);
    }

    @Test
    void aLinkOutOfTheRootsFailsAlone() throws IOException {
        // Given
        Path outside = Files.writeString(directory.resolve("secret2.wav"), "1 0 0");
        Path data = newDataDirectory();
        Files.writeString(data.resolve("good.wav"), "1 0 0");
        Files.createSymbolicLink(data.resolve("link.wav"), outside);

        // When
        Response answer = paths(data.toString());

        // Then
        JobView job = ended(answer.then().statusCode(202).extract().path("id"));
        assertThat(job.state()).isEqualTo(State.SUCCEEDED);
        List<ItemView> items = items(job.id()).items();
        assertThat(items.getFirst().state()).isEqualTo(State.SUCCEEDED);
        assertThat(items.getLast().problem().code()).isEqualTo(ErrorCode.PATH_OUTSIDE_ROOTS);
    }

    @Test
    void aJobOfEmptyFilesFailsAtOnce() {
        // When
        JobView job = submit("a.wav", "", "b.wav", "");

        // Then
        assertThat(job.state()).isEqualTo(State.FAILED);
        assertThat(job.problem().code()).isEqualTo(ErrorCode.AUDIO_EMPTY);
    }

    @Test
    void tooMuchAtOnceIsRefused() {
        // Given
        String[] files = IntStream.range(0, 42).mapToObj(i -> i + ".wav").toArray(String[]::new);

        // When, Then
        assertProblem(upload(files).post("/jobs"), ErrorCode.TOO_MANY_ITEMS);
    }

    @Test
    void aBodyThatDeclaresTooManyBytesIsRefusedBeforeItIsSent()
            throws IOException, InterruptedException {
        // Given
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + RestAssured.port + "/jobs"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[2 << 20]))
                        .expectContinue(true)
                        .build();

        // When
        HttpResponse<String> answer =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build()
                        .send(request, HttpResponse.BodyHandlers.ofString());

        // Then
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue(Problem.MEDIA_TYPE);
        assertThat(answer.body()).contains("REQUEST_TOO_LARGE");
    }

    @Test
    void aBodyOfUnknownLengthIsRefusedOnceItIsTooLong() {
        // When
        Response answer = upload("big.wav", "0".repeat(2 << 20)).post("/jobs");

        // Then
        answer.then().statusCode(413);
    }

    @Test
    void theCatalogueIsDocumented() {
        given().get("/docs/errors")
                .then()
                .statusCode(200)
                .contentType(ContentType.HTML)
                .body("html.body.h1", equalTo("Errors"));
        given().accept("text/markdown")
                .get("/docs/errors")
                .then()
                .statusCode(200)
                .body(startsWith("# Errors"));
    }
}
