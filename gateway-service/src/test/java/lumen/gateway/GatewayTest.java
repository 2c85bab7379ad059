package lumen.gateway;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import lumen.contracts.rest.ItemView;
import lumen.contracts.rest.JobView;
import lumen.contracts.rest.Page;
import lumen.testing.InjectPlatform;
import lumen.testing.PlatformResource;
import lumen.testing.TestPlatform;

/** What the tests of the running gateway share, above all one start of it. */
@WithTestResource(value = PlatformResource.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = GatewayEnvironment.class, scope = TestResourceScope.GLOBAL)
abstract class GatewayTest {
    static final Duration LIMIT = Duration.ofSeconds(60);

    @InjectPlatform TestPlatform platform;
    @InjectDirectory Path directory;
    @Inject ObjectMapper json;

    /** A request with the files as uploads: name, content, name, content … */
    static RequestSpecification upload(String... files) {
        RequestSpecification request = given();
        for (int i = 0; i < files.length; i += 2) {
            request.multiPart(
                    "files", files[i], files[i + 1].getBytes(StandardCharsets.UTF_8), "audio/wav");
        }
        return request;
    }

    /** Submits uploads and tells the job. */
    JobView submit(String... files) {
        return job(upload(files).post("/jobs").then().statusCode(202).extract().asString());
    }

    /** Waits until the job has ended. */
    JobView ended(String id) {
        await().atMost(LIMIT)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> job(id(id)).state().ended());
        return job(id(id));
    }

    private static String id(String id) {
        return given().get("/jobs/" + id).then().statusCode(200).extract().asString();
    }

    /** All items of the job. */
    Page<ItemView> items(String job) {
        return parse(
                given().get("/jobs/" + job + "/items?size=1000")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString(),
                new TypeReference<>() {});
    }

    JobView job(String text) {
        return parse(text, new TypeReference<>() {});
    }

    <T> T parse(String text, TypeReference<T> type) {
        try {
            return json.readValue(text, type);
        } catch (IOException e) {
            throw new UncheckedIOException(text, e);
        }
    }

    /** A new directory below the data root. */
    Path newDataDirectory() throws IOException {
        return Files.createDirectories(
                directory.resolve("data").resolve(UUID.randomUUID().toString()));
    }
}
