package lumen.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

@QuarkusTest
class IdempotencyTest extends GatewayTest {
    private static Response post(String key, String audio) {
        return upload("a.wav", audio).header("Idempotency-Key", key).post("/jobs");
    }

    @Test
    void aRepeatedRequestAnswersTheFirstJob() {
        // Given
        String key = UUID.randomUUID().toString();
        String first = post(key, "1 0 0").then().statusCode(202).extract().path("id");

        // When
        Response second = post(key, "1 0 0");

        // Then
        second.then().statusCode(202).body("id", equalTo(first));
    }

    @Test
    void anotherRequestWithTheSameKeyIsAConflict() {
        // Given
        String key = UUID.randomUUID().toString();
        post(key, "1 0 0").then().statusCode(202);

        // When
        Response second = post(key, "0 1 0");

        // Then
        second.then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("code", equalTo("IDEMPOTENCY_CONFLICT"));
    }

    @Test
    void concurrentRequestsMakeOneJob() throws ExecutionException, InterruptedException {
        // Given
        String key = UUID.randomUUID().toString();
        List<Future<String>> answers = new ArrayList<>();

        // When
        try (ExecutorService clients = Executors.newFixedThreadPool(6)) {
            for (int i = 0; i < 6; i++) {
                answers.add(
                        clients.submit(
                                () ->
                                        post(key, "1 0 0")
                                                .then()
                                                .statusCode(202)
                                                .extract()
                                                .<String>path("id")));
            }
        }

        // Then
        Set<String> ids = new HashSet<>();
        for (Future<String> answer : answers) {
            ids.add(answer.get());
        }
        assertThat(ids).hasSize(1);
    }
}
