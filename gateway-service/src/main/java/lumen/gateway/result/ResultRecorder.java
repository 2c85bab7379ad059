package lumen.gateway.result;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.UUID;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.error.Problem;
import lumen.contracts.rest.Prediction;
import lumen.contracts.rest.State;
import lumen.contracts.topic.PredictionMessage;
import lumen.contracts.topic.PredictionMessage.Failure;
import lumen.contracts.topic.PredictionMessage.Part;
import lumen.contracts.topic.PredictionMessage.WindowScores;
import lumen.gateway.job.ItemLife;
import lumen.gateway.job.ItemTally;
import lumen.gateway.job.JobLife;
import lumen.gateway.outbox.Outbox;
import lumen.gateway.outbox.OutboxMessage;
import lumen.gateway.outbox.PublicEvents;
import lumen.gateway.progress.JobChanges;
import lumen.gateway.scoring.FileScores;
import lumen.gateway.store.ItemEntity;
import lumen.gateway.store.JobEntity;
import lumen.gateway.store.JobModelEntity;
import lumen.gateway.store.PartEntity;
import lumen.gateway.store.Parts;

/**
 * Makes what the workers answered true. One transaction stores parts, ends items whose parts are
 * complete, counts their jobs and writes the public events to the outbox.
 *
 * <p>Rows are locked in one order everywhere, items by id and then jobs by id; a job's row is
 * locked once for all its items of a batch, at the end of the transaction.
 */
@ApplicationScoped
public class ResultRecorder {
    /**
     * What became of some messages.
     *
     * @param late messages for items that had ended or that do not exist
     * @param ended the items that ended
     */
    public record Outcome(int late, List<ItemEntity> ended) {}

    private final Parts parts;
    private final Outbox outbox;
    private final PublicEvents events;
    private final JobChanges changes;

    ResultRecorder(Parts parts, Outbox outbox, PublicEvents events, JobChanges changes) {
        this.parts = parts;
        this.outbox = outbox;
        this.events = events;
        this.changes = changes;
    }

    /** Records messages, in the order in which they arrived. */
    @Transactional
    public Outcome record(List<PredictionMessage> messages) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        SequencedMap<UUID, List<PredictionMessage>> byItem = new TreeMap<>();
        for (PredictionMessage message : messages) {
            byItem.computeIfAbsent(UUID.fromString(message.itemId()), _ -> new ArrayList<>())
                    .add(message);
        }
        Map<UUID, ItemEntity> items = lock(byItem.keySet());
        parts.store(partsOf(open(items), byItem));

