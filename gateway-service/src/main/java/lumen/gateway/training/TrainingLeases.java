package lumen.gateway.training;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import lumen.gateway.job.TrainingLife;
import lumen.gateway.outbox.OutboxRelay;
import lumen.gateway.platform.Database;
import lumen.gateway.store.TrainingEntity;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hibernate.Session;
import org.jboss.logging.Logger;

/**
 * Looks for runs whose worker was lost and has them taken up by another, and for runs that nobody
 * took. Any gateway may do so, one at a time for each run; none does while it could not have heard
 * of the workers.
 */
@ApplicationScoped
public class TrainingLeases {
    private static final Logger LOG = Logger.getLogger(TrainingLeases.class);
    private static final int RUNS_AT_ONCE = 100;

    private final Session session;
    private final TrainingMoves moves;
    private final OutboxRelay relay;
    private final Database database;
    private final Hearing hearing;
    private final Duration lease;
    private final Duration unclaimed;
    private final int maxAttempts;

    TrainingLeases(
            Session session,
            TrainingMoves moves,
            OutboxRelay relay,
            Database database,
            Hearing hearing,
            @ConfigProperty(name = "lumen.training.lease") Duration lease,
            @ConfigProperty(name = "lumen.training.unclaimed") Duration unclaimed,
            @ConfigProperty(name = "lumen.training.max-attempts") int maxAttempts) {
        this.session = session;
        this.moves = moves;
        this.relay = relay;
        this.database = database;
        this.hearing = hearing;
        this.lease = lease;
        this.unclaimed = unclaimed;
        this.maxAttempts = maxAttempts;
    }

    @Scheduled(
            every = "{lumen.training.lease-check}",
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    @RunOnVirtualThread
    void check() {
        if (database.ready() && hearing.forAtLeast(lease)) {
            sweep(Instant.now());
        }
    }

    /**
     * Takes runs from workers that were not heard of for too long, and asks again for those that
     * nobody has taken for long.
     *
     * @param time now
     */
    public void sweep(Instant time) {
        Instant now = time.truncatedTo(ChronoUnit.MILLIS);
        int runs;
        do {
            runs = QuarkusTransaction.requiringNew().call(() -> sweepSome(now));
        } while (runs == RUNS_AT_ONCE);
        if (runs > 0) {
            relay.wake();
        }
    }

    private int sweepSome(Instant now) {
        List<TrainingEntity> runs =
                session.createNativeQuery(
                                """
                                select * from training where state in ('QUEUED', 'RUNNING')
                                    and (worker is null and heard_at < ?1
                                        or worker is not null and heard_at < ?2)
                                order by job_id limit %d for update skip locked
                                """
                                        .formatted(RUNS_AT_ONCE),
                                TrainingEntity.class)
                        .setParameter(1, now.minus(unclaimed))
                        .setParameter(2, now.minus(lease))
                        .getResultList();
        boolean busy = !runs.isEmpty() && workersAreBusy(now);
        for (TrainingEntity run : runs) {
            switch (run.life()) {
                case TrainingLife.Running running -> {
                    LOG.warnf(
                            "training %s (%s): nothing heard of %s since %s",
                            run.jobId, run.name, running.worker(), running.heardAt());
                    moves.move(run, running.lose(run.gotOnSinceLoss(), maxAttempts, now), now);
                }
                case TrainingLife.Waiting waiting ->
                        moves.move(run, busy ? waiting.waitOn(now) : waiting.askAgain(now), now);
                case TrainingLife.Ended ended ->
                        throw new IllegalStateException("not asked for: " + ended);
            }
        }
        return runs.size();
    }

    /** While some run is carried out, others may well wait for their turn. */
    private boolean workersAreBusy(Instant now) {
        return TrainingEntity.count("worker is not null and heardAt >= ?1", now.minus(lease)) > 0;
    }
}
