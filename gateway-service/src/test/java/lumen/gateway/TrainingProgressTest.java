package lumen.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.core.type.TypeReference;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.error.Problem;
import lumen.contracts.rest.JobView;
import lumen.contracts.rest.Page;
import lumen.contracts.rest.State;
import lumen.contracts.rest.TrainingMetricsView;
import lumen.contracts.rest.TrainingView;
import lumen.contracts.topic.Topics;
import lumen.contracts.training.MetricsCsv;
import lumen.contracts.training.TrainingProgress.Failed;
import lumen.contracts.training.TrainingProgress.Heartbeat;
import lumen.contracts.training.TrainingProgress.Lines;
import lumen.contracts.training.TrainingProgress.Metrics;
import lumen.contracts.training.TrainingProgress.Metrics.Scope;
import lumen.contracts.training.TrainingProgress.Phase;
import lumen.testing.TestTopics;
import org.junit.jupiter.api.Test;

/** What becomes of what the workers tell. */
@QuarkusTest
class TrainingProgressTest extends TrainingTest {
    private TrainingMetricsView metrics(String run) {
        return parse(
                given().get("/trainings/" + run + "/metrics").asString(), new TypeReference<>() {});
    }

    @Test
    void aRunGoesFromTheQueueToItsModel() throws IOException {
        // Given
        JobView job = submitted();
        try (FakeTrainer trainer = trainer(job.id())) {
            // When
            trainer.begin(1);
            trainer.tell(
                    1,
                    new Heartbeat(Phase.TRAINING, 1, 2, 2, 12.5, 30.0),
                    FakeTrainer.validation(0, 0.5),
                    FakeTrainer.validation(1, 0.75),
                    FakeTrainer.validation(2, 0.625));
            TrainingView running = when(job.id(), run -> run.figures().containsValue(0.625));
            trainer.tell(1, FakeTrainer.done(job.model(), false));

            // Then
            assertThat(running.state()).isEqualTo(State.RUNNING);
            assertThat(running.worker()).isEqualTo("trainer-1");
            assertThat(running.phase()).isEqualTo(Phase.TRAINING);
            assertThat(running.stepsPerEpoch()).isEqualTo(4);
            assertThat(running.labels()).containsExactly("sax", "cel");
            assertThat(running.parameters()).isEqualTo(1234);
            assertThat(running.filesPerSecond()).isEqualTo(12.5);
            assertThat(running.best()).isEqualTo(0.75);
            assertThat(running.bestEpoch()).isEqualTo(2);
            TrainingView ended = when(job.id(), run -> run.state().ended());
            assertThat(ended.state()).isEqualTo(State.SUCCEEDED);
            assertThat(ended.model()).isEqualTo(job.model());
            assertThat(ended.worker()).isNull();
            assertThat(ended.figures())
                    .containsEntry("val/file_f1", 0.625)
                    .containsEntry("test/f1_epoch", 0.75);
            assertThat(ended(job.id()).state()).isEqualTo(State.SUCCEEDED);
        }
        try (TestTopics topics = platform.topics()) {
            assertThat(
                            topics
                                    .read(
                                            Topics.JOBS,
                                            event -> job.id().equals(event.key()),
                                            3,
                                            LIMIT)
                                    .stream()
                                    .map(event -> job(event.value()).state()))
                    .containsExactly(State.QUEUED, State.RUNNING, State.SUCCEEDED);
        }
    }

    @Test
    void theMetricsAreWhatWasTold() throws IOException {
        // Given
        JobView job = submitted();
        List<Metrics> told = new ArrayList<>();
        for (int epoch = 0; epoch < 3; epoch++) {
            told.add(FakeTrainer.step(4L * epoch + 2, 0.1 + 0.2 / (epoch + 1)));
            told.add(FakeTrainer.validation(epoch, 1.0 / 3 + epoch / 10.0));
        }
        try (FakeTrainer trainer = trainer(job.id())) {
            // When
            trainer.begin(1);
            told.forEach(row -> trainer.tell(1, row));
            trainer.tell(1, FakeTrainer.done(job.model(), false));
            when(job.id(), run -> run.state().ended());
        }

        // Then
        assertThat(
                        metrics(job.id()).rows().stream()
                                .map(
                                        row ->
                                                new Metrics(
                                                        row.scope(),
                                                        row.epoch(),
                                                        row.step(),
                                                        row.values())))
                .containsExactlyElementsOf(told);
        assertThat(given().accept("text/csv").get("/trainings/" + job.id() + "/metrics").asString())
                .isEqualTo(MetricsCsv.text(told));
        assertThat(given().get("/trainings/" + job.id() + "/metrics?format=csv").asString())
                .isEqualTo(MetricsCsv.text(told));
    }

