package lumen.gateway.submission;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.hibernate.orm.panache.Panache;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.error.LumenException;
import lumen.contracts.rest.JobKind;
import lumen.contracts.rest.JobView;
import lumen.gateway.job.ItemTally;
import lumen.gateway.job.JobLife;
import lumen.gateway.outbox.Outbox;
import lumen.gateway.outbox.OutboxRelay;
import lumen.gateway.outbox.PublicEvents;
import lumen.gateway.platform.Database;
import lumen.gateway.registry.ModelRegistry;
import lumen.gateway.registry.UsableModel;
import lumen.gateway.store.JobEntity;
import lumen.gateway.store.JobModelEntity;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hibernate.Session;
import org.jboss.logging.Logger;

/**
 * Makes a submission a job: job, items and outbox rows in one transaction. Of a job with many files
 * on the server only the first ones are written in it, so that the answer comes at once; {@link
 * JobListing} adds the others.
 */
@ApplicationScoped
public class JobSubmitter {
    private static final Logger LOG = Logger.getLogger(JobSubmitter.class);

    /** A thousand uploads or a slow disk take a while. */
    private static final int TRANSACTION_SECONDS = 120;

    private final Session session;
    private final ModelRegistry models;
    private final IdempotencyKeys keys;
    private final Outbox outbox;
    private final OutboxRelay relay;
    private final PublicEvents events;
    private final Database database;
    private final AudioStore store;
    private final FilesOnServer files;
    private final JobListing listing;
    private final ObjectMapper json;
    private final int maxItems;
    private final long maxQueuedItems;

    JobSubmitter(
            Session session,
            ModelRegistry models,
            IdempotencyKeys keys,
            Outbox outbox,
            OutboxRelay relay,
            PublicEvents events,
            Database database,
            AudioStore store,
            FilesOnServer files,
            JobListing listing,
            ObjectMapper json,
            @ConfigProperty(name = "lumen.jobs.max-items") int maxItems,
            @ConfigProperty(name = "lumen.jobs.max-queued-items") long maxQueuedItems) {
        this.session = session;
        this.models = models;
        this.keys = keys;
        this.outbox = outbox;
        this.relay = relay;
        this.events = events;
        this.database = database;
        this.store = store;
        this.files = files;
        this.listing = listing;
        this.json = json;
        this.maxItems = maxItems;
        this.maxQueuedItems = maxQueuedItems;
    }

    /**
     * Submits a job, or finds the one that the same request made before.
     *
     * @throws LumenException for whatever is wrong with the submission; nothing remains of it then
     */
    public JobView submit(Submission submission) {
        database.requireReady();
        requireValid(submission);
        UsableModel model = models.use(submission.model());
        UUID id = UUID.randomUUID();
        Source source = new Source(open(id, submission, model));
        JobView job;
        try {
            job =
                    QuarkusTransaction.requiringNew()
                            .timeout(TRANSACTION_SECONDS)
                            .call(() -> write(id, submission, model, source));
        } catch (RuntimeException e) {
            source.close();
            store.delete(id);
            throw e;
        }
        relay.wake();
        if (job.id().equals(id.toString()) && source.files().hasNext()) {
            listing.goOn(id, source);
        } else {
            source.close();
        }
        return job;
    }

    private Stream<AudioSource> open(UUID id, Submission submission, UsableModel model) {
        return switch (submission.files()) {
            case Submission.Uploaded uploaded -> uploaded.keep().apply(id);
            case Submission.OnServer onServer ->
                    files.find(submission.kind(), onServer.paths(), model.metadata().labels());
        };
    }

    private static void requireValid(Submission submission) {
        switch (submission.kind()) {
            case PREDICT -> {}
            case TEST -> {
                if (submission.files() instanceof Submission.Uploaded) {
                    throw new LumenException(
                            ErrorCode.REQUEST_INVALID,
                            "A TEST job takes datasets on the server, not uploads.");
                }
            }
            case TRAIN ->
                    throw new LumenException(
                            ErrorCode.KIND_NOT_SUPPORTED, "Uploads cannot be trained on.");
        }
        Double threshold = submission.threshold();
        if (threshold != null && !(threshold >= 0 && threshold <= 1)) {
            throw new LumenException(
                    ErrorCode.REQUEST_INVALID,
                    "The threshold is %s but must be from 0 to 1.".formatted(threshold));
        }
    }

