package lumen.gateway.submission;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import lumen.contracts.error.LumenException;
import lumen.contracts.error.Problem;
import lumen.contracts.rest.JobView;
import lumen.gateway.job.JobLife;
import lumen.gateway.outbox.Outbox;
import lumen.gateway.outbox.OutboxRelay;
import lumen.gateway.outbox.PublicEvents;
import lumen.gateway.platform.Database;
import lumen.gateway.platform.Outage;
import lumen.gateway.platform.Outages;
import lumen.gateway.progress.JobChanges;
import lumen.gateway.store.ItemEntity;
import lumen.gateway.store.JobEntity;
import lumen.gateway.store.JobModelEntity;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hibernate.Session;
import org.jboss.logging.Logger;

/**
 * Adds the files of a large job after the job was accepted, some thousand in each transaction, so
 * that the workers begin with the first ones while the last ones are still being looked for.
 *
 * <p>Files are found in an order that never changes. When the gateway that lists them goes away,
 * another one passes over as many as the job has items, and goes on.
 */
@ApplicationScoped
public class JobListing {
    private static final Logger LOG = Logger.getLogger(JobListing.class);
    private static final int TRANSACTION_SECONDS = 120;
    private static final Duration LEASE = Duration.ofSeconds(TRANSACTION_SECONDS + 10);

    private record Abandoned(UUID job, List<String> paths) {}

    private final Session session;
    private final Database database;
    private final FilesOnServer files;
    private final Outbox outbox;
    private final OutboxRelay relay;
    private final PublicEvents events;
    private final JobChanges changes;
    private final int maxItems;
    private final int itemsAtOnce;
    private final Outage outage = new Outage(LOG, "listing the files of jobs");

    JobListing(
            Session session,
            Database database,
            FilesOnServer files,
            Outbox outbox,
            OutboxRelay relay,
            PublicEvents events,
            JobChanges changes,
            @ConfigProperty(name = "lumen.jobs.max-items") int maxItems,
            @ConfigProperty(name = "lumen.jobs.items-at-once") int itemsAtOnce) {
        this.session = session;
        this.database = database;
        this.files = files;
        this.outbox = outbox;
        this.relay = relay;
        this.events = events;
        this.changes = changes;
        this.maxItems = maxItems;
        this.itemsAtOnce = itemsAtOnce;
    }

    /** How many items one transaction adds. */
    int itemsAtOnce() {
        return itemsAtOnce;
    }

    /** Notes, in the transaction that writes a job, that its listing goes on after it. */
    void begin(UUID job, List<String> paths) {
        session.createNativeMutationQuery(
                        "insert into job_listing (job_id, paths, until) values (?1, ?2, ?3)")
                .setParameter(1, job)
                .setParameter(2, paths.toArray(String[]::new))
                .setParameter(3, Instant.now().plus(LEASE))
                .executeUpdate();
    }

    /** Goes on after the transaction that wrote the job; closes the source. */
    void goOn(UUID job, Source source) {
        Thread.ofVirtual().name("job-listing").start(() -> list(job, source));
    }

