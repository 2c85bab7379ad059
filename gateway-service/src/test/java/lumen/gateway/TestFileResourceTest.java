package lumen.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import lumen.contracts.rest.JobView;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class TestFileResourceTest extends GatewayTest {
    private JobView job;
    private Path data;

    @BeforeEach
    void testThreeFiles() throws IOException {
        data = newDataDirectory();
        TestJobTest.write(data, "a", "0.9 0.1 0.2", "sax\n");
        TestJobTest.write(data, "b", "0.2 0.8 0.7", "cel\n");
        TestJobTest.write(data, "c", "unreadable", "pia\n");
        job =
                ended(
                        job(given().contentType(ContentType.JSON)
                                        .body(
                                                Map.of(
                                                        "kind",
                                                        "TEST",
                                                        "paths",
                                                        List.of("irmastest:" + data)))
                                        .post("/jobs")
                                        .asString())
                                .id());
    }

    private Response get(String path) {
        return given().get("/jobs/" + job.id() + "/" + path);
    }

    @Test
    void plotsAreDrawnAsImages() throws IOException {
        for (String plot :
                List.of(
                        "roc",
                        "pr",
                        "confusion",
                        "metrics",
                        "histogram",
                        "calibration",
                        "f1_hist")) {
            // When
            Response image = get("plots/" + plot + ".png?scale=2&theme=dark");

            // Then
            image.then().statusCode(200).contentType("image/png");
            BufferedImage pixels = ImageIO.read(new ByteArrayInputStream(image.asByteArray()));
            assertThat(pixels.getWidth()).isGreaterThan(300);
        }
        get("plots/roc.svg?level=chunks")
                .then()
                .statusCode(200)
                .contentType(startsWith("image/svg+xml"));
        get("plots/opera.png").then().statusCode(404).body("code", equalTo("NOT_FOUND"));
        get("plots/roc.png?theme=pink").then().statusCode(422);
    }

    @Test
    void resultsAreExportedAsTheReferencesFiles() {
        // When
        Response predictions = get("export/preds.json");
        String metrics =
                get("export/metrics_files.yaml").then().statusCode(200).extract().asString();

        // Then
        predictions
                .then()
                .statusCode(200)
                .header(
                        "Content-Disposition",
                        startsWith("attachment; filename=\"preds_tiny__pred__"))
                .body("'%s/a.wav'.sax".formatted(data), equalTo(1))
                .body("'%s/b.wav'.pia".formatted(data), equalTo(1))
                .body("'%s/b.wav'.sax".formatted(data), equalTo(0));
        assertThat(metrics)
                .contains("accuracy: 0.8333333333333334\n")
                .contains("instruments/Saxophone_f1: 1.0\n");
    }

    @Test
    void resultsAreExportedForSpreadsheetsAndMirex() {
        // When
        String table = get("export/predictions.csv").then().statusCode(200).extract().asString();
        String binary = get("export/mirex_relevance.txt").then().extract().asString();

        // Then
        assertThat(table.lines())
                .containsExactly(
                        "file,score_sax,score_cel,score_pia,recognised_sax,recognised_cel,"
                                + "recognised_pia,truth_sax,truth_cel,truth_pia",
                        data + "/a.wav,0.9,0.1,0.2,1,0,0,1,0,0",
                        data + "/b.wav,0.2,0.8,0.7,0,1,1,0,1,0");
        assertThat(binary.lines())
                .containsExactly(data + "/a.wav\tsax", data + "/b.wav\tcel", data + "/b.wav\tpia");
        get("export/metrics.csv").then().statusCode(200);
        get("export/mirex_affinity.txt").then().statusCode(200);
        get("export/opera").then().statusCode(404).body("code", equalTo("NOT_FOUND"));
    }

    @Test
    void aModelWithTunedThresholdsIsWritten() {
        // When
        Response answer =
                given().contentType(ContentType.JSON)
                        .body(Map.of("mode", "GLOBAL", "model", "tuned/" + job.id()))
                        .post("/jobs/" + job.id() + "/thresholds");

        // Then
        answer.then()
                .statusCode(201)
                .body("id", equalTo("tuned/" + job.id()))
                .body("state", equalTo("READY"));
        assertThat(answer.<Float>path("thresholds.sax")).isBetween(0.7f, 0.8f);
        assertThat(Files.exists(directory.resolve("models/tuned/" + job.id() + ".onnx"))).isTrue();
    }

    @Test
    void aTunedModelGetsNoNameOfAnotherPlace() {
        for (String name : List.of("../evil", "tiny", ".hidden", "/etc/evil")) {
            // When
            Response answer =
                    given().contentType(ContentType.JSON)
                            .body(Map.of("mode", "PER_LABEL", "model", name))
                            .post("/jobs/" + job.id() + "/thresholds");

            // Then
            answer.then().statusCode(422).body("code", equalTo("REQUEST_INVALID"));
        }
    }
}
