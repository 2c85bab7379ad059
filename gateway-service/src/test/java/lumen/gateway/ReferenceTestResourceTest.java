package lumen.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ReferenceTestResourceTest extends GatewayTest {
    private static Response test(String address, Path data) {
        return given().contentType(ContentType.JSON)
                .queryParam("model_ckpt_path", "tiny.onnx")
                .body(List.of(Map.of("dataset_type", "irmastest", "dataset_path", data.toString())))
                .post(address);
    }

    private Path twoFiles() throws IOException {
        Path data = newDataDirectory();
        TestJobTest.write(data, "a", "0.9 0 0", "sax\t\n");
        TestJobTest.write(data, "b", "0.9 0 0", "cel\n");
        return data;
    }

    @Test
    void theDatasetTypesAreListed() {
        // When
        Response answer = given().get("/dataset-types");

        // Then
        answer.then().statusCode(200).body("", hasItems("irmastest", "irmastrain", "csv"));
        answer.then().body("", not(hasItems("inference")));
    }

    @Test
    void aTestIsAnsweredWithMetricsAndPredictions() throws IOException {
        // Given
        Path data = twoFiles();

        // When
        Response answer = test("/model/test-directory?add_instrument_metrics=true", data);

        // Then
        answer.then()
                .statusCode(200)
                .body("accuracy", equalTo(4 / 6f))
                .body("hamming_distance", equalTo(2 / 6f))
                .body("f1", equalTo(2 / 9f))
                .body("'instruments/Saxophone_recall'", equalTo(1f))
                .body("predictions.'%s/a.wav'.sax".formatted(data), equalTo(1))
                .body("predictions.'%s/b.wav'.cel".formatted(data), equalTo(0));
    }

    @Test
    void aTestIsStreamedAsLines() throws IOException {
        // Given
        Path data = twoFiles();

        // When
        Response answer = test("/model/test-directory-stream", data);

        // Then
        List<String> lines = answer.then().statusCode(200).extract().asString().lines().toList();
        assertThat(lines).isNotEmpty();
        assertThat(lines)
                .allSatisfy(
                        line -> assertThat(JsonPath.from(line).getDouble("accuracy")).isPositive());
    }

    @Test
    void datasetsAreCheckedBeforeTheModel() throws IOException {
        // Given
        Path file = Files.writeString(newDataDirectory().resolve("a.wav"), "1 0 0");

        // When, Then
        given().contentType(ContentType.JSON)
                .queryParam("model_ckpt_path", "none")
                .body(List.of(Map.of("dataset_type", "irmastest", "dataset_path", file + ".none")))
                .post("/model/test-directory")
                .then()
                .statusCode(404)
                .body("code", equalTo("AUDIO_NOT_FOUND"));
        test("/model/test-directory", file).then().statusCode(406);
    }
}
