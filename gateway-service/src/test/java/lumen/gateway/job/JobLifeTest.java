package lumen.gateway.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.error.Problem;
import lumen.contracts.rest.State;
import org.junit.jupiter.api.Test;

class JobLifeTest {
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant LATER = BEGIN.plusSeconds(60);
    private static final Problem PROBLEM = Problem.of(ErrorCode.AUDIO_EMPTY, "It is empty.");

    private static final JobLife.Open THREE_QUEUED =
            new JobLife.Queued(ItemTally.NONE.with(State.QUEUED, 3));

    @Test
    void aJobRunsOnceAnItemRuns() {
        // Given
        ItemTally oneRuns = THREE_QUEUED.items().moved(State.QUEUED, State.RUNNING);

        // When
        JobLife life = THREE_QUEUED.count(oneRuns, null, BEGIN);

        // Then
        assertThat(life).isEqualTo(new JobLife.Running(oneRuns, BEGIN));
    }

    @Test
    void aJobKeepsTheTimeAtWhichItBegan() {
        // Given
        JobLife.Open running = new JobLife.Running(new ItemTally(2, 1, 0, 0, 0), BEGIN);

        // When
        JobLife life = running.count(new ItemTally(2, 0, 1, 0, 0), null, LATER);

        // Then
        assertThat(life).isEqualTo(new JobLife.Running(new ItemTally(2, 0, 1, 0, 0), BEGIN));
    }

    @Test
    void aJobSucceedsAlthoughItemsFailed() {
        // Given
        ItemTally done = new ItemTally(0, 0, 1, 2, 0);

        // When
        JobLife life = THREE_QUEUED.count(done, PROBLEM, LATER);

        // Then
        assertThat(life).isEqualTo(new JobLife.Succeeded(done, LATER, LATER));
    }

    @Test
    void aJobFailsWhenAllItemsFailed() {
        // Given
        ItemTally done = new ItemTally(0, 0, 0, 3, 0);

        // When
        JobLife life = THREE_QUEUED.count(done, PROBLEM, LATER);

        // Then
        assertThat(life)
                .isInstanceOfSatisfying(
                        JobLife.Failed.class,
                        failed -> {
                            assertThat(failed.problem().code()).isEqualTo(ErrorCode.AUDIO_EMPTY);
                            assertThat(failed.problem().detail())
                                    .isEqualTo("All 3 items failed; one of them: It is empty.");
                        });
    }

    @Test
    void cancellingEndsOpenItemsOnly() {
        // Given
        JobLife.Open running = new JobLife.Running(new ItemTally(2, 1, 4, 1, 0), BEGIN);

        // When
        JobLife life = running.cancel(LATER);

        // Then
        assertThat(life)
                .isEqualTo(new JobLife.Cancelled(new ItemTally(0, 0, 4, 1, 3), BEGIN, LATER));
    }

    @Test
    void moreItemsCannotLeaveAStateThanWereInIt() {
        // Given
        ItemTally one = ItemTally.NONE.with(State.RUNNING, 1);

        // When
        var attempt = assertThatThrownBy(() -> one.moved(State.QUEUED, State.RUNNING));

        // Then
        attempt.isInstanceOf(IllegalArgumentException.class).hasMessageContaining("-1 queued");
    }
}
