package lumen.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import lumen.contracts.rest.JobView;
import org.junit.jupiter.api.Test;

@QuarkusTest
class JobEventsResourceTest extends GatewayTest {
    private static HttpResponse<Stream<String>> open(String job, String lastEventId)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://127.0.0.1:%d/jobs/%s/events"
                                                .formatted(RestAssured.port, job)))
                        .header("Accept", "text/event-stream");
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        // The client is not closed: it would wait for streams that a test reads later.
        return HttpClient.newHttpClient()
                .send(request.build(), HttpResponse.BodyHandlers.ofLines());
    }

    private static List<String> names(List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith("event:"))
                .map(line -> line.substring("event:".length()).strip())
                .toList();
    }

    @Test
    void theStreamTellsOfEachItemAndEndsWithTheJob() throws IOException, InterruptedException {
        // Given
        JobView job = submit("a.wav", "1 0 0", "b.wav", "0 1 0", "bad.wav", "unreadable");

        // When
        HttpResponse<Stream<String>> stream = open(job.id(), null);

        // Then
        assertThat(stream.statusCode()).isEqualTo(200);
        List<String> lines = stream.body().toList();
        assertThat(names(lines).stream().filter("item"::equals)).hasSize(3);
        assertThat(names(lines)).endsWith("job");
        assertThat(lines)
                .filteredOn(line -> line.startsWith("data:"))
                .last()
                .asString()
                .contains("\"state\":\"SUCCEEDED\"");
    }

    @Test
    void aClientThatWasCutOffGoesOnWhereItStood() throws IOException, InterruptedException {
        // Given
        JobView job = ended(submit("a.wav", "1 0 0", "b.wav", "0 1 0", "c.wav", "0 0 1").id());

        // When
        HttpResponse<Stream<String>> stream = open(job.id(), "2");

        // Then
        assertThat(names(stream.body().toList())).containsExactly("item", "job");
    }

    @Test
    void aClientThatHeardTheEndIsNotToComeBack() throws IOException, InterruptedException {
        // Given
        JobView job = ended(submit("a.wav", "1 0 0").id());

        // When
        HttpResponse<Stream<String>> stream = open(job.id(), "ended");

        // Then
        assertThat(stream.statusCode()).isEqualTo(204);
    }

    @Test
    void aJobThatDoesNotExistHasNoEvents() throws IOException, InterruptedException {
        // Given
        String nowhere = "7d0c1a52-0000-4000-8000-000000000000";

        // When
        HttpResponse<Stream<String>> stream = open(nowhere, null);

        // Then
        assertThat(stream.statusCode()).isEqualTo(404);
        assertThat(stream.body().toList().getFirst()).contains("JOB_NOT_FOUND");
    }
}
