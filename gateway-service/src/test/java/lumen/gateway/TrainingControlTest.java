package lumen.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.io.IOException;
import lumen.contracts.rest.JobView;
import lumen.contracts.rest.State;
import lumen.contracts.rest.TrainingView;
import lumen.contracts.training.TrainingCommand;
import lumen.contracts.training.TrainingCommand.Kind;
import lumen.contracts.training.TrainingProgress.Cancelled;
import lumen.contracts.training.TrainingProgress.Claimed;
import lumen.contracts.training.TrainingProgress.Released;
import lumen.contracts.training.TrainingRequest;
import org.junit.jupiter.api.Test;

/** Runs that users end, and take up again. */
@QuarkusTest
class TrainingControlTest extends TrainingTest {
    private static Response resume(String run, String body) {
        return given().contentType(ContentType.JSON)
                .body(body)
                .post("/trainings/" + run + "/resume");
    }

    @Test
    void aStoppedRunIsTestedAndHasAModel() throws IOException {
        // Given
        JobView job = submitted();
        try (FakeTrainer trainer = trainer(job.id())) {
            trainer.begin(1);
            when(job.id(), run -> run.worker() != null);

            // When
            Response answer = given().post("/trainings/" + job.id() + "/stop");

            // Then
            answer.then().statusCode(200).body("stopping", equalTo(true));
            assertThat(trainer.commands(1))
                    .containsExactly(new TrainingCommand(job.id(), 1, Kind.STOP));
            trainer.tell(1, FakeTrainer.done(job.model(), true));
            TrainingView run = when(job.id(), ended -> ended.state().ended());
            assertThat(run.state()).isEqualTo(State.SUCCEEDED);
            assertThat(run.stopping()).isFalse();
            given().post("/trainings/" + job.id() + "/stop")
                    .then()
                    .statusCode(409)
                    .body("code", equalTo("JOB_FINISHED"));
        }
    }

    @Test
    void aWorkerThatTakesAStoppingRunLaterIsToldSo() throws IOException {
        // Given
        JobView job = submitted();
        try (FakeTrainer trainer = trainer(job.id())) {
            trainer.begin(1);
            when(job.id(), run -> run.worker() != null);
            given().post("/trainings/" + job.id() + "/stop").then().statusCode(200);

            // When
            trainer.tell(1, new Released());

            // Then
            TrainingRequest second = trainer.requests(2).getLast();
            assertThat(second.stopping()).isTrue();
            trainer.tell(2, new Claimed());
            assertThat(trainer.commands(2).getLast())
                    .isEqualTo(new TrainingCommand(job.id(), 2, Kind.STOP));
        }
    }

    @Test
    void stoppingARunThatHasNotBegunCancelsIt() throws IOException {
        // Given
        JobView job = submitted();

        // When
        Response answer = given().post("/trainings/" + job.id() + "/stop");

        // Then
        answer.then().statusCode(200).body("state", equalTo("CANCELLED"));
        given().get("/jobs/" + job.id()).then().body("state", equalTo("CANCELLED"));
    }

    @Test
    void aCancelledRunEndsAtOnceAndItsWorkerIsTold() throws IOException {
        // Given
        JobView job = submitted();
        try (FakeTrainer trainer = trainer(job.id())) {
            trainer.begin(1);
            when(job.id(), run -> run.worker() != null);

            // When
            Response answer = given().delete("/jobs/" + job.id());

            // Then
            answer.then().statusCode(200).body("state", equalTo("CANCELLED"));
            assertThat(run(job.id()).state()).isEqualTo(State.CANCELLED);
            assertThat(trainer.commands(1))
                    .containsExactly(new TrainingCommand(job.id(), 1, Kind.CANCEL));
            trainer.tell(1, new Cancelled(), FakeTrainer.done("late", false));
            given().delete("/jobs/" + job.id())
                    .then()
                    .statusCode(409)
                    .body("code", equalTo("JOB_FINISHED"));
            assertThat(run(job.id()).model()).isNull();
        }
    }

    @Test
    void whoTakesACancelledRunIsToldToEnd() throws IOException {
        // Given
        JobView job = submitted();
        given().delete("/jobs/" + job.id()).then().statusCode(200);
        try (FakeTrainer trainer = trainer(job.id())) {
            trainer.commands(1);

            // When
            trainer.tell(1, new Claimed());

            // Then
            assertThat(trainer.commands(2).getLast())
                    .isEqualTo(new TrainingCommand(job.id(), 1, Kind.CANCEL));
            assertThat(run(job.id()).state()).isEqualTo(State.CANCELLED);
        }
    }

    @Test
    void aStoppedRunIsResumedWithMoreEpochs() throws IOException {
        // Given
        JobView job = submitted();
        try (FakeTrainer trainer = trainer(job.id())) {
            trainer.begin(1);
            trainer.tell(1, FakeTrainer.at(2, 5), FakeTrainer.done(job.model(), true));
            when(job.id(), run -> run.state().ended());

            // When
            Response answer = resume(job.id(), "{\"training\": {\"epochs\": 9}}");

            // Then
            answer.then().statusCode(200).body("state", equalTo("QUEUED"));
            TrainingRequest request = trainer.requests(2).getLast();
            assertThat(request.attempt()).isEqualTo(2);
            assertThat(request.runName()).isEqualTo(job.model());
            assertThat(request.options().get("epochs").asInt()).isEqualTo(9);
            given().get("/jobs/" + job.id()).then().body("state", equalTo("QUEUED"));
            trainer.begin(2);
            trainer.tell(2, FakeTrainer.done(job.model(), false));
            assertThat(when(job.id(), run -> run.state().ended()).epochs()).isEqualTo(3);
        }
    }

    @Test
    void aCompleteRunNeedsMoreEpochs() throws IOException {
        // Given
        JobView job = submitted();
        try (FakeTrainer trainer = trainer(job.id())) {
            trainer.begin(1);
            trainer.tell(1, FakeTrainer.at(3, 12), FakeTrainer.done(job.model(), false));
            when(job.id(), run -> run.state().ended());
        }

        // When
        Response answer = given().post("/trainings/" + job.id() + "/resume");

        // Then
        answer.then().statusCode(409).body("code", equalTo("TRAINING_COMPLETE"));
        resume(job.id(), "{\"training\": {\"epochs\": 4}}").then().statusCode(200);
    }

    @Test
    void whatARunIsMadeOfCannotBeDifferentWhenItIsResumed() throws IOException {
        // Given
        JobView job = submitted();
        resume(job.id(), "{}").then().statusCode(409).body("code", equalTo("TRAINING_NOT_ENDED"));
        given().delete("/jobs/" + job.id()).then().statusCode(200);

        // When
        Response answer = resume(job.id(), "{\"training\": {\"batch_size\": 7, \"epochs\": 0}}");

        // Then
        answer.then()
                .statusCode(422)
                .body("code", equalTo("OPTION_INVALID"))
                .body("violations.field", hasItem("batch_size"));
        resume(job.id(), "{\"training\": {\"epochs\": 0}}")
                .then()
                .statusCode(422)
                .body("violations.field", hasItem("epochs"));
    }
}
