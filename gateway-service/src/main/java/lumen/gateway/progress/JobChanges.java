package lumen.gateway.progress;

import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import lumen.gateway.platform.Database;
import lumen.gateway.platform.Outage;
import org.hibernate.Session;
import org.jboss.logging.Logger;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * Wakes whoever waits for a job when a transaction that changed it was committed, on any gateway:
 * PostgreSQL passes the word on, with the commit and to all.
 */
@ApplicationScoped
public class JobChanges {
    private static final Logger LOG = Logger.getLogger(JobChanges.class);
    private static final String CHANNEL = "lumen_job";
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final int LISTEN_MILLISECONDS = 1_000;

    private final Session session;
    private final AgroalDataSource connections;
    private final Database database;
    private final Map<UUID, Set<JobListener>> listeners = new ConcurrentHashMap<>();
    private final Outage outage = new Outage(LOG, "listening for changes of jobs");
    private volatile boolean stopped;

    JobChanges(Session session, AgroalDataSource connections, Database database) {
        this.session = session;
        this.connections = connections;
        this.database = database;
    }

    /** Wakes everybody who waits for the job when the caller's transaction is committed. */
    public void announce(UUID job) {
        // Not as a query of Hibernate: its cache of plans never finds a native query with a result
        // class again, and searching it took half of the time of recording results.
        session.doWork(
                connection -> {
                    try (PreparedStatement notify =
                            connection.prepareStatement("select pg_notify(?, ?)")) {
                        notify.setString(1, CHANNEL);
                        notify.setString(2, job.toString());
                        notify.execute();
                    }
                });
    }

    /** Starts to listen: changes committed from now on are not missed. */
    public JobListener listen(UUID job) {
        JobListener[] self = new JobListener[1];
        JobListener listener = new JobListener(() -> forget(job, self[0]));
        self[0] = listener;
        listeners.compute(
                job,
                (_, present) -> {
                    Set<JobListener> set =
                            present == null ? ConcurrentHashMap.newKeySet() : present;
                    set.add(listener);
                    return set;
                });
        return listener;
    }

    private void forget(UUID job, JobListener listener) {
        listeners.computeIfPresent(
                job,
                (_, present) -> {
                    present.remove(listener);
                    return present.isEmpty() ? null : present;
                });
    }

    /** The safety net, should a notification be lost with its connection. */
    @Scheduled(every = "2s")
    void ringAll() {
        listeners.values().forEach(set -> set.forEach(JobListener::ring));
    }

    void start(@Observes StartupEvent event) {
        Thread.ofVirtual().name("job-changes").start(this::listenUntilStopped);
    }

    void stop(@Observes ShutdownEvent event) {
        stopped = true;
    }

    private void listenUntilStopped() {
        while (!stopped) {
            try {
                if (database.ready()) {
                    listenOnOneConnection();
                }
                Thread.sleep(PAUSE);
            } catch (SQLException e) {
                if (!stopped) {
                    outage.notice(e);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void listenOnOneConnection() throws SQLException {
        try (Connection connection = connections.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("listen " + CHANNEL);
            outage.over();
            ringAll();
            PGConnection server = connection.unwrap(PGConnection.class);
            while (!stopped) {
                for (PGNotification notification : server.getNotifications(LISTEN_MILLISECONDS)) {
                    ring(UUID.fromString(notification.getParameter()));
                }
            }
        }
    }

    private void ring(UUID job) {
        Set<JobListener> present = listeners.get(job);
        if (present != null) {
            present.forEach(JobListener::ring);
        }
    }
}
