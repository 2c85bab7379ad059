package lumen.gateway.training;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import lumen.contracts.training.TrainingCommand;
import lumen.contracts.training.TrainingRequest;
import lumen.gateway.job.TrainingLife;
import lumen.gateway.outbox.Outbox;
import lumen.gateway.outbox.OutboxMessage;
import lumen.gateway.outbox.PublicEvents;
import lumen.gateway.progress.JobChanges;
import lumen.gateway.store.JobEntity;
import lumen.gateway.store.TrainingEntity;
import org.jboss.logging.Logger;

/**
 * Makes a run's move true within the caller's transaction: its row, its job's row, the public event
 * of a new state, the request to the workers when the run waits for another one, and the waking of
 * whoever follows it.
 */
@ApplicationScoped
class TrainingMoves {
    private static final Logger LOG = Logger.getLogger(TrainingMoves.class);

    private final Outbox outbox;
    private final PublicEvents events;
    private final JobChanges changes;

    TrainingMoves(Outbox outbox, PublicEvents events, JobChanges changes) {
        this.outbox = outbox;
        this.events = events;
        this.changes = changes;
    }

    /** A run's row, locked; empty if there is no such run. */
    Optional<TrainingEntity> lock(UUID id) {
        return Optional.ofNullable(TrainingEntity.findById(id, LockModeType.PESSIMISTIC_WRITE));
    }

    /** The run, whose row is locked, moves on; or it stays, and something else was told of it. */
    void move(TrainingEntity run, TrainingLife life, Instant at) {
        TrainingLife before = run.life();
        run.become(life);
        List<OutboxMessage> messages = new ArrayList<>();
        boolean asked = life instanceof TrainingLife.Waiting && life.attempt() > before.attempt();
        if (asked) {
            messages.add(request(run));
        }
        if (life.state() != before.state()) {
            JobEntity job = JobEntity.findById(run.jobId, LockModeType.PESSIMISTIC_WRITE);
            job.become(life.toJob());
            messages.add(events.jobChanged(job.toView(), run.resumptions, at));
            LOG.infof("training %s (%s): %s", run.jobId, run.name, life.state());
        }
        outbox.add(messages);
        announce(run);
    }

    /** Wakes whoever follows the run. */
    void announce(TrainingEntity run) {
        changes.announce(run.jobId);
    }

    /** Asks for a worker with the run's last attempt. */
    OutboxMessage request(TrainingEntity run) {
        TrainingLife life = run.life();
        boolean stopping = life instanceof TrainingLife.Open open && open.stopping();
        return events.trainingRequest(
                new TrainingRequest(
                        run.jobId.toString(), life.attempt(), run.name, run.options(), stopping));
    }

    /**
     * Tells the run's workers to end it.
     *
     * @param attempt the last attempt that is meant
     */
    void command(TrainingEntity run, int attempt, TrainingCommand.Kind kind) {
        outbox.add(
                List.of(
                        events.trainingCommand(
                                new TrainingCommand(run.jobId.toString(), attempt, kind))));
    }
}
