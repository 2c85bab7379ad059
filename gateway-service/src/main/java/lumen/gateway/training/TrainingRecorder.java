package lumen.gateway.training;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.UUID;
import lumen.contracts.training.TrainingCommand;
import lumen.contracts.training.TrainingProgress;
import lumen.contracts.training.TrainingProgress.Began;
import lumen.contracts.training.TrainingProgress.Cancelled;
import lumen.contracts.training.TrainingProgress.Claimed;
import lumen.contracts.training.TrainingProgress.Failed;
import lumen.contracts.training.TrainingProgress.Heartbeat;
import lumen.contracts.training.TrainingProgress.Lines;
import lumen.contracts.training.TrainingProgress.Metrics;
import lumen.contracts.training.TrainingProgress.Released;
import lumen.contracts.training.TrainingProgress.Succeeded;
import lumen.gateway.job.TrainingLife;
import lumen.gateway.store.TrainingEntity;
import lumen.gateway.store.TrainingRows;
import org.jboss.logging.Logger;

/**
 * Makes what the training-services tell true. What is told twice has no further effect; what is
 * told by a worker that has lost the run has none at all.
 */
@ApplicationScoped
class TrainingRecorder {
    private static final Logger LOG = Logger.getLogger(TrainingRecorder.class);

    private final TrainingMoves moves;
    private final TrainingRows rows;

    TrainingRecorder(TrainingMoves moves, TrainingRows rows) {
        this.moves = moves;
        this.rows = rows;
    }

    /** Records messages, in the order in which they arrived. */
    @Transactional
    public void record(List<TrainingProgress> messages) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        // By id, so that two gateways lock rows in the same order.
        SequencedMap<UUID, List<TrainingProgress>> byRun = new TreeMap<>();
        for (TrainingProgress message : messages) {
            byRun.computeIfAbsent(UUID.fromString(message.runId()), _ -> new ArrayList<>())
                    .add(message);
        }
        byRun.forEach((run, told) -> record(run, told, now));
    }

    private void record(UUID id, List<TrainingProgress> told, Instant now) {
        Optional<TrainingEntity> found = moves.lock(id);
        if (found.isEmpty()) {
            LOG.debugf("training %s: %d messages for a run that is not there", id, told.size());
            return;
        }
        TrainingEntity run = found.get();
        List<Metrics> metrics = new ArrayList<>();
        List<Lines> lines = new ArrayList<>();
        for (TrainingProgress message : told) {
            Optional<TrainingLife.Running> holder = holder(run, message, now);
            if (holder.isEmpty()) {
                refuse(run, message);
                continue;
            }
            switch (message.event()) {
                case Metrics row -> metrics.add(row);
                case Lines some -> lines.add(some);
                case Began began -> {
                    if (run.began(began)) {
                        // Rows of steps that the run goes back behind are void.
                        metrics.clear();
                        rows.forgetMetrics(id);
                    }
                }
                default -> {}
            }
            hear(run, holder.get().hear(now), message, now);
        }
        rows.storeMetrics(id, metrics);
        rows.storeLines(id, lines);
        moves.announce(run);
    }

    /** The run as the message's worker carries it out; empty if what it says does not count. */
    private Optional<TrainingLife.Running> holder(
            TrainingEntity run, TrainingProgress message, Instant now) {
        boolean claims = message.event() instanceof Claimed;
        switch (run.life()) {
            case TrainingLife.Running running
                    when running.heldBy(message.attempt(), message.worker()) -> {
                return Optional.of(running);
            }
            case TrainingLife.Running running
                    when claims && running.mayClaim(message.attempt()) -> {
                return Optional.of(claim(run, running, message, now));
            }
            // Whatever a worker says about an attempt, it has taken it.
            case TrainingLife.Waiting waiting when waiting.mayClaim(message.attempt()) -> {
                return Optional.of(claim(run, waiting, message, now));
            }
            default -> {
                return Optional.empty();
            }
        }
    }

    /**
     * Ends the work of somebody who does not know that it is in vain: the run was taken over, or
     * had ended before its request was taken.
     */
    private void refuse(TrainingEntity run, TrainingProgress message) {
        boolean works = message.event() instanceof Claimed || message.event() instanceof Heartbeat;
        boolean inVain =
                run.life() instanceof TrainingLife.Ended
                        || message.attempt() < run.life().leastAttempt();
        if (works && inVain) {
            LOG.infof(
                    "training %s (%s): attempt %d of %s does not count any more",
                    run.jobId, run.name, message.attempt(), message.worker());
            moves.command(run, message.attempt(), TrainingCommand.Kind.CANCEL);
        }
    }

    private TrainingLife.Running claim(
            TrainingEntity run, TrainingLife.Open life, TrainingProgress message, Instant now) {
        TrainingLife.Running running = life.claim(message.attempt(), message.worker(), now);
        LOG.infof(
                "training %s (%s): attempt %d is carried out by %s",
                run.jobId, run.name, message.attempt(), message.worker());
        moves.move(run, running, now);
        if (running.stopping()) {
            // The request may have been written before the run was told to stop.
            moves.command(run, running.attempt(), TrainingCommand.Kind.STOP);
        }
        return running;
    }

    private void hear(
            TrainingEntity run, TrainingLife.Running heard, TrainingProgress message, Instant now) {
        switch (message.event()) {
            case Claimed _ -> run.become(heard);
            case Began _ -> run.become(heard);
            case Lines _ -> run.become(heard);
            case Heartbeat heartbeat -> {
                run.tell(heartbeat, message.at());
                run.become(heard);
            }
            case Metrics row -> {
                if (row.scope() == Metrics.Scope.VALIDATION_EPOCH) {
                    run.weigh(row);
                }
                run.become(heard);
            }
            case Succeeded end -> {
                run.done(end);
                moves.move(run, heard.succeed(end.stopped(), now), now);
            }
            case Failed end -> moves.move(run, heard.fail(end.problem(), now), now);
            case Cancelled _ -> moves.move(run, heard.cancel(now), now);
            case Released _ -> moves.move(run, heard.release(now), now);
        }
    }
}
