package lumen.gateway;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import lumen.model.file.Aggregation;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ModelResourceTest extends GatewayTest {
    @Test
    void modelsAreListedBrokenOnesToo() {
        // When
        Response answer = given().get("/models");

        // Then
        answer.then()
                .statusCode(200)
                .body("id", contains("broken", "tiny", "trained/mean"))
                .body("[0].state", equalTo("BROKEN"))
                .body("[0].error", notNullValue())
                .body("[1].isDefault", equalTo(true))
                .body("[1].labels", contains("sax", "cel", "pia"))
                .body("[1].card", nullValue());
    }

    @Test
    void aModelIsToldWithItsCard() {
        // When
        Response answer = given().get("/models/tiny");

        // Then
        answer.then()
                .statusCode(200)
                .body("card", startsWith("# Tiny"))
                .body("thresholds.sax", equalTo(0.5f))
                .body("aggregation", equalTo("MAX"))
                .body("featureSpecification.transform", equalTo("LOG_MEL_SPECTROGRAM"));
    }

    @Test
    void anIdMayContainSlashes() {
        // When
        Response answer = given().get("/models/trained/mean");

        // Then
        answer.then().statusCode(200).body("aggregation", equalTo("MEAN"));
    }

    @Test
    void aModelThatBreaksStaysUsableAndTellsWhy() throws IOException {
        // Given
        Path file = directory.resolve("models/zz-replaced.onnx");
        TestModels.write(file, Aggregation.MAX);
        await().atMost(LIMIT).until(() -> status() == 200);

        try {
            // When
            Files.writeString(file, "broken now");

            // Then
            await().atMost(LIMIT)
                    .untilAsserted(
                            () ->
                                    given().get("/models/zz-replaced")
                                            .then()
                                            .body("error", notNullValue())
                                            .body("state", equalTo("READY")));
        } finally {
            Files.delete(file);
            await().atMost(LIMIT).until(() -> status() == 404);
        }
    }

    private static int status() {
        return given().get("/models/zz-replaced").statusCode();
    }
}
