package lumen.cli.predict;

import java.time.Duration;
import lumen.cli.rest.ServerEvents;
import lumen.cli.selection.Portion;
import lumen.contracts.rest.JobView;

/** A job under way, and what was heard of it last. */
final class FollowedJob implements AutoCloseable {
    private static final Duration SILENCE_ALLOWED = Duration.ofSeconds(10);
    private static final Duration PAUSE_BETWEEN_QUESTIONS = Duration.ofMillis(500);

    private final Portion portion;
    private final ServerEvents events;
    private JobView latest;
    private long heard = System.nanoTime();

    FollowedJob(Portion portion, JobView submitted, ServerEvents events) {
        this.portion = portion;
        this.latest = submitted;
        this.events = events;
    }

    String id() {
        return latest.id();
    }

    Portion portion() {
        return portion;
    }

    JobView latest() {
        return latest;
    }

    void hear(JobView news) {
        heard = System.nanoTime();
        // Events that were under way when the end was told would set the job back.
        if (!latest.state().ended()) {
            latest = news;
        }
    }

    /** Whether the events do not tell enough: their stream has ended, or is silent for long. */
    boolean mustBeAskedFor() {
        Duration allowed = events.ended() ? PAUSE_BETWEEN_QUESTIONS : SILENCE_ALLOWED;
        return !latest.state().ended() && System.nanoTime() - heard > allowed.toNanos();
    }

    @Override
    public void close() {
        events.close();
    }
}
