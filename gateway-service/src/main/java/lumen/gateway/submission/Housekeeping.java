package lumen.gateway.submission;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import lumen.gateway.platform.Database;
import lumen.gateway.store.JobEntity;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hibernate.Session;
import org.jboss.logging.Logger;

/** Deletes what has been kept long enough: uploads of ended jobs, old idempotency keys. */
@ApplicationScoped
class Housekeeping {
    private static final Logger LOG = Logger.getLogger(Housekeeping.class);
    private static final int JOBS_AT_ONCE = 100;

    private final Session session;
    private final AudioStore store;
    private final IdempotencyKeys keys;
    private final Database database;
    private final Duration uploadRetention;
    private final Duration keyRetention;

    Housekeeping(
            Session session,
            AudioStore store,
            IdempotencyKeys keys,
            Database database,
            @ConfigProperty(name = "lumen.audio-store.retention") Duration uploadRetention,
            @ConfigProperty(name = "lumen.idempotency.retention") Duration keyRetention) {
        this.session = session;
        this.store = store;
        this.keys = keys;
        this.database = database;
        this.uploadRetention = uploadRetention;
        this.keyRetention = keyRetention;
    }

    @Scheduled(
            every = "{lumen.housekeeping.every}",
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    @RunOnVirtualThread
    void cleanUp() throws IOException {
        if (!database.ready()) {
            return;
        }
        Instant now = Instant.now();
        int jobs;
        do {
            jobs =
                    QuarkusTransaction.requiringNew()
                            .call(() -> deleteUploads(now.minus(uploadRetention)));
        } while (jobs == JOBS_AT_ONCE);
        deleteOrphans(now.minus(uploadRetention));
        QuarkusTransaction.requiringNew().run(() -> keys.forgetBefore(now.minus(keyRetention)));
    }

    private int deleteUploads(Instant endedBefore) {
        List<JobEntity> jobs =
                session.createNativeQuery(
                                """
                                select * from job where has_uploads and ended_at < ?1
                                order by ended_at limit %d for update skip locked
                                """
                                        .formatted(JOBS_AT_ONCE),
                                JobEntity.class)
                        .setParameter(1, endedBefore)
                        .getResultList();
        for (JobEntity job : jobs) {
            store.delete(job.id);
            job.hasUploads = false;
            LOG.infof("job %s: uploads deleted", job.id);
        }
        return jobs.size();
    }

    /** A gateway that was killed between storing uploads and its commit leaves files of no job. */
    private void deleteOrphans(Instant modifiedBefore) throws IOException {
        for (Path files : store.jobDirectories()) {
            if (Files.getLastModifiedTime(files).toInstant().isBefore(modifiedBefore)) {
                UUID id = UUID.fromString(files.getFileName().toString());
                boolean orphaned =
                        QuarkusTransaction.requiringNew()
                                .call(() -> JobEntity.count("id", id) == 0);
                if (orphaned) {
                    store.delete(id);
                    LOG.warnf("uploads of a job that never came to be deleted: %s", id);
                }
            }
        }
    }
}
