package lumen.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.rest.JobView;
import lumen.contracts.rest.State;
import lumen.contracts.rest.TrainingView;
import lumen.contracts.training.TrainingCommand;
import lumen.contracts.training.TrainingProgress.Claimed;
import lumen.contracts.training.TrainingProgress.Released;
import lumen.contracts.training.TrainingRequest;
import lumen.gateway.training.TrainingLeases;
import org.junit.jupiter.api.Test;

/** Runs whose workers are lost. */
@QuarkusTest
class TrainingLeaseTest extends TrainingTest {
    private static final Duration LEASE = Duration.ofSeconds(31);

    @Inject TrainingLeases leases;

    private void leaseEnds() {
        leases.sweep(Instant.now().plus(LEASE));
    }

    @Test
    void anotherWorkerTakesALostRunUp() throws IOException {
        // Given
        JobView job = submitted();
        try (FakeTrainer lost = trainer(job.id(), "lost");
                FakeTrainer heir = trainer(job.id(), "heir")) {
            lost.begin(1);
            lost.tell(1, FakeTrainer.at(1, 2));
            when(job.id(), run -> run.step() == 2);

            // When
            leaseEnds();

            // Then
            TrainingView waiting = run(job.id());
            assertThat(waiting.state()).isEqualTo(State.RUNNING);
            assertThat(waiting.worker()).isNull();
            assertThat(waiting.attempt()).isEqualTo(2);
            assertThat(heir.requests(2)).extracting(TrainingRequest::attempt).contains(1, 2);
            heir.begin(2);
            when(job.id(), run -> "heir".equals(run.worker()));
            heir.tell(2, FakeTrainer.done(job.model(), false));
            assertThat(when(job.id(), run -> run.state().ended()).state())
                    .isEqualTo(State.SUCCEEDED);
        }
    }

    @Test
    void aWorkerThatWasTakenForLostIsNotHeardAndIsToldToEnd() throws IOException {
        // Given
        JobView job = submitted();
        try (FakeTrainer late = trainer(job.id(), "late");
                FakeTrainer heir = trainer(job.id(), "heir")) {
            late.begin(1);
            when(job.id(), run -> run.worker() != null);
            leaseEnds();
            heir.begin(2);

            // When
            late.tell(
                    1,
                    FakeTrainer.at(3, 11),
                    FakeTrainer.validation(2, 0.9),
                    FakeTrainer.done("late", false));
            heir.tell(2, FakeTrainer.at(1, 1));

            // Then
            TrainingView run = when(job.id(), heard -> heard.step() > 0);
            assertThat(run.step()).isEqualTo(1);
            assertThat(run.worker()).isEqualTo("heir");
            assertThat(run.state()).isEqualTo(State.RUNNING);
            assertThat(run.figures()).isEmpty();
            assertThat(late.commands(1))
                    .containsExactly(new TrainingCommand(job.id(), 1, TrainingCommand.Kind.CANCEL));
        }
    }

    @Test
    void figuresOfStepsThatARunGoesBackBehindAreForgotten() throws IOException {
        // Given
        JobView job = submitted();
        String address = "/trainings/" + job.id() + "/metrics";
        try (FakeTrainer lost = trainer(job.id(), "lost");
                FakeTrainer heir = trainer(job.id(), "heir")) {
            lost.begin(1);
            lost.tell(1, FakeTrainer.step(1, 0.5), FakeTrainer.step(2, 0.4));
            when(job.id(), _ -> given().get(address).<List<Integer>>path("rows.step").size() == 2);
            leaseEnds();

            // When
            heir.begin(2);
            heir.tell(2, FakeTrainer.step(1, 0.5), FakeTrainer.at(1, 1));

            // Then
            when(job.id(), run -> run.step() == 1);
            assertThat(given().get(address).<List<Integer>>path("rows.step")).containsExactly(1);
        }
    }

    @Test
    void aReleasedRunIsAskedForAtOnce() throws IOException {
        // Given
        JobView job = submitted();
        try (FakeTrainer trainer = trainer(job.id())) {
            trainer.begin(1);

            // When
            trainer.tell(1, new Released());

            // Then
            assertThat(trainer.requests(2).getLast().attempt()).isEqualTo(2);
            TrainingView run = run(job.id());
            assertThat(run.state()).isEqualTo(State.RUNNING);
            assertThat(run.attempt()).isEqualTo(2);
        }
    }

    @Test
    void aRunThatNobodyTakesIsAskedForOnceMoreAndEitherRequestCounts() throws IOException {
        // Given
        JobView job = submitted();
        try (FakeTrainer trainer = trainer(job.id())) {
            // When
            leases.sweep(Instant.now().plus(Duration.ofMinutes(11)));

            // Then
            assertThat(trainer.requests(2).getLast().attempt()).isEqualTo(2);
            assertThat(run(job.id()).state()).isEqualTo(State.QUEUED);
            trainer.tell(1, new Claimed());
            assertThat(when(job.id(), run -> run.worker() != null).attempt()).isEqualTo(1);
        }
    }

    @Test
    void aRunThatIsLostAgainAndAgainFails() throws IOException {
        // Given
        JobView job = submitted();
        try (FakeTrainer trainer = trainer(job.id())) {
            // When
            for (int attempt = 1; attempt <= 6; attempt++) {
                int now = attempt;
                trainer.begin(attempt);
                trainer.tell(attempt, FakeTrainer.at(1, 3));
                when(
                        job.id(),
                        run -> run.attempt() == now && run.step() == 3 && run.worker() != null);
                leaseEnds();
            }

            // Then
            TrainingView run = run(job.id());
            assertThat(run.state()).isEqualTo(State.FAILED);
            assertThat(run.problem().code()).isEqualTo(ErrorCode.TRAINING_LOST);
            assertThat(run.problem().detail()).contains("5 workers", "trainer-1");
        }
    }
}
