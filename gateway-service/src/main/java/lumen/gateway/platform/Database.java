package lumen.gateway.platform;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.error.LumenException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jboss.logging.Logger;

/**
 * Brings the database's schema up to date as soon as the database answers. The gateway starts
 * without it, so that the services may be started in any order.
 */
@ApplicationScoped
public class Database {
    private static final Logger LOG = Logger.getLogger(Database.class);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Flyway flyway;
    private final Outage outage = new Outage(LOG, "reaching the database");
    private volatile boolean ready;

    Database(Flyway flyway) {
        this.flyway = flyway;
    }

    /** Whether the schema is up to date. The database may be away again nevertheless. */
    public boolean ready() {
        return ready;
    }

    /**
     * Refuses to go on without the database.
     *
     * @throws LumenException UNAVAILABLE unless the schema is up to date
     */
    public void requireReady() {
        if (!ready) {
            throw new LumenException(ErrorCode.UNAVAILABLE, "The database does not answer yet.");
        }
    }

    void start(@Observes StartupEvent event) {
        Thread.ofVirtual().name("database-migration").start(this::migrate);
    }

    private void migrate() {
        while (!ready) {
            try {
                flyway.migrate();
                ready = true;
                outage.over();
            } catch (FlywayException e) {
                outage.notice(e);
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the database", e);
        }
    }
}
