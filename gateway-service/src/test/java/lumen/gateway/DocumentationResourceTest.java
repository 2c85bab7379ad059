package lumen.gateway;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DocumentationResourceTest extends GatewayTest {
    @Test
    void theInteractiveDocumentationIsThere() {
        // When
        Response answer = given().get("/docs");

        // Then
        answer.then().statusCode(200).body(containsString("swagger"));
    }

    @Test
    void everyOperationTellsOfItsProblems() {
        // When
        Response answer = given().get("/openapi.json");

        // Then
        answer.then()
                .statusCode(200)
                .body("info.title", equalTo("lumen"))
                .body("paths", hasKey("/jobs/{id}/events"))
                .body(
                        "paths.'/jobs/{id}'.get.responses.default.$ref",
                        equalTo("#/components/responses/problem"))
                .body("components.schemas", hasKey("Problem"));
    }

    @Test
    void metricsTellOfJobsItemsAndTheOutbox() {
        // Given
        ended(submit("a.wav", "1 0 0").id());

        // When, Then
        Awaitility.await()
                .atMost(LIMIT)
                .untilAsserted(
                        () ->
                                given().get("/q/metrics")
                                        .then()
                                        .statusCode(200)
                                        .body(containsString("lumen_jobs{state=\"succeeded\"}"))
                                        .body(containsString("lumen_items{state=\"queued\"}"))
                                        .body(containsString("lumen_outbox_backlog"))
                                        .body(containsString("lumen_item_latency_seconds")));
    }

    @Test
    void theGatewayIsReady() {
        // When
        Response answer = given().get("/q/health/ready");

        // Then
        answer.then().statusCode(200).body("status", equalTo("UP"));
    }
}
