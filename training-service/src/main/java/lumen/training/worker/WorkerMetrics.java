package lumen.training.worker;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import lumen.contracts.training.TrainingProgress.Phase;
import lumen.training.data.FeatureSource;
import lumen.training.data.Sample;
import lumen.training.data.SampleFeatures;
import lumen.training.run.RunListener;
import lumen.training.run.StepReport;

/** Counts what a worker does. */
@Singleton
final class WorkerMetrics {
    private static final String LOSS = "train/loss_step";

    private final MeterRegistry registry;
    private final Counter deadLetters;
    private final Counter steps;
    private final AtomicReference<Double> loss = new AtomicReference<>(Double.NaN);
    private final AtomicReference<Double> filesPerSecond = new AtomicReference<>(0.0);
    private final AtomicReference<Boolean> running = new AtomicReference<>(false);
    private final AtomicInteger inFlight = new AtomicInteger();

    WorkerMetrics(MeterRegistry registry) {
        this.registry = registry;
        deadLetters =
                Counter.builder("lumen.training.dead.letters")
                        .description("Requests that could not be read")
                        .register(registry);
        steps =
                Counter.builder("lumen.training.steps")
                        .description("Steps of the optimizer")
                        .register(registry);
        Gauge.builder("lumen.training.loss", loss, AtomicReference::get)
                .description("Training loss of the latest step")
                .register(registry);
        Gauge.builder("lumen.training.throughput", filesPerSecond, AtomicReference::get)
                .description("Files learnt from in a second")
                .baseUnit("files_per_second")
                .register(registry);
        Gauge.builder("lumen.training.requests.in.flight", inFlight, AtomicInteger::get)
                .description("Samples whose features were asked for and are not there yet")
                .baseUnit("samples")
                .register(registry);
        Gauge.builder("lumen.training.running", running, now -> now.get() ? 1 : 0)
                .description("Whether a run is carried out")
                .register(registry);
    }

    /** Counts the samples that a source has not answered yet. */
    FeatureSource counting(FeatureSource source) {
        return new FeatureSource() {
            @Override
            public CompletableFuture<SampleFeatures> request(Sample sample) {
                CompletableFuture<SampleFeatures> answer = source.request(sample);
                inFlight.incrementAndGet();
                CompletableFuture<?> _ = answer.whenComplete((_, _) -> inFlight.decrementAndGet());
                return answer;
            }

            @Override
            public void close() {
                source.close();
            }
        };
    }

    /** Shows how many events wait for the broker. */
    void watch(ProgressSender sender) {
        Gauge.builder("lumen.training.progress.unsent", sender, ProgressSender::unsent)
                .description("Events that the broker has not acknowledged")
                .baseUnit("events")
                .register(registry);
    }

    /** A request was put aside. */
    void deadLetter() {
        deadLetters.increment();
    }

    /** A run has ended as its last event says. */
    void ended(String outcome) {
        Counter.builder("lumen.training.runs")
                .description("Attempts by how they ended")
                .tag("outcome", outcome)
                .register(registry)
                .increment();
    }

    /** Counts a run, from now until it is closed. */
    Count begin() {
        return new Count();
    }

    /** What is counted of one run. */
    final class Count implements RunListener, AutoCloseable {
        private Phase phase = Phase.PREPARING;
        private long since = System.nanoTime();

        private Count() {
            running.set(true);
        }

        @Override
        public void phase(Phase next) {
            long now = System.nanoTime();
            Timer.builder("lumen.training.stage")
                    .description("Time by what a run does")
                    .tag("stage", phase.name())
                    .register(registry)
                    .record(Duration.ofNanos(now - since));
            phase = next;
            since = now;
        }

        @Override
        public void step(StepReport report) {
            steps.increment();
            loss.set(report.values().getOrDefault(LOSS, Double.NaN));
            if (Double.isFinite(report.filesPerSecond())) {
                filesPerSecond.set(report.filesPerSecond());
            }
        }

        @Override
        public void close() {
            phase(phase);
            running.set(false);
            filesPerSecond.set(0.0);
        }
    }
}
