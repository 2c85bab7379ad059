package lumen.gateway.training;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.hibernate.orm.panache.Panache;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.error.LumenException;
import lumen.contracts.error.Problem.Violation;
import lumen.contracts.rest.JobKind;
import lumen.contracts.rest.JobView;
import lumen.gateway.job.TrainingLife;
import lumen.gateway.outbox.Outbox;
import lumen.gateway.outbox.OutboxRelay;
import lumen.gateway.outbox.PublicEvents;
import lumen.gateway.platform.Database;
import lumen.gateway.problem.InvalidRequestException;
import lumen.gateway.store.JobEntity;
import lumen.gateway.store.TrainingEntity;
import lumen.gateway.submission.IdempotencyKeys;
import lumen.gateway.submission.Submission;
import lumen.recipe.MonitoredMetric;
import lumen.recipe.Recipe;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Makes options a run: its job, its row and the request to the workers in one transaction. */
@ApplicationScoped
public class TrainingSubmitter {
    private static final Logger LOG = Logger.getLogger(TrainingSubmitter.class);

    private final OptionCheck check;
    private final TrainedFiles files;
    private final IdempotencyKeys keys;
    private final TrainingMoves moves;
    private final Outbox outbox;
    private final OutboxRelay relay;
    private final PublicEvents events;
    private final Database database;
    private final int maxOpenRuns;
    private final RunNames names = new RunNames();

    TrainingSubmitter(
            OptionCheck check,
            TrainedFiles files,
            IdempotencyKeys keys,
            TrainingMoves moves,
            Outbox outbox,
            OutboxRelay relay,
            PublicEvents events,
            Database database,
            @ConfigProperty(name = "lumen.training.max-open-runs") int maxOpenRuns) {
        this.check = check;
        this.files = files;
        this.keys = keys;
        this.moves = moves;
        this.outbox = outbox;
        this.relay = relay;
        this.events = events;
        this.database = database;
        this.maxOpenRuns = maxOpenRuns;
    }

    /**
     * Submits a run, or finds the one that the same request made before.
     *
     * @param options the run's options by their names
     * @param identity makes a repeated submission answer the first one's run; empty if it shall not
     * @throws InvalidRequestException OPTION_INVALID with every fault
     * @throws LumenException TOO_BUSY, IDEMPOTENCY_CONFLICT
     */
    public JobView submit(ObjectNode options, Optional<Submission.Identity> identity) {
        database.requireReady();
        if (options == null) {
            throw new InvalidRequestException(
                    List.of(new Violation("training", "is missing: the options of the run")), null);
        }
        Recipe recipe = check.require(options);
        UUID id = UUID.randomUUID();
        JobView job = QuarkusTransaction.requiringNew().call(() -> write(id, recipe, identity));
        relay.wake();
        return job;
    }

    private JobView write(UUID id, Recipe recipe, Optional<Submission.Identity> identity) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        if (identity.isPresent()) {
            Optional<UUID> first = keys.claim(identity.get(), id, now);
            if (first.isPresent()) {
                return JobEntity.<JobEntity>findById(first.get()).toView();
            }
        }
        requireRoom();
        TrainingLife.Waiting life = TrainingLife.submitted(now);
        TrainingEntity run = run(id, recipe, now);
        run.become(life);
        JobEntity job = new JobEntity();
        job.id = id;
        job.kind = JobKind.TRAIN;
        job.modelId = run.name;
        job.datasets = recipe.data().trainPaths().stream().map(Object::toString).toList();
        job.createdAt = now;
        job.become(life.toJob());
        job.persist();
        Panache.flush();
        run.persist();
        Panache.flush();
        outbox.add(List.of(events.jobChanged(job.toView(), now), moves.request(run)));
        LOG.infof("training %s: %s", id, run.name);
        return job.toView();
    }

    private void requireRoom() {
        long open = TrainingEntity.count("endedAt is null");
        if (open >= maxOpenRuns) {
            throw new LumenException(
                    ErrorCode.TOO_BUSY, "%,d training runs wait or run already.".formatted(open));
        }
    }

    private TrainingEntity run(UUID id, Recipe recipe, Instant now) {
        TrainingEntity run = new TrainingEntity();
        run.jobId = id;
        run.name = newName(recipe);
        run.architecture = recipe.network().architecture();
        run.setOptions(recipe.toJson());
        run.metric = recipe.stopping().metric().key();
        run.higherIsBetter = recipe.stopping().mode() == MonitoredMetric.Mode.MAX;
        run.epochs = recipe.schedule().epochs();
        run.createdAt = now;
        return run;
    }

    private String newName(Recipe recipe) {
        String name;
        do {
            name = names.draw(recipe, LocalDateTime.now(ZoneId.systemDefault()));
        } while (TrainingEntity.count("name", name) > 0 || !files.isFree(name));
        return name;
    }
}
