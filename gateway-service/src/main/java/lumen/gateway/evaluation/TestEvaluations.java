package lumen.gateway.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.UUID;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.error.LumenException;
import lumen.contracts.rest.State;
import lumen.contracts.rest.TestMetrics;
import lumen.contracts.rest.TestMetrics.Coverage;
import lumen.evaluation.MetricsAccumulator;
import lumen.gateway.platform.Database;
import lumen.gateway.platform.Outage;
import lumen.gateway.platform.Outages;
import lumen.gateway.store.JobEntity;
import lumen.gateway.store.JobModelEntity;
import lumen.gateway.store.TestQueries;
import org.hibernate.Session;
import org.jboss.logging.Logger;

/**
 * Computes the metrics of TEST jobs that have ended and keeps them in the database. Whoever asks
 * before that was done has it done at once.
 */
@ApplicationScoped
public class TestEvaluations {
    private static final Logger LOG = Logger.getLogger(TestEvaluations.class);

    /** A hundred thousand files of several windows take a while. */
    private static final int TRANSACTION_SECONDS = 300;

    private final Session session;
    private final Database database;
    private final TestQueries queries;
    private final ScoredExamples examples;
    private final ObjectMapper json;
    private final Outage outage = new Outage(LOG, "computing metrics");

    TestEvaluations(
            Session session,
            Database database,
            TestQueries queries,
            ScoredExamples examples,
            ObjectMapper json) {
        this.session = session;
        this.database = database;
        this.queries = queries;
        this.examples = examples;
        this.json = json;
    }

    /** Computes what is missing. */
    @Scheduled(
            every = "{lumen.evaluation.every}",
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    @RunOnVirtualThread
    void computeMissing() {
        if (!database.ready()) {
            return;
        }
        try {
            for (UUID job : QuarkusTransaction.requiringNew().call(this::missing)) {
                of(job);
            }
            outage.over();
        } catch (RuntimeException e) {
            if (!Outages.temporary(e)) {
                throw e;
            }
            outage.notice(e);
        }
    }

    private List<UUID> missing() {
        return session.createNativeQuery(
                        """
                        select id from job where kind = 'TEST' and state = 'SUCCEEDED'
                            and not exists (select 1 from job_metrics where job_id = job.id)
                        order by ended_at limit 10
                        """,
                        UUID.class)
                .getResultList();
    }

    /**
     * The result of a TEST job.
     *
     * @throws LumenException JOB_NOT_FOUND, NOT_A_TEST, METRICS_NOT_READY, NOTHING_SCORED
     */
    public TestEvaluation of(UUID job) {
        return QuarkusTransaction.requiringNew()
                .timeout(TRANSACTION_SECONDS)
                .call(() -> stored(job).orElseGet(() -> compute(job)));
    }

    private Optional<TestEvaluation> stored(UUID job) {
        return session.createNativeQuery(
                        "select metrics from job_metrics where job_id = ?1", String.class)
                .setParameter(1, job)
                .getResultStream()
                .findFirst()
                .map(this::read);
    }

    private TestEvaluation compute(UUID id) {
        JobEntity job = queries.requireTest(id);
        State state = job.life().state();
        if (!state.ended()) {
            throw new LumenException(
                    ErrorCode.METRICS_NOT_READY,
                    "%d of %d files have ended."
                            .formatted(job.toView().items().ended(), job.life().items().total()));
        }
        JobModelEntity model = JobModelEntity.findById(id);
        MetricsAccumulator files = MetricsAccumulator.exact(model.labels, Thresholds.of(model));
        examples.files(id, model.labels, example -> files.add(example.scores(), example.truth()));
        if (files.examples() == 0) {
            throw new LumenException(
                    ErrorCode.NOTHING_SCORED,
                    "None of %d files was scored.".formatted(job.life().items().total()));
        }
        MetricsAccumulator windows = MetricsAccumulator.bounded(model.labels, Thresholds.of(model));
        examples.windows(
                id, model.labels, example -> windows.add(example.scores(), example.truth()));
        TestEvaluation result =
                new TestEvaluation(
                        coverage(job, files.examples()),
                        LevelEvaluation.ofFiles(files),
                        LevelEvaluation.ofWindows(windows));
        store(id, result);
        LOG.infof("job %s: metrics of %d files", id, files.examples());
        return result;
    }

    private Coverage coverage(JobEntity job, long scored) {
        Map<String, Long> left = new TreeMap<>();
        for (Object[] row :
                session.createNativeQuery(
                                """
                                select coalesce(cast(problem as json) ->> 'code', state), count(*)
                                from item where job_id = ?1 and state <> 'SUCCEEDED' group by 1
                                """,
                                Object[].class)
                        .setParameter(1, job.id)
                        .getResultList()) {
            left.put((String) row[0], (Long) row[1]);
        }
        return new Coverage(job.life().items().total(), scored, left);
    }

    private void store(UUID job, TestEvaluation result) {
        session.createNativeMutationQuery(
                        """
                        insert into job_metrics (job_id, metrics, created_at) values (?1, ?2, ?3)
                        on conflict (job_id) do nothing
                        """)
                .setParameter(1, job)
                .setParameter(2, write(result))
                .setParameter(3, Instant.now())
                .executeUpdate();
    }

    private String write(TestEvaluation result) {
        try {
            return json.writeValueAsString(result);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("reports are always JSON", e);
        }
    }

    private TestEvaluation read(String text) {
        try {
            return json.readValue(text, TestEvaluation.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored metrics cannot be read", e);
        }
    }

    /**
     * The metrics of a TEST job as they are told.
     *
     * @param batchSize how many files make a batch of the reference's batch mean; empty for none
     * @throws LumenException as {@link #of}
     */
    public TestMetrics metrics(UUID id, OptionalInt batchSize) {
        TestEvaluation evaluation = of(id);
        return QuarkusTransaction.requiringNew()
                .timeout(TRANSACTION_SECONDS)
                .call(
                        () -> {
                            JobModelEntity model = JobModelEntity.findById(id);
                            OptionalDouble mean =
                                    batchSize.isEmpty()
                                            ? OptionalDouble.empty()
                                            : OptionalDouble.of(
                                                    batchMean(model, batchSize.getAsInt()));
                            return MetricsView.of(queries.requireTest(id), model, evaluation, mean);
                        });
    }

    private double batchMean(JobModelEntity model, int batchSize) {
        BatchMean mean = new BatchMean(model.labels, Thresholds.of(model), batchSize);
        examples.windows(model.jobId, model.labels, mean::add);
        return mean.value();
    }
}
