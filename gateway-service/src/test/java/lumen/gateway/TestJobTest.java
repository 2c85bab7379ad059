package lumen.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.core.type.TypeReference;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.error.Problem;
import lumen.contracts.rest.ItemView;
import lumen.contracts.rest.JobView;
import lumen.contracts.rest.State;
import lumen.contracts.rest.TestMetrics;
import org.junit.jupiter.api.Test;

@QuarkusTest
class TestJobTest extends GatewayTest {
    /** Writes an "audio" file and, unless the labels are null, its label file. */
    static void write(Path directory, String name, String scores, String labels)
            throws IOException {
        Files.writeString(directory.resolve(name + ".wav"), scores);
        if (labels != null) {
            Files.writeString(directory.resolve(name + ".txt"), labels);
        }
    }

    private static Response test(Object... datasets) {
        return given().contentType(ContentType.JSON)
                .body(Map.of("kind", "TEST", "paths", List.of(datasets)))
                .post("/jobs");
    }

    /** Two right files, one with a false positive, one with a false negative. */
    private Path fourFiles() throws IOException {
        Path data = newDataDirectory();
        write(data, "a", "0.9 0.1 0.2|0.1 0.1 0.1", "sax\t\n");
        write(data, "b", "0.1 0.8 0.2", "cel\n");
        write(data, "c", "0.9 0.7 0.1", "sax\n");
        write(data, "d", "0.1 0.2 0.4", "pia\n\n");
        return data;
    }

    private JobView ended(Response submitted) {
        return ended(job(submitted.then().statusCode(202).extract().asString()).id());
    }

    @Test
    void metricsTellHowWellAModelDid() throws IOException {
        // Given
        Path data = fourFiles();

        // When
        JobView job = ended(test("irmastest:" + data));

        // Then
        TestMetrics metrics =
                parse(
                        given().get("/jobs/" + job.id() + "/metrics?batchSize=2")
                                .then()
                                .statusCode(200)
                                .extract()
                                .asString(),
                        new TypeReference<>() {});
        assertThat(job.datasets()).containsExactly("irmastest:" + data);
        assertThat(metrics.coverage().scored()).isEqualTo(4);
        assertThat(metrics.files().figures().get("accuracy")).isEqualTo(10 / 12.0, within(1e-12));
        assertThat(metrics.files().figures().get("macro_f1"))
                .isEqualTo((1 + 2 / 3.0 + 0) / 3, within(1e-12));
        assertThat(metrics.files().intervals().get("accuracy").low()).isBetween(0.5, 0.84);
        assertThat(metrics.chunks().examples()).isEqualTo(5);
        assertThat(metrics.chunks().figures().get("f1_batch_mean"))
                .isEqualTo((3 * (2 / 3.0 + 1) / 3 + 2 * (1.0 / 3)) / 5, within(1e-12));
        assertThat(metrics.files().labels().getFirst().counts().truePositives()).isEqualTo(2);
    }

    @Test
    void predictionsAreFilteredByErrorAndOrderedByIt() throws IOException {
        // Given
        JobView job = ended(test("irmastest:" + fourFiles()));
        String predictions = "/jobs/" + job.id() + "/predictions";

        // When, Then
        given().get(predictions + "?error=false_positive")
                .then()
                .statusCode(200)
                .body("total", equalTo(1))
                .body("items[0].truth.falsePositives", contains("cel"))
                .body("items[0].truth.labels", contains("sax"));
        given().get(predictions + "?error=false_negative&label=pia")
                .then()
                .body("total", equalTo(1))
                .body("items[0].truth.falseNegatives", contains("pia"));
        given().get(predictions + "?error=any&label=sax").then().body("total", equalTo(0));
        given().get(predictions + "?label=sax").then().body("total", equalTo(2));
        given().get(predictions + "?order=worst&size=2")
                .then()
                .body("total", equalTo(4))
                .body("items.index", contains(2, 3));
        given().get(predictions + "?order=worst&label=cel&error=any")
                .then()
                .body("items.index", contains(2));
    }