    private JobView write(UUID id, Submission submission, UsableModel model, Source source) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        if (submission.identity().isPresent()) {
            Optional<UUID> first = keys.claim(submission.identity().get(), id, now);
            if (first.isPresent()) {
                return JobEntity.<JobEntity>findById(first.get()).toView();
            }
        }
        requireRoom();
        JobEntity job = job(id, submission, model, now);
        JobLife.Open submitted = JobLife.submitted();
        job.become(submitted);
        job.persist();
        JobModelEntity snapshot = snapshot(id, submission.threshold(), model);
        snapshot.persist();
        Panache.flush();

        ItemWriter items =
                new ItemWriter(session, outbox, events, snapshot, ItemTally.NONE, maxItems, now);
        boolean atOnce = submission.files() instanceof Submission.Uploaded;
        while (source.files().hasNext()
                && (atOnce || items.tally().total() < listing.itemsAtOnce())) {
            items.add(source.files().next());
        }
        items.finish();
        if (items.tally().total() == 0) {
            throw new LumenException(ErrorCode.NOTHING_TO_DO, "The request names no audio.");
        }
        if (submission.files() instanceof Submission.OnServer onServer
                && source.files().hasNext()) {
            job.become(submitted.listing().count(items.tally(), items.lastProblem(), now));
            listing.begin(id, onServer.paths());
        } else {
            job.become(submitted.count(items.tally(), items.lastProblem(), now));
        }
        outbox.add(List.of(events.jobChanged(job.toView(), now)));
        LOG.infof("job %s: %d items, model %s", id, items.tally().total(), model.id());
        return job.toView();
    }

    private void requireRoom() {
        long open =
                session.createNativeQuery(
                                """
                                select cast(coalesce(sum(queued + running), 0) as bigint) from job
                                where state in ('QUEUED', 'RUNNING')
                                """,
                                Long.class)
                        .getSingleResult();
        if (open >= maxQueuedItems) {
            throw new LumenException(
                    ErrorCode.TOO_BUSY, "%,d items wait or run already.".formatted(open));
        }
    }

    private static JobEntity job(UUID id, Submission submission, UsableModel model, Instant now) {
        JobEntity job = new JobEntity();
        job.id = id;
        job.kind = submission.kind();
        job.modelId = model.id();
        switch (submission.files()) {
            case Submission.Uploaded _ -> job.hasUploads = true;
            case Submission.OnServer onServer -> {
                if (submission.kind() == JobKind.TEST) {
                    job.datasets = onServer.paths();
                }
            }
        }
        job.createdAt = now;
        return job;
    }

    private JobModelEntity snapshot(UUID id, Double threshold, UsableModel model) {
        JobModelEntity snapshot = new JobModelEntity();
        snapshot.jobId = id;
        snapshot.modelId = model.id();
        snapshot.modelVersion = model.version();
        snapshot.labels = model.metadata().labels();
        snapshot.labelNames = json.valueToTree(model.metadata().labelNames());
        snapshot.thresholds = thresholds(model, threshold);
        snapshot.aggregation = model.metadata().aggregation();
        snapshot.featureSpecification = model.metadata().featureSpecification();
        snapshot.featureElementType = model.metadata().featureElementType();
        return snapshot;
    }

    /** In the labels' order, whatever order the model file has them in. */
    private static Map<String, Double> thresholds(UsableModel model, Double replacement) {
        Map<String, Double> thresholds = new LinkedHashMap<>();
        for (String label : model.metadata().labels()) {
            thresholds.put(
                    label,
                    replacement == null ? model.metadata().thresholds().get(label) : replacement);
        }
        return thresholds;
    }
}
