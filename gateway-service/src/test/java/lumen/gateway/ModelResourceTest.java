package lumen.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
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
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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

    @Test
    void aModelTellsItsInputItsSizeAndWhatAWindowCosts() {
        // When
        Response answer = given().get("/models/tiny");

        // Then
        answer.then()
                .body("inputShape", contains(-1, 1))
                .body("parameters", equalTo(6))
                .body("multiplyAdds", equalTo(3));
    }

    @Test
    void anAliasStandsForAModelUntilItIsForgotten() {
        // When
        Response set = alias("champion", "trained/mean");

        // Then
        set.then().statusCode(200).body("model", equalTo("trained/mean"));
        given().get("/models/champion")
                .then()
                .body("id", equalTo("trained/mean"))
                .body("aliases", contains("champion"));
        given().delete("/model-aliases/champion").then().statusCode(204);
        given().get("/models/champion").then().statusCode(404);
        given().delete("/model-aliases/champion").then().statusCode(404);
    }

    @Test
    void manyMaySetANewAliasAtOnce() throws Exception {
        // Given
        List<Callable<Integer>> requests =
                Collections.nCopies(16, () -> alias("contested", "tiny").statusCode());

        // When
        List<Future<Integer>> answers;
        try (ExecutorService clients = Executors.newFixedThreadPool(requests.size())) {
            answers = clients.invokeAll(requests);
        }

        // Then
        for (Future<Integer> answer : answers) {
            assertThat(answer.get()).isEqualTo(200);
        }
        given().delete("/model-aliases/contested").then().statusCode(204);
    }

    @Test
    void theAliasDefaultIsTheModelOfRequestsThatNameNone() {
        // When
        alias("default", "trained/mean");

        // Then
        try {
            given().get("/models/trained/mean").then().body("isDefault", equalTo(true));
            given().get("/models/tiny").then().body("isDefault", equalTo(false));
        } finally {
            given().delete("/model-aliases/default").then().statusCode(204);
        }
    }

    @Test
    void anAliasOfNothingOrWithABadNameIsRefused() {
        // When
        Response nothing = alias("champion", "nobody");
        Response badName = alias("Not Good", "tiny");

        // Then
        nothing.then().statusCode(404).body("code", equalTo("MODEL_NOT_FOUND"));
        badName.then().statusCode(422).body("code", equalTo("REQUEST_INVALID"));
    }

    private static Response alias(String alias, String model) {
        return given().contentType("application/json")
                .body(java.util.Map.of("model", model))
                .put("/model-aliases/" + alias);
    }
}
