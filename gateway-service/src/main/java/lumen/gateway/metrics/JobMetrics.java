package lumen.gateway.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.narayana.jta.QuarkusTransactionException;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.List;
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
                .tag("state", state.name().toLowerCase(Locale.ROOT))
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
        List<Object[]> rows =
                session.createNativeQuery(
                                """
                                select state, count(*), cast(sum(queued) as bigint),
                                    cast(sum(running) as bigint), cast(sum(succeeded) as bigint),
                                    cast(sum(failed) as bigint), cast(sum(cancelled) as bigint)
                                from job group by state
                                """,
                                Object[].class)
                        .getResultList();
        Map<State, Long> jobCounts = new EnumMap<>(State.class);
        ItemTally tally = ItemTally.NONE;
        for (Object[] row : rows) {
            jobCounts.put(State.valueOf((String) row[0]), (Long) row[1]);
            tally =
                    tally.with(State.QUEUED, (Long) row[2])
                            .with(State.RUNNING, (Long) row[3])
                            .with(State.SUCCEEDED, (Long) row[4])
                            .with(State.FAILED, (Long) row[5])
                            .with(State.CANCELLED, (Long) row[6]);
        }
        jobs.forEach((state, value) -> value.set(jobCounts.getOrDefault(state, 0L)));
        for (State state : State.values()) {
            items.get(state).set(count(tally, state));
        }
        outbox.set(
                session.createNativeQuery("select count(*) from outbox", Long.class)
                        .getSingleResult());
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
