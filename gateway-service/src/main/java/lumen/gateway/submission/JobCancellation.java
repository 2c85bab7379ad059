package lumen.gateway.submission;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.error.LumenException;
import lumen.contracts.rest.JobView;
import lumen.contracts.topic.Topics;
import lumen.gateway.job.JobLife;
import lumen.gateway.outbox.Outbox;
import lumen.gateway.outbox.OutboxRelay;
import lumen.gateway.outbox.PublicEvents;
import lumen.gateway.progress.JobChanges;
import lumen.gateway.store.JobEntity;
import org.hibernate.Session;
import org.jboss.logging.Logger;

/**
 * Ends jobs at a user's wish. What was not yet sent to the workers is not sent any more; what they
 * answer later is ignored.
 */
@ApplicationScoped
public class JobCancellation {
    private static final Logger LOG = Logger.getLogger(JobCancellation.class);

    private final Session session;
    private final Outbox outbox;
    private final OutboxRelay relay;
    private final PublicEvents events;
    private final JobChanges changes;
    private final JobListing listing;

    JobCancellation(
            Session session,
            Outbox outbox,
            OutboxRelay relay,
            PublicEvents events,
            JobChanges changes,
            JobListing listing) {
        this.session = session;
        this.outbox = outbox;
        this.relay = relay;
        this.events = events;
        this.changes = changes;
        this.listing = listing;
    }

    /**
     * Cancels a job and its open items.
     *
     * @throws LumenException JOB_NOT_FOUND, JOB_FINISHED
     */
    public JobView cancel(UUID id) {
        JobView job =
                QuarkusTransaction.requiringNew()
                        .call(() -> stopListing(id))
                        .orElseGet(() -> QuarkusTransaction.requiringNew().call(() -> write(id)));
        LOG.infof("job %s: cancelled", id);
        relay.wake();
        return job;
    }

    /**
     * Lets no more items be added, so that those that are there can be locked before their job.
     *
     * @return the cancelled job, if it had no open item; empty otherwise
     */
    private Optional<JobView> stopListing(UUID id) {
        JobEntity job = JobEntity.findById(id, LockModeType.PESSIMISTIC_WRITE);
        if (job == null || !(job.life() instanceof JobLife.Listing life)) {
            return Optional.empty();
        }
        listing.end(id);
        if (life.items().open() > 0) {
            job.become(life.stopped());
            return Optional.empty();
        }
        return Optional.of(end(job, life, Instant.now().truncatedTo(ChronoUnit.MILLIS)));
    }

    private JobView write(UUID id) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        outbox.withdraw(id, Topics.AUDIO);
        // Items before their job and in the order of their ids, as everywhere.
        session.createNativeMutationQuery(
                        """
                        update item set state = 'CANCELLED', ended_at = ?2
                        where id in (
                            select id from item
                            where job_id = ?1 and state in ('QUEUED', 'RUNNING')
                            order by id for update)
                        """)
                .setParameter(1, id)
                .setParameter(2, now)
                .executeUpdate();
        JobEntity job = JobEntity.findById(id, LockModeType.PESSIMISTIC_WRITE);
        if (job == null) {
            throw new LumenException(ErrorCode.JOB_NOT_FOUND, "There is no job " + id + ".");
        }
        switch (job.life()) {
            case JobLife.Open open -> {
                return end(job, open, now);
            }
            case JobLife.Ended ended ->
                    throw new LumenException(
                            ErrorCode.JOB_FINISHED, "The job has " + ended.state() + ".");
        }
    }

    private JobView end(JobEntity job, JobLife.Open life, Instant now) {
        job.become(life.cancel(now));
        JobView view = job.toView();
        outbox.add(List.of(events.jobChanged(view, now)));
        changes.announce(job.id);
        return view;
    }
}
