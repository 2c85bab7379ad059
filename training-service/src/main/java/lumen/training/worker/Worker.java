package lumen.training.worker;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import lumen.contracts.training.TrainingCommand;
import lumen.contracts.training.TrainingProgress;
import lumen.contracts.training.TrainingProgress.Cancelled;
import lumen.contracts.training.TrainingProgress.Claimed;
import lumen.contracts.training.TrainingProgress.Failed;
import lumen.contracts.training.TrainingProgress.Phase;
import lumen.contracts.training.TrainingProgress.Released;
import lumen.contracts.training.TrainingProgress.Succeeded;
import lumen.contracts.training.TrainingRequest;
import lumen.training.run.RunListener;
import lumen.training.run.RunResult;
import lumen.training.run.RunSignals.Order;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/** Takes runs one after the other, carries each out, and gives it back when it has to stop. */
final class Worker {
    private static final Logger LOG = Logger.getLogger(Worker.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration SENDING = Duration.ofSeconds(30);

    private final WorkerSettings settings;
    private final RequestQueue queue;
    private final Broadcasts broadcasts;
    private final ProgressSender sender;
    private final RunExecution execution;
    private final WorkerMetrics metrics;
    private volatile CurrentRun current;
    private volatile boolean stopping;

    Worker(
            WorkerSettings settings,
            RequestQueue queue,
            Broadcasts broadcasts,
            ProgressSender sender,
            RunExecution execution,
            WorkerMetrics metrics) {
        this.settings = settings;
        this.queue = queue;
        this.broadcasts = broadcasts;
        this.sender = sender;
        this.execution = execution;
        this.metrics = metrics;
    }

    /** Works until it is told to stop, or has carried out as many runs as it was to. */
    void work() throws InterruptedException {
        int runs = 0;
        while (!stopping && !broadcasts.awaitCaughtUp(PAUSE)) {
            LOG.debug("waiting for the broker");
        }
        while (!stopping) {
            Optional<TrainingRequest> taken = queue.take(this::claim);
            if (taken.isEmpty()) {
                if (!stopping) {
                    Thread.sleep(PAUSE);
                }
                continue;
            }
            carryOut(taken.get());
            runs++;
            if (runs == settings.exitAfterRuns()) {
                LOG.infof("as many runs as wanted are done runs=%d", runs);
                return;
            }
        }
    }

    private boolean claim(TrainingRequest request) throws InterruptedException {
        if (broadcasts.latestAttempt(request.runId()) > request.attempt()) {
            LOG.infof("passed over, asked for again run=%s", request.runId());
            return false;
        }
        boolean cancelled =
                broadcasts
                        .command(request.runId(), request.attempt())
                        .equals(Optional.of(TrainingCommand.Kind.CANCEL));
        sender.send(about(request, cancelled ? new Cancelled() : new Claimed()));
        if (!sender.flush(SENDING)) {
            throw new KafkaException("it could not be told that the run is taken");
        }
        return !cancelled;
    }

    private TrainingProgress about(TrainingRequest request, TrainingProgress.Event event) {
        return new TrainingProgress(
                request.runId(), request.attempt(), settings.name(), Instant.now(), event);
    }

    private void carryOut(TrainingRequest request) throws InterruptedException {
        LOG.infof(
                "run taken run=%s name=%s attempt=%d",
                request.runId(), request.runName(), request.attempt());
        Path folder = settings.runs().resolve(request.runName());
        Optional<TrainingProgress.Event> end;
        try (RunProgress progress =
                        new RunProgress(
                                sender, request, settings.name(), folder, settings.heartbeat());
                WorkerMetrics.Count count = metrics.begin()) {
            end = end(request, folder, progress, Listeners.of(progress, count));
            end.ifPresent(progress::tellLast);
        }
        String outcome = end.map(event -> event.getClass().getSimpleName()).orElse("Superseded");
        metrics.ended(outcome);
        LOG.infof("run ended run=%s outcome=%s", request.runId(), outcome);
    }

    /** Carries a run out; says how it ended, or nothing when it is another worker's. */
    private Optional<TrainingProgress.Event> end(
            TrainingRequest request, Path folder, RunProgress progress, RunListener listener) {
        RunControl control;
        try {
            control = new RunControl(AttemptFile.take(folder, request.attempt()));
        } catch (SupersededException e) {
            LOG.infof("the run is another worker's run=%s: %s", request.runId(), e.getMessage());
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(new Failed(RunFailures.problem(request.runId(), e)));
        }
        CurrentRun run = new CurrentRun(request, control);
        current = run;
        try {
            if (request.stopping()) {
                run.tell(Order.STOP);
            }
            news(request.runId());
            if (stopping) {
                return Optional.of(new Released());
            }
            RunResult result = execution.run(request, folder, listener, control);
            return event(result, request, control, progress);
        } catch (InterruptedException e) {
            return interrupted(control.order());
        } catch (Exception | LinkageError e) {
            return run.wasInterrupted()
                    ? interrupted(control.order())
                    : Optional.of(new Failed(RunFailures.problem(request.runId(), e)));
        } finally {
            run.end();
            current = null;
        }
    }

    private static Optional<TrainingProgress.Event> interrupted(Order order) {
        return switch (order) {
            case ABANDON -> Optional.empty();
            case CANCEL -> Optional.of(new Cancelled());
            case GO_ON, STOP, RELEASE -> Optional.of(new Released());
        };
    }

    private Optional<TrainingProgress.Event> event(
            RunResult result, TrainingRequest request, RunControl control, RunProgress progress)
            throws IOException {
        if (control.order() == Order.ABANDON) {
            return Optional.empty();
        }
        return Optional.of(
                switch (result) {
                    case RunResult.Finished finished -> {
                        progress.phase(Phase.FINISHING);
                        PublishedModel model =
                                PublishedModel.of(
                                        finished.best(), settings.models(), request.runName());
                        yield new Succeeded(
                                model.id(),
                                model.bytes(),
                                finished.bestEpoch(),
                                finished.stopped(),
                                finished.figures());
                    }
                    case RunResult.RateFound found ->
                            new Succeeded(
                                    null,
                                    null,
                                    0,
                                    false,
                                    Map.of("suggested_lr", found.suggested()));
                    case RunResult.Cancelled() -> new Cancelled();
                    case RunResult.Released() -> new Released();
                });
    }

    /** There is something new about a run; called by other threads. */
    void news(String runId) {
        CurrentRun run = current;
        if (run == null || !run.request().runId().equals(runId)) {
            return;
        }
        if (broadcasts.latestAttempt(runId) > run.request().attempt()) {
            run.tell(Order.ABANDON);
        }
        broadcasts
                .command(runId, run.request().attempt())
                .ifPresent(
                        kind ->
                                run.tell(
                                        switch (kind) {
                                            case STOP -> Order.STOP;
                                            case CANCEL -> Order.CANCEL;
                                        }));
    }

    /** Takes no more runs and gives the present one back; returns when it has ended. */
    void stop() {
        stopping = true;
        queue.close();
        CurrentRun run = current;
        if (run != null) {
            run.tell(Order.RELEASE);
            run.awaitEndOrInterrupt(settings.grace());
        }
    }

    /** Whether a run is carried out now. */
    boolean isBusy() {
        return current != null;
    }
}
