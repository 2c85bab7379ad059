package lumen.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import lumen.contracts.rest.ItemView;
import lumen.contracts.rest.JobView;
import org.junit.jupiter.api.Test;

@QuarkusTest
class JobRetryTest extends GatewayTest {
    @Test
    void allFilesOfAJobAreAnsweredAgain() {
        // Given
        JobView first = ended(submit("a.wav", "0.9 0.1 0.2", "b.wav", "0.1 0.9 0.2").id());

        // When
        Response answer = given().post("/jobs/" + first.id() + "/retry?items=all");

        // Then
        JobView again = job(answer.then().statusCode(202).extract().asString());
        assertThat(again.id()).isNotEqualTo(first.id());
        assertThat(ended(again.id()).items().succeeded()).isEqualTo(2);
        assertThat(items(again.id()).items())
                .extracting(ItemView::name)
                .containsExactly("a.wav", "b.wav");
        assertThat(items(again.id()).items().getFirst().prediction().scores())
                .isEqualTo(items(first.id()).items().getFirst().prediction().scores());
    }

    @Test
    void onlyWhatFailedIsTriedAgain() {
        // Given
        JobView first = ended(submit("a.wav", "0.9 0.1 0.2", "empty.wav", "").id());

        // When
        Response answer = given().post("/jobs/" + first.id() + "/retry");

        // Then
        JobView again = job(answer.then().statusCode(202).extract().asString());
        assertThat(items(again.id()).items())
                .extracting(ItemView::name)
                .containsExactly("empty.wav");
    }

    @Test
    void nothingIsLeftToDoWhereEveryFileWasAnswered() {
        // Given
        JobView first = ended(submit("a.wav", "0.9 0.1 0.2").id());

        // When
        Response answer = given().post("/jobs/" + first.id() + "/retry");

        // Then
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.asString()).contains("NOTHING_TO_DO");
    }
}
