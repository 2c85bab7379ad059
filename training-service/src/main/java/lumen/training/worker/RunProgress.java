package lumen.training.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lumen.contracts.training.MetricsCsv;
import lumen.contracts.training.TrainingProgress;
import lumen.contracts.training.TrainingProgress.Began;
import lumen.contracts.training.TrainingProgress.Heartbeat;
import lumen.contracts.training.TrainingProgress.Lines;
import lumen.contracts.training.TrainingProgress.Metrics;
import lumen.contracts.training.TrainingProgress.Phase;
import lumen.contracts.training.TrainingRequest;
import lumen.training.run.RunListener;
import lumen.training.run.StepReport;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/**
 * Tells the gateway what a run does. Where it stands is told every few seconds by a thread of its
 * own, so that a step that takes long does not cost the lease. What the records of an earlier
 * attempt hold is told again: its worker may have died before the broker had it.
 */
final class RunProgress implements RunListener, AutoCloseable {
    private static final Logger LOG = Logger.getLogger(RunProgress.class);
    private static final int MOST_LINES = 200;
    private static final StepReport NO_STEP =
            new StepReport(-1, 0, 0, 0, Double.NaN, Double.NaN, Map.of());

    private final ProgressSender sender;
    private final TrainingRequest request;
    private final String worker;
    private final Path folder;
    private final Duration every;
    private final Thread heart =
            Thread.ofPlatform().name("heartbeat").daemon(true).unstarted(this::beat);
    private final List<String> lines = new ArrayList<>();
    private long sentLines;
    private Phase phase = Phase.PREPARING;
    private StepReport latest = NO_STEP;

    /**
     * Begins to tell.
     *
     * @param worker who carries the run out, for people
     * @param folder the run's, with the records of earlier attempts
     * @param every how often the run's state is told
     */
    RunProgress(
            ProgressSender sender,
            TrainingRequest request,
            String worker,
            Path folder,
            Duration every) {
        this.sender = sender;
        this.request = request;
        this.worker = worker;
        this.folder = folder;
        lines.addAll(earlierLines());
        this.every = every;
        heart.start();
    }

    private List<String> earlierLines() {
        Path log = folder.resolve("log.txt");
        try {
            return Files.exists(log) ? Files.readAllLines(log) : List.of();
        } catch (IOException e) {
            LOG.warnf(e, "the log of earlier attempts cannot be told run=%s", request.runId());
            return List.of();
        }
    }

    private void beat() {
        try {
            while (true) {
                try {
                    flushLines();
                    sender.sendIfPrompt(about(heartbeat()));
                } catch (KafkaException e) {
                    LOG.errorf(e, "the run's state could not be told run=%s", request.runId());
                }
                Thread.sleep(every);
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized Heartbeat heartbeat() {
        return new Heartbeat(
                phase,
                latest.epoch() + 1,
                latest.step(),
                latest.stepInEpoch(),
                known(latest.filesPerSecond()),
                known(latest.secondsLeft()));
    }

    private static Double known(double value) {
        return Double.isFinite(value) ? value : null;
    }

    @Override
    public void phase(Phase next) {
        synchronized (this) {
            phase = next;
        }
        tell(heartbeat());
    }

    @Override
    public void began(Began began, long step) {
        tell(began);
        Path metrics = folder.resolve("metrics.csv");
        if (request.attempt() > 1 && Files.exists(metrics)) {
            try {
                MetricsCsv.read(Files.readString(metrics)).forEach(this::tell);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public synchronized void step(StepReport report) {
        latest = report;
    }

    @Override
    public void metrics(Metrics row) {
        tell(row);
    }

    @Override
    public void line(String text) {
        boolean full;
        synchronized (this) {
            lines.add(text.replaceAll("\\R", " "));
            full = lines.size() >= MOST_LINES;
        }
        if (full) {
            tellLines();
        }
    }

    /** Tells an event, after the lines that came before it. */
    void tell(TrainingProgress.Event event) {
        tellLines();
        try {
            sender.send(about(event));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Tells how the run ended; nothing comes after it. */
    void tellLast(TrainingProgress.Event event) {
        close();
        tell(event);
    }

    private void tellLines() {
        try {
            flushLines();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One thread at a time, or parts of the log would overtake each other. */
    private synchronized void flushLines() throws InterruptedException {
        while (!lines.isEmpty()) {
            List<String> part = lines.subList(0, Math.min(MOST_LINES, lines.size()));
            sender.send(about(new Lines(sentLines, part)));
            sentLines += part.size();
            part.clear();
        }
    }

    private TrainingProgress about(TrainingProgress.Event event) {
        return new TrainingProgress(
                request.runId(),
                request.attempt(),
                worker,
                Instant.now().truncatedTo(ChronoUnit.MILLIS),
                event);
    }

    /** Tells no heartbeat any more; what was told before is on its way. */
    @Override
    public void close() {
        heart.interrupt();
    }
}
