package lumen.gateway.training;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import lumen.contracts.error.LumenException;
import lumen.contracts.rest.TrainingView;
import lumen.gateway.progress.JobChanges;
import lumen.gateway.progress.JobFollower;
import lumen.gateway.progress.JobListener;
import lumen.gateway.store.TrainingQueries;
import lumen.gateway.store.TrainingQueries.News;

/** Tells an audience, on its virtual thread, how a run goes on until it ends. */
@ApplicationScoped
public class TrainingFollower {
    private static final int ENTRIES_AT_ONCE = 500;

    /** Whoever follows a run. */
    public interface Audience {
        /** Whether nobody is there any more. */
        boolean gone();

        /**
         * The run has gone on, or this is where it stood at first.
         *
         * @param last whether it has ended and this is all
         * @throws IOException if nobody is there any more
         */
        void advanced(News news, boolean last) throws IOException, InterruptedException;

        /** Nothing has happened for a while. */
        void idle() throws IOException;
    }

    private final JobChanges changes;
    private final TrainingQueries queries;

    TrainingFollower(JobChanges changes, TrainingQueries queries) {
        this.changes = changes;
        this.queries = queries;
    }

    /** Starts to listen for changes of a run; give it to {@link #follow}. */
    public JobListener listen(UUID run) {
        return changes.listen(run);
    }

    /**
     * Follows a run until it ends or the audience has gone.
     *
     * @param listener wakes the audience; ring it when the audience has gone
     * @param after the place of the last entry that the audience knows, 0 for none
     * @throws LumenException TRAINING_NOT_FOUND
     */
    public void follow(UUID run, JobListener listener, long after, Audience audience)
            throws IOException, InterruptedException {
        TrainingView told = null;
        long place = after;
        Instant heard = Instant.now();
        while (!audience.gone()) {
            News news = queries.news(run, place, ENTRIES_AT_ONCE);
            boolean more = news.entries().size() == ENTRIES_AT_ONCE;
            boolean last = news.run().state().ended() && !more;
            if (!news.run().equals(told) || !news.entries().isEmpty()) {
                audience.advanced(news, last);
                heard = Instant.now();
            }
            told = news.run();
            if (!news.entries().isEmpty()) {
                place = news.entries().getLast().place();
            }
            if (last) {
                return;
            }
            if (more) {
                continue;
            }
            listener.await(JobFollower.HEARTBEAT);
            if (Duration.between(heard, Instant.now()).compareTo(JobFollower.HEARTBEAT) >= 0) {
                audience.idle();
                heard = Instant.now();
            }
        }
    }
}