    @Test
    void whatIsToldTwiceOrLateChangesNothing() throws IOException {
        // Given
        JobView job = submitted();
        Instant now = Instant.now();
        try (FakeTrainer trainer = trainer(job.id())) {
            trainer.begin(1);
            trainer.tell(1, now, FakeTrainer.at(2, 6));

            // When
            trainer.tell(1, now.minusSeconds(2), FakeTrainer.at(1, 2));
            trainer.tell(
                    1,
                    FakeTrainer.validation(1, 0.75),
                    FakeTrainer.validation(0, 0.5),
                    FakeTrainer.validation(0, 0.5),
                    new Lines(1, List.of("two", "three")),
                    new Lines(0, List.of("one", "two")));
            trainer.begin(1);
            trainer.tell(1, FakeTrainer.step(9, 0.5));
            when(job.id(), _ -> metrics(job.id()).rows().size() == 3);

            // Then
            TrainingView run = run(job.id());
            assertThat(run.epoch()).isEqualTo(2);
            assertThat(run.step()).isEqualTo(6);
            assertThat(run.best()).isEqualTo(0.75);
            assertThat(run.bestEpoch()).isEqualTo(2);
            assertThat(run.figures()).containsEntry("val/file_f1", 0.75);
            assertThat(metrics(job.id()).rows())
                    .extracting(TrainingMetricsView.Row::step)
                    .containsExactly(4L, 8L, 9L);
            given().get("/trainings/" + job.id() + "/log")
                    .then()
                    .statusCode(200)
                    .body("lines", contains("one", "two", "three"));
            trainer.tell(1, FakeTrainer.done(null, false), FakeTrainer.done(null, true));
            assertThat(when(job.id(), ended -> ended.state().ended()).state())
                    .isEqualTo(State.SUCCEEDED);
        }
    }

    @Test
    void aRunThatCannotGoOnFailsWithItsReason() throws IOException {
        // Given
        JobView job = submitted();
        try (FakeTrainer trainer = trainer(job.id())) {
            // When
            trainer.begin(1);
            trainer.tell(1, new Failed(Problem.of(ErrorCode.TRAINING_DIVERGED, "NaN at step 7.")));

            // Then
            TrainingView run = when(job.id(), failed -> failed.state().ended());
            assertThat(run.state()).isEqualTo(State.FAILED);
            assertThat(run.problem().code()).isEqualTo(ErrorCode.TRAINING_DIVERGED);
            assertThat(ended(job.id()).problem().detail()).isEqualTo("NaN at step 7.");
        }
    }

    @Test
    void aDivergedFigureIsTold() throws IOException {
        // Given
        JobView job = submitted();
        try (FakeTrainer trainer = trainer(job.id())) {
            // When
            trainer.begin(1);
            trainer.tell(1, new Metrics(Scope.STEP, 0, 1, Map.of("train/loss_step", Double.NaN)));
            when(job.id(), _ -> metrics(job.id()).rows().size() == 1);

            // Then
            assertThat(metrics(job.id()).rows().getFirst().values())
                    .containsEntry("train/loss_step", Double.NaN);
        }
    }

    @Test
    void oldLinesOfALongLogAreGivenUp() throws IOException {
        // Given
        JobView job = submitted();
        try (FakeTrainer trainer = trainer(job.id())) {
            trainer.begin(1);

            // When
            for (int first = 0; first < 300; first += 100) {
                int from = first;
                trainer.tell(
                        1,
                        new Lines(
                                from,
                                IntStream.range(from, from + 100)
                                        .mapToObj(number -> "line " + number)
                                        .toList()));
            }
            String address = "/trainings/" + job.id() + "/log";
            when(job.id(), _ -> given().get(address).asString().contains("line 299"));

            // Then
            String text = given().accept("text/plain").get(address).asString();
            assertThat(text.lines().toList()).hasSize(100).startsWith("line 200");
            assertThat(given().get(address + "?from=290&lines=2").<List<String>>path("lines"))
                    .containsExactly("line 290", "line 291");
        }
    }

    @Test
    void aModelTellsWhichRunItCameOutOf() throws IOException {
        // Given
        JobView job = submitted();
        try (FakeTrainer trainer = trainer(job.id())) {
            trainer.begin(1);
            trainer.tell(1, FakeTrainer.done("trained/mean", false));
            when(job.id(), run -> run.state().ended());
        }

        // When
        var model = given().get("/models/trained/mean");

        // Then
        model.then()
                .statusCode(200)
                .body("training.id", equalTo(job.id()))
                .body("training.name", equalTo(job.model()))
                .body("training.figures.'test/f1_epoch'", equalTo(0.75f));
    }

    @Test
    void runsAreListedAndCompared() throws IOException {
        // Given
        JobView left = submitted();
        JobView right = job(post(options().put("epochs", 5)).then().extract().asString());
        try (FakeTrainer trainer = trainer(left.id())) {
            trainer.begin(1);
            trainer.tell(1, FakeTrainer.validation(0, 0.5));
            when(left.id(), run -> run.best() != null);
        }

        // When
        Page<TrainingView> queued =
                parse(
                        given().get("/trainings?state=queued&model=MN04").asString(),
                        new TypeReference<>() {});
        var comparison =
                given().get("/trainings/compare?ids=" + left.id() + "," + right.id())
                        .then()
                        .statusCode(200)
                        .extract();

        // Then
        assertThat(queued.items())
                .extracting(TrainingView::id)
                .contains(right.id())
                .doesNotContain(left.id());
        assertThat(comparison.<List<Integer>>path("options.epochs")).containsExactly(3, 5);
        assertThat(comparison.<Map<String, Object>>path("options")).doesNotContainKey("batch_size");
        assertThat(comparison.<Float>path("figures.'val/file_f1'[0]"))
                .isCloseTo(0.5f, within(1e-6f));
        assertThat(comparison.<List<Object>>path("figures.'val/file_f1'").get(1)).isNull();
        given().get("/jobs?kind=TRAIN&model=" + left.model())
                .then()
                .statusCode(200)
                .body("total", equalTo(1));
        given().get("/trainings/compare?ids=" + left.id()).then().statusCode(422);
        given().get("/trainings/nothing").then().statusCode(404);
    }
}
