package lumen.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import lumen.contracts.rest.ItemView;
import lumen.contracts.rest.JobView;
import lumen.contracts.rest.State;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CancellationTest extends GatewayTest {
    @Test
    void aCancelledJobEndsAtOnceWithItsItems() {
        // Given
        JobView job = submit("a.wav", "never", "b.wav", "never");

        // When
        Response answer = given().delete("/jobs/" + job.id());

        // Then
        answer.then()
                .statusCode(200)
                .body("state", equalTo("CANCELLED"))
                .body("items.cancelled", equalTo(2));
        assertThat(items(job.id()).items())
                .extracting(ItemView::state)
                .containsOnly(State.CANCELLED);
    }

    @Test
    void anEndedJobCannotBeCancelled() {
        // Given
        JobView job = ended(submit("a.wav", "1 0 0").id());

        // When
        Response answer = given().delete("/jobs/" + job.id());

        // Then
        answer.then().statusCode(409).body("code", equalTo("JOB_FINISHED"));
        assertThat(ended(job.id()).state()).isEqualTo(State.SUCCEEDED);
    }

    @Test
    void aJobThatDoesNotExistCannotBeCancelled() {
        // When
        Response answer = given().delete("/jobs/7d0c1a52-0000-4000-8000-000000000000");

        // Then
        answer.then().statusCode(404).body("code", equalTo("JOB_NOT_FOUND"));
    }
}
