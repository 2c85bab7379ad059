package lumen.gateway.store;

import io.quarkus.hibernate.orm.panache.PanacheQuery;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.error.LumenException;
import lumen.contracts.rest.ItemView;
import lumen.contracts.rest.JobKind;
import lumen.contracts.rest.JobView;
import lumen.contracts.rest.Page;
import lumen.contracts.rest.State;

/** Reads jobs and items as users are told them. */
@ApplicationScoped
public class JobQueries {
    /**
     * Which jobs; a part that is null does not restrict.
     *
     * @param from created at or after
     * @param to created before
     */
    public record JobFilter(State state, JobKind kind, String model, Instant from, Instant to) {}

    /**
     * Which items of a job; a part that is null does not restrict.
     *
     * @param label recognised in the item
     */
    public record ItemFilter(State state, String label) {}

    /**
     * A job and what ended in it.
     *
     * @param items the items that ended after some other, in the order in which they ended
     * @param order the place of the last of {@code items} in that order, or the place asked for
     */
    public record Progress(JobView job, List<ItemView> items, long order) {}

    private final Parts parts;

    JobQueries(Parts parts) {
        this.parts = parts;
    }

    /** Jobs, the newest first. */
    @Transactional
    public Page<JobView> jobs(JobFilter filter, int page, int size) {
        List<String> conditions = new ArrayList<>();
        Map<String, Object> values = new HashMap<>();
        restrict(conditions, values, "state = :state", "state", filter.state());
        restrict(conditions, values, "kind = :kind", "kind", filter.kind());
        restrict(conditions, values, "modelId = :model", "model", filter.model());
        restrict(conditions, values, "createdAt >= :from", "from", filter.from());
        restrict(conditions, values, "createdAt < :to", "to", filter.to());
        PanacheQuery<JobEntity> query =
                JobEntity.find(where(conditions) + " order by createdAt desc, id", values);
        return new Page<>(
                query.page(page, size).stream().map(JobEntity::toView).toList(),
                page,
                size,
                query.count());
    }

    /**
     * Tells how far a job is.
     *
     * @throws LumenException JOB_NOT_FOUND
     */
    @Transactional
    public JobView job(UUID id) {
        return require(id).toView();
    }

    /**
     * Items of a job in the order of submission.
     *
     * @throws LumenException JOB_NOT_FOUND
     */
    @Transactional
    public Page<ItemView> items(UUID job, ItemFilter filter, int page, int size) {
        require(job);
        List<String> conditions = new ArrayList<>();
        Map<String, Object> values = new HashMap<>();
        restrict(conditions, values, "jobId = :job", "job", job);
        restrict(conditions, values, "state = :state", "state", filter.state());
        restrict(conditions, values, "array_position(labels, :label) > 0", "label", filter.label());
        PanacheQuery<ItemEntity> query =
                ItemEntity.find(where(conditions) + " order by index", values);
        return new Page<>(
                query.page(page, size).stream().map(ItemEntity::toView).toList(),
                page,
                size,
                query.count());
    }

    /**
     * Tells of one item.
     *
     * @param windows whether to tell the scores of each window
     * @throws LumenException JOB_NOT_FOUND, ITEM_NOT_FOUND
     */
    @Transactional
    public ItemView item(UUID job, UUID id, boolean windows) {
        require(job);
        ItemEntity item = ItemEntity.findById(id);
        if (item == null || !item.jobId.equals(job)) {
            throw new LumenException(
                    ErrorCode.ITEM_NOT_FOUND, "Job %s has no item %s.".formatted(job, id));
        }
        return windows ? item.toView(parts.windows(id)) : item.toView();
    }

    /**
     * The job, and up to {@code limit} items that ended after the one at place {@code after}.
     *
     * @throws LumenException JOB_NOT_FOUND
     */
    @Transactional
    public Progress progress(UUID id, long after, int limit) {
        // The job first: it never counts an item as ended that is not found then.
        JobView job = require(id).toView();
        List<ItemEntity> ended =
                ItemEntity.<ItemEntity>find(
                                "jobId = ?1 and endedOrder > ?2 order by endedOrder", id, after)
                        .page(0, limit)
                        .list();
        return new Progress(
                job,
                ended.stream().map(ItemEntity::toView).toList(),
                ended.isEmpty() ? after : ended.getLast().endedOrder);
    }

    private static JobEntity require(UUID id) {
        JobEntity job = JobEntity.findById(id);
        if (job == null) {
            throw new LumenException(ErrorCode.JOB_NOT_FOUND, "There is no job " + id + ".");
        }
        return job;
    }

    private static void restrict(
            List<String> conditions,
            Map<String, Object> values,
            String condition,
            String name,
            Object value) {
        if (value != null) {
            conditions.add(condition);
            values.put(name, value);
        }
    }

    private static String where(List<String> conditions) {
        return conditions.isEmpty() ? "1 = 1" : String.join(" and ", conditions);
    }
}
