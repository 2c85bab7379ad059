package lumen.gateway.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.rest.State;
import lumen.gateway.job.TrainingLife.Running;
import lumen.gateway.job.TrainingLife.Waiting;
import org.junit.jupiter.api.Test;

class TrainingLifeTest {
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant LATER = BEGIN.plusSeconds(60);
    private static final Waiting SUBMITTED = TrainingLife.submitted(BEGIN);
    private static final Running RUNNING = SUBMITTED.claim(1, "one", BEGIN);

    @Test
    void aClaimedRunRuns() {
        // When
        Running running = SUBMITTED.claim(1, "one", LATER);

        // Then
        assertThat(SUBMITTED.state()).isEqualTo(State.QUEUED);
        assertThat(running.state()).isEqualTo(State.RUNNING);
        assertThat(running.startedAt()).isEqualTo(LATER);
        assertThat(running.toJob()).isEqualTo(new JobLife.Running(ItemTally.NONE, LATER));
    }

    @Test
    void anAttemptThatWasNotAskedForCannotBeClaimed() {
        // When
        var attempt = assertThatThrownBy(() -> SUBMITTED.claim(2, "one", LATER));

        // Then
        attempt.isInstanceOf(IllegalArgumentException.class).hasMessageContaining("attempt 2");
    }

    @Test
    void whoTakesALaterRequestTakesTheRunOver() {
        // Given
        Running first = SUBMITTED.askAgain(LATER).claim(1, "one", LATER);

        // When
        Running second = first.claim(2, "two", LATER);

        // Then
        assertThat(first.heldBy(1, "one")).isTrue();
        assertThat(second.heldBy(1, "one")).isFalse();
        assertThat(second.heldBy(2, "two")).isTrue();
        assertThat(second.mayClaim(1)).isFalse();
    }

    @Test
    void aLostRunWaitsForTheNextAttemptOnly() {
        // When
        TrainingLife life = RUNNING.lose(true, 5, LATER);

        // Then
        assertThat(life).isEqualTo(new Waiting(2, 2, 0, false, BEGIN, LATER));
        assertThat(((Waiting) life).mayClaim(1)).isFalse();
        assertThat(life.state()).isEqualTo(State.RUNNING);
    }

    @Test
    void aRunThatIsLostWithoutGettingOnFailsInTheEnd() {
        // Given
        Running once = ((Waiting) RUNNING.lose(false, 2, LATER)).claim(2, "two", LATER);

        // When
        TrainingLife life = once.lose(false, 2, LATER);

        // Then
        assertThat(life)
                .isInstanceOfSatisfying(
                        TrainingLife.Failed.class,
                        failed -> {
                            assertThat(failed.problem().code()).isEqualTo(ErrorCode.TRAINING_LOST);
                            assertThat(failed.problem().detail()).startsWith("2 workers in a row");
                        });
    }

    @Test
    void gettingOnForgivesWhatWasLostBefore() {
        // Given
        Running once = ((Waiting) RUNNING.lose(false, 2, LATER)).claim(2, "two", LATER);

        // When
        TrainingLife life = once.lose(true, 2, LATER);

        // Then
        assertThat(life).isEqualTo(new Waiting(3, 3, 0, false, BEGIN, LATER));
    }

    @Test
    void aReleasedRunIsNotHeldAgainstItsWorker() {
        // When
        Waiting life = RUNNING.release(LATER);

        // Then
        assertThat(life).isEqualTo(new Waiting(2, 2, 0, false, BEGIN, LATER));
    }

    @Test
    void stoppingARunThatNeverBeganCancelsIt() {
        // When
        TrainingLife life = SUBMITTED.stop(LATER);

        // Then
        assertThat(life).isEqualTo(new TrainingLife.Cancelled(1, null, LATER));
    }

    @Test
    void aRunRemembersThatItIsToStopWhenItsWorkerIsLost() {
        // Given
        Running stopping = RUNNING.stop(LATER);

        // When
        TrainingLife life = stopping.lose(true, 5, LATER);

        // Then
        assertThat(life)
                .isInstanceOfSatisfying(
                        Waiting.class, waiting -> assertThat(waiting.stopping()).isTrue());
    }

    @Test
    void aResumedRunWaitsAnewAndOldAttemptsDoNotCount() {
        // Given
        TrainingLife.Succeeded ended = RUNNING.stop(BEGIN).succeed(true, LATER);

        // When
        Waiting life = ended.resume(LATER);

        // Then
        assertThat(life).isEqualTo(new Waiting(2, 2, 0, false, null, LATER));
        assertThat(life.state()).isEqualTo(State.QUEUED);
    }
}
