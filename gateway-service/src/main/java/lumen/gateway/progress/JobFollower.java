package lumen.gateway.progress;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import lumen.contracts.error.LumenException;
import lumen.gateway.store.JobQueries;
import lumen.gateway.store.JobQueries.Progress;

/** Tells an audience, on its virtual thread, how a job goes on until it ends. */
@ApplicationScoped
public class JobFollower {
    /** How often an audience hears something although nothing happens. */
    public static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private static final int ITEMS_AT_ONCE = 500;

    /** Whoever follows a job. */
    public interface Audience {
        /** Whether nobody is there any more. */
        boolean gone();

        /**
         * The job has gone on, or this is where it stood at first.
         *
         * @throws IOException if nobody is there any more
         */
        void advanced(Progress progress) throws IOException, InterruptedException;

        /** Nothing has happened for a while. */
        void idle() throws IOException;
    }

    /** Why a job is not followed any more. */
    public enum End {
        JOB_ENDED,
        AUDIENCE_GONE,
        TIME_OVER
    }

    private final JobChanges changes;
    private final JobQueries queries;

    JobFollower(JobChanges changes, JobQueries queries) {
        this.changes = changes;
        this.queries = queries;
    }

    /** Starts to listen for changes of a job; give it to {@link #follow}. */
    public JobListener listen(UUID job) {
        return changes.listen(job);
    }

    /**
     * Follows a job.
     *
     * @param listener wakes the audience; ring it when the audience has gone
     * @param after the place of the last item that the audience knows, 0 for none
     * @param deadline when to stop at the latest
     * @throws LumenException JOB_NOT_FOUND
     */
    public End follow(
            UUID job, JobListener listener, long after, Instant deadline, Audience audience)
            throws IOException, InterruptedException {
        Progress told = null;
        long order = after;
        Instant heard = Instant.now();
        while (!audience.gone()) {
            Progress progress = queries.progress(job, order, ITEMS_AT_ONCE);
            if (told == null || !told.job().equals(progress.job()) || progress.order() > order) {
                audience.advanced(progress);
                heard = Instant.now();
            }
            told = progress;
            order = progress.order();
            if (progress.items().size() == ITEMS_AT_ONCE) {
                continue;
            }
            if (progress.job().state().ended()) {
                return End.JOB_ENDED;
            }
            Duration rest = Duration.between(Instant.now(), deadline);
            if (!rest.isPositive()) {
                return End.TIME_OVER;
            }
            listener.await(rest.compareTo(HEARTBEAT) < 0 ? rest : HEARTBEAT);
            if (Duration.between(heard, Instant.now()).compareTo(HEARTBEAT) >= 0) {
                audience.idle();
                heard = Instant.now();
            }
        }
        return End.AUDIENCE_GONE;
    }
}