        int late = 0;
        Map<UUID, List<ItemMove>> movesOfJobs = new TreeMap<>();
        for (Map.Entry<UUID, List<PredictionMessage>> entry : byItem.entrySet()) {
            ItemEntity item = items.get(entry.getKey());
            if (item == null) {
                late += entry.getValue().size();
                continue;
            }
            State before = item.life().state();
            for (PredictionMessage message : entry.getValue()) {
                switch (item.life()) {
                    case ItemLife.Open open -> item.become(after(item, open, message, now));
                    case ItemLife.Ended _ -> late++;
                }
            }
            if (item.life().state() != before) {
                movesOfJobs
                        .computeIfAbsent(item.jobId, _ -> new ArrayList<>())
                        .add(new ItemMove(item, before));
            }
        }
        List<ItemEntity> ended = new ArrayList<>();
        List<OutboxMessage> news = new ArrayList<>();
        movesOfJobs.forEach((job, moves) -> count(job, moves, now, ended, news));
        outbox.add(news);
        movesOfJobs.keySet().forEach(changes::announce);
        return new Outcome(late, ended);
    }

    private record ItemMove(ItemEntity item, State before) {}

    private static Map<UUID, ItemEntity> lock(Collection<UUID> ids) {
        Map<UUID, ItemEntity> items = new HashMap<>();
        ItemEntity.<ItemEntity>find("id in ?1 order by id", ids)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list()
                .forEach(item -> items.put(item.id, item));
        return items;
    }

    private static List<UUID> open(Map<UUID, ItemEntity> items) {
        return items.values().stream()
                .filter(item -> item.life() instanceof ItemLife.Open)
                .map(item -> item.id)
                .toList();
    }

    /** The parts of these items, each once: the last of those that arrived more than once. */
    private static Collection<Part> partsOf(
            List<UUID> items, Map<UUID, List<PredictionMessage>> messages) {
        Map<PartEntity.Key, Part> found = new LinkedHashMap<>();
        for (UUID item : items) {
            for (PredictionMessage message : messages.get(item)) {
                if (message instanceof Part part) {
                    found.put(new PartEntity.Key(item, part.part()), part);
                }
            }
        }
        return found.values();
    }

    private ItemLife after(
            ItemEntity item, ItemLife.Open life, PredictionMessage message, Instant now) {
        return switch (message) {
            case Failure failure -> life.fail(Problem.of(failure.code(), failure.detail()), now);
            case Part part -> {
                if (part.last()) {
                    item.parts = part.part() + 1;
                }
                yield item.parts == null ? life.begin() : complete(item, life.begin(), part, now);
            }
        };
    }

    private ItemLife complete(ItemEntity item, ItemLife.Running life, Part arrived, Instant now) {
        List<WindowScores> windows;
        Double duration = arrived.durationSeconds();
        if (item.parts == 1 && arrived.part() == 0) {
            windows = arrived.windows();
        } else {
            List<PartEntity> stored = parts.of(item.id);
            if (stored.size() < item.parts) {
                return life;
            }
            if (stored.stream().anyMatch(p -> !p.modelVersion.equals(arrived.modelVersion()))) {
                return life.fail(
                        Problem.of(
                                ErrorCode.MODEL_INCOMPATIBLE,
                                "The parts of this file were computed by different versions of"
                                        + " the model."),
                        now);
            }
            windows = stored.stream().flatMap(part -> part.windows.stream()).toList();
            duration = stored.getLast().durationSeconds;
        }
        return score(life, item.jobId, arrived, windows, duration, now);
    }

    private static ItemLife score(
            ItemLife.Running life,
            UUID job,
            Part part,
            List<WindowScores> windows,
            Double duration,
            Instant now) {
        JobModelEntity model = JobModelEntity.findById(job);
        try {
            FileScores scores = FileScores.of(windows, model.decisionRule());
            double seconds = duration == null ? windows.getLast().end() : duration;
            return life.succeed(
                    new Prediction(
                            model.modelId,
                            part.modelVersion(),
                            seconds,
                            scores.recognised(),
                            scores.scores(),
                            model.thresholds,
                            scores.timeline(),
                            null),
                    now);
        } catch (IllegalArgumentException e) {
            return life.fail(
                    Problem.of(
                            ErrorCode.MODEL_INCOMPATIBLE,
                            "The model's scores do not fit its labels: " + e.getMessage() + "."),
                    now);
        }
    }

    /** Counts one job's items, adding what ended and what is to be published of it. */
    private void count(
            UUID jobId,
            List<ItemMove> moves,
            Instant now,
            List<ItemEntity> ended,
            List<OutboxMessage> news) {
        JobEntity job = JobEntity.findById(jobId, LockModeType.PESSIMISTIC_WRITE);
        if (!(job.life() instanceof JobLife.Open open)) {
            throw new IllegalStateException("job " + jobId + " ended before its items");
        }
        ItemTally tally = open.items();
        long order = tally.succeeded() + tally.failed();
        Problem problem = null;
        for (ItemMove move : moves) {
            ItemLife life = move.item().life();
            tally = tally.moved(move.before(), life.state());
            if (life instanceof ItemLife.Failed failed) {
                problem = failed.problem();
            }
            if (life instanceof ItemLife.Ended) {
                order++;
                move.item().endedOrder = order;
                ended.add(move.item());
                news.add(events.itemEnded(move.item().toView()));
            }
        }
        job.become(open.count(tally, problem, now));
        if (job.life().state() != open.state()) {
            news.add(events.jobChanged(job.toView(), now));
        }
    }
}
