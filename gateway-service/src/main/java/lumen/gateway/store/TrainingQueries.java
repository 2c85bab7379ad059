package lumen.gateway.store;

import io.quarkus.hibernate.orm.panache.PanacheQuery;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.error.LumenException;
import lumen.contracts.rest.ModelView;
import lumen.contracts.rest.Page;
import lumen.contracts.rest.State;
import lumen.contracts.rest.TrainingLogView;
import lumen.contracts.rest.TrainingMetricsView;
import lumen.contracts.rest.TrainingView;
import lumen.gateway.store.TrainingRows.Entry;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Reads training runs as users are told them. */
@ApplicationScoped
public class TrainingQueries {
    /**
     * Which runs; a part that is null does not restrict.
     *
     * @param model name of the architecture, in lower case
     * @param from created at or after
     * @param to created before
     */
    public record TrainingFilter(State state, String model, Instant from, Instant to) {}

    /**
     * A run, and what became known after some place.
     *
     * @param entries in the order in which they became known
     */
    public record News(TrainingView run, List<Entry> entries) {}

    private final TrainingRows rows;
    private final Path folders;

    TrainingQueries(
            TrainingRows rows, @ConfigProperty(name = "lumen.training.runs-directory") Path runs) {
        this.rows = rows;
        this.folders = runs.toAbsolutePath().normalize();
    }

    /** Runs, the newest first. */
    @Transactional
    public Page<TrainingView> list(TrainingFilter filter, int page, int size) {
        List<String> conditions = new ArrayList<>(List.of("1 = 1"));
        Map<String, Object> values = new HashMap<>();
        restrict(conditions, values, "state = :state", "state", filter.state());
        restrict(conditions, values, "architecture = :model", "model", filter.model());
        restrict(conditions, values, "createdAt >= :from", "from", filter.from());
        restrict(conditions, values, "createdAt < :to", "to", filter.to());
        PanacheQuery<TrainingEntity> query =
                TrainingEntity.find(
                        String.join(" and ", conditions) + " order by createdAt desc, jobId",
                        values);
        return new Page<>(views(query.page(page, size).list()), page, size, query.count());
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

    /**
     * A run.
     *
     * @throws LumenException TRAINING_NOT_FOUND
     */
    @Transactional
    public TrainingView run(UUID id) {
        return views(List.of(require(id))).getFirst();
    }

    /** The run that a model came out of; empty if none is known. */
    @Transactional
    public Optional<ModelView.Training> origin(String model) {
        return TrainingEntity.<TrainingEntity>find("modelId", model)
                .<TrainingEntity>firstResultOptional()
                .map(this::view)
                .map(run -> new ModelView.Training(run.id(), run.name(), run.figures()));
    }

    /** Within the caller's transaction, a run as it is in it. */
    public TrainingView view(TrainingEntity run) {
        return views(List.of(run)).getFirst();
    }

    private List<TrainingView> views(List<TrainingEntity> runs) {
        Map<UUID, Map<String, Double>> latest =
                rows.latest(runs.stream().map(run -> run.jobId).toList());
        return runs.stream()
                .map(
                        run ->
                                run.toView(
                                        latest.getOrDefault(run.jobId, Map.of()),
                                        folders.resolve(run.name)))
                .toList();
    }

    /**
     * The figures of a run.
     *
     * @throws LumenException TRAINING_NOT_FOUND
     */
    @Transactional
    public TrainingMetricsView metrics(UUID id) {
        require(id);
        return new TrainingMetricsView(rows.metrics(id));
    }

    /**
     * Lines of a run's log.
     *
     * @param from the number of the first line; null for the last lines
     * @throws LumenException TRAINING_NOT_FOUND
     */
    @Transactional
    public TrainingLogView log(UUID id, Long from, int most) {
        require(id);
        return from == null ? rows.tail(id, most) : rows.log(id, from, most);
    }

    /**
     * The run, and up to {@code most} entries that became known after a place.
     *
     * @throws LumenException TRAINING_NOT_FOUND
     */
    @Transactional
    public News news(UUID id, long after, int most) {
        // The run first: once it says that it has ended, nothing is added to what is read then.
        TrainingView run = views(List.of(require(id))).getFirst();
        return new News(run, rows.after(id, after, most));
    }

    private static TrainingEntity require(UUID id) {
        TrainingEntity run = TrainingEntity.findById(id);
        if (run == null) {
            throw notFound(id.toString());
        }
        return run;
    }

    /** There is no such run. */
    public static LumenException notFound(String id) {
        return new LumenException(
                ErrorCode.TRAINING_NOT_FOUND, "There is no training run " + id + ".");
    }
}