    @Test
    void faultsAreReportedByFileAndLineAndTheJobFinishes() throws IOException {
        // Given
        Path data = newDataDirectory();
        write(data, "1-good", "0.9 0 0", "sax\n");
        write(data, "2-unreadable", "unreadable", "sax\n");
        write(data, "3-unknown", "0.9 0 0", "sax\nlute\n");
        write(data, "4-missing", "0.9 0 0", null);
        write(data, "5-same", "0.9 0 0", "sax\n");
        Files.createLink(data.resolve("6-again.wav"), data.resolve("5-same.wav"));
        Files.writeString(data.resolve("6-again.txt"), "sax\n");

        // When
        JobView job = ended(test("irmastest:" + data));

        // Then
        assertThat(job.state()).isEqualTo(State.SUCCEEDED);
        List<Problem> problems =
                items(job.id()).items().stream()
                        .filter(item -> item.state() == State.FAILED)
                        .map(ItemView::problem)
                        .toList();
        assertThat(problems)
                .extracting(Problem::code)
                .containsExactlyInAnyOrder(
                        ErrorCode.AUDIO_UNREADABLE,
                        ErrorCode.LABEL_UNKNOWN,
                        ErrorCode.LABELS_MISSING,
                        ErrorCode.FILE_REPEATED);
        assertThat(problems)
                .filteredOn(problem -> problem.code() == ErrorCode.LABEL_UNKNOWN)
                .first()
                .satisfies(
                        problem -> {
                            assertThat(problem.location().file()).endsWith("3-unknown.txt");
                            assertThat(problem.location().line()).isEqualTo(2);
                        });
        given().get("/jobs/" + job.id() + "/metrics")
                .then()
                .statusCode(200)
                .body("coverage.total", equalTo(6))
                .body("coverage.scored", equalTo(2))
                .body("coverage.left.LABEL_UNKNOWN", equalTo(1));
    }

    @Test
    void labelledAndUnlabelledDatasetsAreNotMixed() throws IOException {
        // Given
        Path data = fourFiles();

        // When
        Response answer = test("irmastest:" + data, "inference:" + data);

        // Then
        answer.then().statusCode(422).body("code", equalTo("DATASETS_MIXED"));
    }

    @Test
    void whatIsNoDatasetIsRefused() throws IOException {
        // Given
        Path data = fourFiles();

        // When, Then
        test("opera:" + data).then().statusCode(422).body("code", equalTo("DATASET_INVALID"));
        test("irmastest:/etc").then().statusCode(403).body("code", equalTo("PATH_OUTSIDE_ROOTS"));
        test("inference:" + data).then().statusCode(422).body("code", equalTo("DATASET_INVALID"));
        test("csv:" + data.resolve("none.csv")).then().statusCode(404);
    }

    @Test
    void onlyTestsHaveMetrics() throws IOException {
        // Given
        JobView prediction = ended(submit("a.wav", "1 0 0").id());
        Path data = newDataDirectory();
        write(data, "a", "never", "sax");
        JobView running = job(test("irmastest:" + data).asString());

        // When, Then
        given().get("/jobs/" + prediction.id() + "/metrics")
                .then()
                .statusCode(409)
                .body("code", equalTo("NOT_A_TEST"));
        given().get("/jobs/" + running.id() + "/metrics")
                .then()
                .statusCode(409)
                .body("code", equalTo("METRICS_NOT_READY"));
    }

    @Test
    void twoTestsAreComparedFileByFile() throws IOException {
        // Given
        Path data = fourFiles();
        JobView left = ended(test("irmastest:" + data));
        Files.writeString(data.resolve("d.wav"), "0.1 0.2 0.8");
        JobView right = ended(test("irmastest:" + data));

        // When
        Response answer = given().get("/jobs/compare?left=" + left.id() + "&right=" + right.id());

        // Then
        answer.then()
                .statusCode(200)
                .body("files.matched", equalTo(4))
                .body("files.leftRight", equalTo(2))
                .body("files.rightRight", equalTo(3))
                .body("files.neitherRight", equalTo(1))
                .body("files.onlyRight", contains(data + "/d.wav"))
                .body("labels.pia.difference", equalTo(1.0f));
    }
}
