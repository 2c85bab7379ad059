package lumen.gateway;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Predicate;
import lumen.contracts.rest.JobRequest;
import lumen.contracts.rest.JobView;
import lumen.contracts.rest.TrainingView;

/** What the tests of training runs share. */
abstract class TrainingTest extends GatewayTest {
    /** Options that a run can be made of: two empty directories below the data root. */
    ObjectNode options() throws IOException {
        Path data = newDataDirectory();
        Path train = Files.createDirectory(data.resolve("train"));
        Path validation = Files.createDirectory(data.resolve("validation"));
        ObjectNode options = json.createObjectNode();
        options.putArray("train_paths").add("irmastrain:" + train);
        options.putArray("val_paths").add("irmastest:" + validation);
        return options.put("model", "mn04").put("epochs", 3);
    }

    Response post(ObjectNode options) {
        return given().contentType(ContentType.JSON)
                .body(text(JobRequest.train(options)))
                .post("/jobs");
    }

    /** A submitted run. */
    JobView submitted() throws IOException {
        return job(post(options()).then().statusCode(202).extract().asString());
    }

    FakeTrainer trainer(String run) {
        return trainer(run, "trainer-1");
    }

    FakeTrainer trainer(String run, String worker) {
        return new FakeTrainer(platform.topics(), json, run, worker);
    }

    TrainingView run(String id) {
        return parse(
                given().get("/trainings/" + id).then().statusCode(200).extract().asString(),
                new TypeReference<>() {});
    }

    /** Waits until the run is as it is wanted. */
    TrainingView when(String id, Predicate<TrainingView> wanted) {
        await().atMost(LIMIT).pollInterval(Duration.ofMillis(20)).until(() -> wanted.test(run(id)));
        return run(id);
    }

    String text(Object value) {
        return json.valueToTree(value).toString();
    }
}
