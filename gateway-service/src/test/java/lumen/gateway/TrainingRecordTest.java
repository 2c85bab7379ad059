package lumen.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import lumen.contracts.rest.JobView;
import lumen.contracts.training.TrainingProgress.Lines;
import org.junit.jupiter.api.Test;

/** Events and files of runs. */
@QuarkusTest
class TrainingRecordTest extends TrainingTest {
    private static HttpResponse<Stream<String>> open(String run, String lastEventId)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(
                        URI.create(
                                "http://127.0.0.1:%d/trainings/%s/events"
                                        .formatted(RestAssured.port, run)));
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        // The client is not closed: it would wait for streams that a test reads later.
        return HttpClient.newHttpClient()
                .send(request.build(), HttpResponse.BodyHandlers.ofLines());
    }

    private static List<String> values(List<String> lines, String field) {
        return lines.stream()
                .filter(line -> line.startsWith(field + ":"))
                .map(line -> line.substring(field.length() + 1).strip())
                .toList();
    }

    @Test
    void theStreamTellsEverythingAndEndsWithTheRun() throws IOException, InterruptedException {
        // Given
        JobView job = submitted();
        try (FakeTrainer trainer = trainer(job.id())) {
            trainer.begin(1);
            trainer.tell(
                    1, FakeTrainer.step(2, 0.5), new Lines(0, List.of("first line", "second")));
            when(job.id(), run -> run.worker() != null);

            // When
            HttpResponse<Stream<String>> stream = open(job.id(), null);

            // Then
            trainer.tell(1, FakeTrainer.validation(0, 0.5), FakeTrainer.done(job.model(), false));
            assertThat(stream.statusCode()).isEqualTo(200);
            List<String> lines = stream.body().toList();
            assertThat(values(lines, "event"))
                    .contains("lines")
                    .endsWith("training")
                    .filteredOn("metrics"::equals)
                    .hasSize(2);
            assertThat(values(lines, "data"))
                    .anyMatch(data -> data.contains("first line"))
                    .last()
                    .asString()
                    .contains("\"state\":\"SUCCEEDED\"");
            assertThat(values(lines, "id")).endsWith("ended");
            assertThat(open(job.id(), "ended").statusCode()).isEqualTo(204);
        }
    }

    @Test
    void aClientThatWasCutOffGoesOnWhereItStood() throws IOException, InterruptedException {
        // Given
        JobView job = submitted();
        try (FakeTrainer trainer = trainer(job.id())) {
            trainer.begin(1);
            trainer.tell(
                    1,
                    FakeTrainer.step(1, 0.5),
                    FakeTrainer.step(2, 0.4),
                    FakeTrainer.step(3, 0.3),
                    FakeTrainer.done(job.model(), false));
            when(job.id(), run -> run.state().ended());
        }
        List<String> whole = open(job.id(), null).body().toList();
        String second = values(whole, "id").get(1);

        // When
        List<String> rest = open(job.id(), second).body().toList();

        // Then
        assertThat(values(rest, "event")).containsExactly("metrics", "training");
        assertThat(values(rest, "data").getFirst()).contains("\"step\":3");
    }

    @Test
    void filesOfTheRunAreServed() throws IOException {
        // Given
        JobView job = submitted();
        Path folder = Files.createDirectories(directory.resolve("runs").resolve(job.model()));
        Files.writeString(folder.resolve("metrics.csv"), "epoch,step\n");
        Files.writeString(folder.resolve("events.out.tfevents.1.host.2.0"), "events");
        Files.writeString(folder.resolve("example-0.png"), "picture");
        Files.writeString(folder.resolve("examples.json"), "{}");
        Files.writeString(folder.resolve("state.safetensors"), "secret");
        String address = "/trainings/" + job.id() + "/files";

        // When
        var list = given().get(address);

        // Then
        list.then()
                .statusCode(200)
                .body(
                        "name",
                        contains(
                                "events.out.tfevents.1.host.2.0",
                                "example-0.png",
                                "examples.json",
                                "metrics.csv"))
                .body("bytes", contains(6, 7, 2, 11));
        given().get(address + "/example-0.png").then().statusCode(200).contentType("image/png");
        given().get(address + "/metrics.csv")
                .then()
                .statusCode(200)
                .contentType("text/csv")
                .header("Content-Disposition", containsString("metrics.csv"))
                .body(equalTo("epoch,step\n"));
        assertThat(given().get(address + "/events.out.tfevents.1.host.2.0").asString())
                .isEqualTo("events");
    }

    @Test
    void nothingElseIsServed() throws IOException {
        // Given
        JobView job = submitted();
        Path folder = Files.createDirectories(directory.resolve("runs").resolve(job.model()));
        Path secret = Files.writeString(directory.resolve("secret.txt"), "secret");
        Files.writeString(folder.resolve("state.safetensors"), "secret");
        Files.createSymbolicLink(folder.resolve("log.txt"), secret);

        // When, Then
        for (String name :
                List.of(
                        "state.safetensors",
                        "log.txt",
                        "config.yaml",
                        "..%2F..%2Fsecret.txt",
                        "events.out.tfevents.%2F..%2F..%2Fsecret.txt")) {
            given().urlEncodingEnabled(false)
                    .get("/trainings/" + job.id() + "/files/" + name)
                    .then()
                    .statusCode(404)
                    .contentType("application/problem+json")
                    .body("code", equalTo("NOT_FOUND"));
        }
    }
}
