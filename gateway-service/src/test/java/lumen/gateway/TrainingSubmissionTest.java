package lumen.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import lumen.contracts.rest.JobKind;
import lumen.contracts.rest.JobRequest;
import lumen.contracts.rest.JobView;
import lumen.contracts.rest.State;
import lumen.contracts.rest.TrainingCheck;
import lumen.contracts.rest.TrainingOptions;
import lumen.contracts.rest.TrainingView;
import lumen.contracts.training.TrainingRequest;
import org.junit.jupiter.api.Test;

@QuarkusTest
class TrainingSubmissionTest extends TrainingTest {
    @Test
    void aRunIsAskedForWithEveryOption() throws IOException {
        // Given
        ObjectNode options = options().put("experiment_suffix", "first");

        // When
        JobView job = job(post(options).then().statusCode(202).extract().asString());

        // Then
        assertThat(job.kind()).isEqualTo(JobKind.TRAIN);
        assertThat(job.state()).isEqualTo(State.QUEUED);
        assertThat(job.items().total()).isZero();
        assertThat(job.model()).matches("\\d\\d-\\d\\d-\\d\\d-\\d\\d-\\d\\d_[A-Za-z]+_mn04_first");
        assertThat(job.datasets()).containsExactly(options.get("train_paths").get(0).asText());
        try (FakeTrainer trainer = trainer(job.id())) {
            TrainingRequest request = trainer.requests(1).getFirst();
            assertThat(request.attempt()).isEqualTo(1);
            assertThat(request.runName()).isEqualTo(job.model());
            assertThat(request.stopping()).isFalse();
            assertThat(request.options().get("epochs").asInt()).isEqualTo(3);
            assertThat(request.options().has("batch_size")).isTrue();
        }
        TrainingView run = run(job.id());
        assertThat(run.name()).isEqualTo(job.model());
        assertThat(run.epochs()).isEqualTo(3);
        assertThat(run.metric()).isEqualTo("val/file_f1");
        assertThat(run.options().get("epochs").asInt()).isEqualTo(3);
    }

    @Test
    void everyFaultIsNamed() throws IOException {
        // Given
        ObjectNode options = options().put("epochs", 0).put("epoch", 4).put("model", "mn99");
        options.putArray("val_paths").add("irmastest:nowhere").add("sheet:music");

        // When
        Response answer = post(options);

        // Then
        answer.then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("code", equalTo("OPTION_INVALID"))
                .body("violations.field", hasItem("epochs"))
                .body("violations.field", hasItem("epoch"))
                .body("violations.field", hasItem("model"))
                .body("violations.message", hasItem(containsString("nowhere")))
                .body("violations.message", hasItem(containsString("sheet")));
    }

    @Test
    void pathsMustLieInTheDataRoots() throws IOException {
        // Given
        Path outside = Files.createDirectories(directory.resolve("secret"));
        Path link = newDataDirectory().resolve("link");
        Files.createSymbolicLink(link, outside);
        ObjectNode options = options();
        options.putArray("train_paths").add("irmastrain:" + link);
        options.putArray("train_override_csvs").add(outside.resolve("labels.csv").toString());

        // When
        Response answer = post(options);

        // Then
        answer.then()
                .statusCode(422)
                .body("violations.field", containsInAnyOrder("train_paths", "train_override_csvs"));
        assertThat(answer.<List<String>>path("violations.message"))
                .allSatisfy(message -> assertThat(message).contains("outside the data roots"));
    }

    @Test
    void modelsThatAreNamedMustExist() throws IOException {
        // Given
        ObjectNode options = options().put("ckpt", "none").put("distillation_teacher", "broken");
        options.remove("model");

        // When
        Response answer = post(options);

        // Then
        answer.then()
                .statusCode(422)
                .body("violations.field", hasItem("ckpt"))
                .body("violations.field", hasItem("distillation_teacher"));
    }

    @Test
    void aModelThatIsTrainedFurtherIsNamedByItsId() throws IOException {
        // Given
        ObjectNode options = options().put("ckpt", "tiny");
        options.remove("model");

        // When
        TrainingCheck check =
                parse(
                        given().contentType(ContentType.JSON)
                                .body(options.toString())
                                .post("/training-options/check")
                                .then()
                                .statusCode(200)
                                .extract()
                                .asString(),
                        new TypeReference<>() {});

        // Then
        assertThat(check.faults()).isEmpty();
        assertThat(check.options().get("ckpt").asText())
                .isEqualTo(directory.resolve("models/tiny.onnx").toString());
    }