    /** Takes over what another gateway, or an earlier run of this one, left unfinished. */
    @Scheduled(
            every = "{lumen.jobs.listing-poll}",
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    @RunOnVirtualThread
    void takeOver() {
        if (!database.ready()) {
            return;
        }
        try {
            Optional<Abandoned> found = QuarkusTransaction.requiringNew().call(this::abandoned);
            outage.over();
            found.ifPresent(this::resume);
        } catch (RuntimeException e) {
            if (!Outages.temporary(e)) {
                throw e;
            }
            outage.notice(e);
        }
    }

    private Optional<Abandoned> abandoned() {
        Instant now = Instant.now();
        List<Object[]> rows =
                session.createNativeQuery(
                                """
                                update job_listing set until = ?2 where job_id = (
                                    select job_id from job_listing where until < ?1
                                    order by until limit 1 for update skip locked)
                                returning job_id, paths
                                """,
                                Object[].class)
                        .setParameter(1, now)
                        .setParameter(2, now.plus(LEASE))
                        .getResultList();
        return rows.stream()
                .map(row -> new Abandoned((UUID) row[0], Arrays.asList((String[]) row[1])))
                .findFirst();
    }

    private void resume(Abandoned listing) {
        UUID id = listing.job();
        LOG.infof("job %s: goes on listing files", id);
        list(id, QuarkusTransaction.requiringNew().call(() -> reopen(id, listing.paths())));
    }

    private Source reopen(UUID id, List<String> paths) {
        JobEntity job = JobEntity.findById(id);
        JobModelEntity model = JobModelEntity.findById(id);
        long written = job.life().items().total();
        try {
            return new Source(files.find(job.kind, paths, model.labels).skip(written));
        } catch (LumenException e) {
            // What the job names has gone since it was accepted: the listing ends with that.
            return new Source(Stream.of(remaining(e)));
        }
    }

    private void list(UUID job, Source source) {
        try (source) {
            boolean more = true;
            while (more) {
                List<AudioSource> next = take(source);
                boolean last = next.size() < itemsAtOnce;
                more =
                        QuarkusTransaction.requiringNew()
                                        .timeout(TRANSACTION_SECONDS)
                                        .call(() -> add(job, next, last))
                                && !last;
                relay.wake();
            }
        } catch (RuntimeException e) {
            if (!Outages.temporary(e)) {
                throw e;
            }
            // When the lease is over, the listing goes on where it stands.
            outage.notice(e);
        }
    }

    /** The next files, fewer than asked for at the end; what ends them early is the last one. */
    private List<AudioSource> take(Source source) {
        List<AudioSource> next = new ArrayList<>(itemsAtOnce);
        try {
            while (next.size() < itemsAtOnce && source.files().hasNext()) {
                next.add(source.files().next());
            }
        } catch (LumenException e) {
            if (next.size() == itemsAtOnce) {
                next.removeLast();
            }
            next.add(remaining(e));
        }
        return next;
    }

    private static AudioSource.Refused remaining(LumenException fault) {
        return new AudioSource.Refused("the remaining files", fault.toProblem());
    }

    /**
     * Adds items to a job.
     *
     * @param last whether no more will come
     * @return false if the job does not want items any more
     */
    private boolean add(UUID id, List<AudioSource> next, boolean last) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        // Before its items, unlike elsewhere: nobody else can know the new ones.
        JobEntity job = JobEntity.findById(id, LockModeType.PESSIMISTIC_WRITE);
        if (job == null || !(job.life() instanceof JobLife.Listing life)) {
            return false;
        }
        JobModelEntity model = JobModelEntity.findById(id);
        ItemWriter items =
                new ItemWriter(session, outbox, events, model, life.items(), maxItems, now);
        boolean full = addAll(next, items);
        items.finish();
        JobLife after = life.count(items.tally(), items.lastProblem(), now);
        if (last || full) {
            Problem problem =
                    items.lastProblem() == null ? problemOfAnItem(id) : items.lastProblem();
            after = ((JobLife.Listing) after).listed(problem, now);
            end(id);
        } else {
            renew(id, now);
        }
        job.become(after);
        JobView view = job.toView();
        if (after.state() != life.state() || view.listing() == null) {
            outbox.add(List.of(events.jobChanged(view, now)));
        }
        changes.announce(id);
        return !full;
    }

    /** Adds the files as far as there is room; if there is too little, says so as the last item. */
    private static boolean addAll(List<AudioSource> files, ItemWriter items) {
        try {
            files.forEach(items::add);
            return false;
        } catch (LumenException e) {
            items.refuse(remaining(e));
            return true;
        }
    }

    private static Problem problemOfAnItem(UUID job) {
        return ItemEntity.<ItemEntity>find("jobId = ?1 and problem is not null", job)
                .firstResultOptional()
                .map(item -> item.toView().problem())
                .orElse(null);
    }

    private void renew(UUID job, Instant now) {
        session.createNativeMutationQuery("update job_listing set until = ?2 where job_id = ?1")
                .setParameter(1, job)
                .setParameter(2, now.plus(LEASE))
                .executeUpdate();
    }

    /** Forgets that the job's files are being listed. */
    void end(UUID job) {
        session.createNativeMutationQuery("delete from job_listing where job_id = ?1")
                .setParameter(1, job)
                .executeUpdate();
    }
}
