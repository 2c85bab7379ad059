package lumen.gateway.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.narayana.jta.QuarkusTransactionException;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import lumen.contracts.rest.State;
import lumen.gateway.job.ItemTally;
import lumen.gateway.platform.Database;
import lumen.gateway.platform.Outage;
import org.hibernate.HibernateException;
import org.hibernate.Session;
import org.jboss.logging.Logger;

/**
 * Tells how many jobs and items are in which state and how long the outbox is. These are figures of
 * the database: every gateway tells the same ones.
 */
@ApplicationScoped
class JobMetrics {
    private static final Logger LOG = Logger.getLogger(JobMetrics.class);

    private final Session session;
    private final Database database;
    private final Map<State, AtomicLong> jobs = new EnumMap<>(State.class);
    private final Map<State, AtomicLong> items = new EnumMap<>(State.class);
    private final AtomicLong outbox = new AtomicLong();
    private final Outage outage = new Outage(LOG, "reading metrics");

    JobMetrics(Session session, Database database, MeterRegistry registry) {
        this.session = session;
        this.database = database;
        for (State state : State.values()) {
            jobs.put(state, gauge(registry, "lumen.jobs", "Jobs by state", state));
            items.put(state, gauge(registry, "lumen.items", "Items by state", state));
        }
        Gauge.builder("lumen.outbox.backlog", outbox, AtomicLong::get)
                .description("Messages that wait to be published")
                .register(registry);
    }

    private static AtomicLong gauge(
            MeterRegistry registry, String name, String description, State state) {
        AtomicLong value = new AtomicLong();
        Gauge.builder(name, value, AtomicLong::get)
                .description(description)
                .tag("state", tag(state))
                .register(registry);
        return value;
    }

    @Scheduled(
            every = "{lumen.metrics.every}",
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    @RunOnVirtualThread
    void refresh() {
        if (!database.ready()) {
            return;
        }
        try {
            QuarkusTransaction.requiringNew().run(this::read);
            outage.over();
        } catch (HibernateException | QuarkusTransactionException e) {
            outage.notice(e);
        }
    }

    private void read() {
        session.doWork(
                connection -> {
                    try (Statement statement = connection.createStatement()) {
                        readJobs(statement);
                        readOutbox(statement);
                    }
                });
    }

    private void readJobs(Statement statement) throws SQLException {
        Map<State, Long> jobCounts = new EnumMap<>(State.class);
        ItemTally tally = ItemTally.NONE;
        try (ResultSet rows =
                statement.executeQuery(
                        """
                        select state, count(*) as jobs, sum(queued) as queued,
                            sum(running) as running, sum(succeeded) as succeeded,
                            sum(failed) as failed, sum(cancelled) as cancelled
                        from job group by state
                        """)) {
            while (rows.next()) {
                jobCounts.put(State.valueOf(rows.getString("state")), rows.getLong("jobs"));
                for (State state : State.values()) {
                    tally = tally.with(state, rows.getLong(tag(state)));
                }
            }
        }
        jobs.forEach((state, value) -> value.set(jobCounts.getOrDefault(state, 0L)));
        for (State state : State.values()) {
            items.get(state).set(count(tally, state));
        }
    }

    private void readOutbox(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery("select count(*) from outbox")) {
            rows.next();
            outbox.set(rows.getLong(1));
        }
    }

    private static String tag(State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private static long count(ItemTally tally, State state) {
        return switch (state) {
            case QUEUED -> tally.queued();
            case RUNNING -> tally.running();
            case SUCCEEDED -> tally.succeeded();
            case FAILED -> tally.failed();
            case CANCELLED -> tally.cancelled();
        };
    }
}
