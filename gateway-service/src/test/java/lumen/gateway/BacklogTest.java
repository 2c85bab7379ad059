package lumen.gateway;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class BacklogTest extends GatewayTest {
    /** With the limit of 1500 waiting items that the tests run with, two such jobs are too much. */
    private static final int ITEMS = 1100;

    private String submitLong() throws IOException {
        Path data = newDataDirectory();
        Files.writeString(data.resolve("a.wav"), "never");
        Path list = Files.writeString(data.resolve("list.csv"), "file\n" + "a.wav\n".repeat(ITEMS));
        String id =
                given().contentType(ContentType.JSON)
                        .body(Map.of("paths", List.of(list.toString())))
                        .post("/jobs")
                        .then()
                        .statusCode(202)
                        .extract()
                        .path("id");
        await().atMost(LIMIT).until(() -> items(id).total() == ITEMS);
        return id;
    }

    @Test
    void aLongQueueRefusesFurtherJobsUntilItIsShorter() throws IOException {
        // Given
        String first = submitLong();
        String second = submitLong();

        // When
        Response third = upload("a.wav", "1 0 0").post("/jobs");

        // Then
        third.then()
                .statusCode(429)
                .header("Retry-After", equalTo("5"))
                .body("code", equalTo("TOO_BUSY"));
        given().delete("/jobs/" + first).then().statusCode(200);
        given().delete("/jobs/" + second)
                .then()
                .statusCode(200)
                .body("items.cancelled", equalTo(ITEMS));
        upload("a.wav", "1 0 0").post("/jobs").then().statusCode(202);
    }
}