    @Test
    void aRunThatGoesOnFromAnotherIsResumedLikeAnyOther() throws IOException {
        // Given
        JobView first = submitted();
        ObjectNode options = options().put("ckpt", first.model());
        options.remove("model");
        post(options).then().statusCode(422).body("violations.field", hasItem("ckpt"));
        Path folder = Files.createDirectories(directory.resolve("runs").resolve(first.model()));
        JobView second = job(post(options).then().statusCode(202).extract().asString());
        assertThat(run(second.id()).options().get("ckpt").asText()).isEqualTo(folder.toString());
        given().delete("/jobs/" + second.id()).then().statusCode(200);

        // When
        Response answer = given().post("/trainings/" + second.id() + "/resume");

        // Then
        answer.then().statusCode(200).body("state", equalTo("QUEUED"));
    }

    @Test
    void aCheckNamesTheFaultsOfASubmission() throws IOException {
        // Given
        ObjectNode options = options().put("epochs", 0);

        // When
        TrainingCheck check =
                parse(
                        given().contentType(ContentType.JSON)
                                .body(options.toString())
                                .post("/training-options/check")
                                .then()
                                .statusCode(200)
                                .extract()
                                .asString(),
                        new TypeReference<>() {});

        // Then
        assertThat(check.valid()).isFalse();
        assertThat(check.faults()).anyMatch(fault -> fault.field().equals("epochs"));
    }

    @Test
    void fieldsOfOtherKindsAreRefused() throws IOException {
        // Given
        JobRequest mixed = new JobRequest(JobKind.TRAIN, "tiny", List.of("a.wav"), 0.5, options());

        // When
        Response answer = given().contentType(ContentType.JSON).body(text(mixed)).post("/jobs");

        // Then
        answer.then()
                .statusCode(422)
                .body("code", equalTo("REQUEST_INVALID"))
                .body("violations.field", containsInAnyOrder("model", "paths", "threshold"));
        given().contentType(ContentType.JSON)
                .body("{\"paths\": [\"a.wav\"], \"training\": {}}")
                .post("/jobs")
                .then()
                .statusCode(422)
                .body("violations.field", hasItem("training"));
    }

    @Test
    void aRunWithoutOptionsIsRefused() {
        // When
        Response answer =
                given().contentType(ContentType.JSON).body("{\"kind\": \"TRAIN\"}").post("/jobs");

        // Then
        answer.then().statusCode(422).body("violations.field", hasItem("training"));
    }

    @Test
    void aRepeatedRequestAnswersTheFirstRun() throws IOException {
        // Given
        String key = UUID.randomUUID().toString();
        String body = text(JobRequest.train(options()));
        String first = keyed(key, body).then().statusCode(202).extract().path("id");

        // When
        Response second = keyed(key, body);

        // Then
        second.then().statusCode(202).body("id", equalTo(first));
        keyed(key, text(JobRequest.train(options())))
                .then()
                .statusCode(409)
                .body("code", equalTo("IDEMPOTENCY_CONFLICT"));
    }

    private static Response keyed(String key, String body) {
        return given().contentType(ContentType.JSON)
                .header("Idempotency-Key", key)
                .body(body)
                .post("/jobs");
    }

    @Test
    void theCatalogueTellsEverything() {
        // When
        TrainingOptions catalogue =
                parse(
                        given().get("/training-options")
                                .then()
                                .statusCode(200)
                                .extract()
                                .asString(),
                        new TypeReference<>() {});

        // Then
        assertThat(catalogue.options())
                .anySatisfy(
                        option -> {
                            assertThat(option.flag()).isEqualTo("--train-paths");
                            assertThat(option.help()).isNotBlank();
                        });
        assertThat(catalogue.presets()).extracting("name").contains("FAST", "REFERENCE");
        assertThat(catalogue.models()).contains("mobilenet_v3_large", "ast");
        assertThat(catalogue.transforms()).contains("LOG_MEL_SPECTROGRAM");
        assertThat(catalogue.augmentations())
                .anySatisfy(
                        augmentation -> {
                            assertThat(augmentation.name()).isEqualTo("PITCH");
                            assertThat(augmentation.arguments()).isNotEmpty();
                        });
    }
}
