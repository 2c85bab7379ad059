package lumen.gateway.store;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import lumen.contracts.error.Problem;
import lumen.contracts.rest.JobKind;
import lumen.contracts.rest.JobView;
import lumen.contracts.rest.State;
import lumen.gateway.job.ItemTally;
import lumen.gateway.job.JobLife;

/** A job's row. Whoever changes it locks it first, and after the rows of its items. */
@Entity
@Table(name = "job")
public class JobEntity extends PanacheEntityBase {
    @Id public UUID id;

    @Enumerated(EnumType.STRING)
    public JobKind kind;

    @Enumerated(EnumType.STRING)
    @Column(name = "state")
    State state;

    public String modelId;

    long total;
    long queued;
    long running;
    long succeeded;
    long failed;
    long cancelled;

    /** What a TEST job tests or a TRAIN job learns from, as {@code TYPE:PATH}; null otherwise. */
    public List<String> datasets;

    /** Whether the job's files are still being listed. */
    boolean listing;

    /** Whether files of this job lie in the audio store. */
    public boolean hasUploads;

    @Convert(converter = ProblemText.class)
    Problem problem;

    public Instant createdAt;
    Instant startedAt;
    Instant endedAt;

    /** Where the job stands. */
    public JobLife life() {
        ItemTally items = new ItemTally(queued, running, succeeded, failed, cancelled);
        if (listing) {
            return new JobLife.Listing(items, startedAt);
        }
        return switch (state) {
            case QUEUED -> new JobLife.Queued(items);
            case RUNNING -> new JobLife.Running(items, startedAt);
            case SUCCEEDED -> new JobLife.Succeeded(items, startedAt, endedAt);
            case FAILED -> new JobLife.Failed(items, startedAt, endedAt, problem);
            case CANCELLED -> new JobLife.Cancelled(items, startedAt, endedAt);
        };
    }

    /** Writes down where the job stands. */
    public void become(JobLife life) {
        ItemTally items = life.items();
        state = life.state();
        listing = life instanceof JobLife.Listing;
        total = items.total();
        queued = items.queued();
        running = items.running();
        succeeded = items.succeeded();
        failed = items.failed();
        cancelled = items.cancelled();
        switch (life) {
            case JobLife.Open open -> {
                startedAt = open.startedAt();
                // Of a training run that is resumed there was an end.
                endedAt = null;
                problem = null;
            }
            case JobLife.Failed ended -> {
                end(ended);
                problem = ended.problem();
            }
            case JobLife.Ended ended -> end(ended);
        }
    }

    private void end(JobLife.Ended ended) {
        startedAt = ended.startedAt();
        endedAt = ended.endedAt();
    }

    /** The job as users are told it. */
    public JobView toView() {
        return new JobView(
                id.toString(),
                kind,
                state,
                modelId,
                life().items().toCounts(),
                listing ? true : null,
                datasets,
                createdAt,
                startedAt,
                endedAt,
                problem);
    }
}
