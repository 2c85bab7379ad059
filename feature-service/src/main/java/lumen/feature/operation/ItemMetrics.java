package lumen.feature.operation;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import lumen.contracts.error.ErrorCode;
import lumen.feature.item.Outcome;

/** What this service counts, in base units: seconds of audio, seconds of work, items, failures. */
@ApplicationScoped
public class ItemMetrics {
    private final MeterRegistry registry;
    private final Timer delivered;
    private final Timer failed;
    private final Timer decoding;
    private final Timer transform;
    private final Timer delivery;
    private final Counter skipped;
    private final Counter deadLetters;
    private final Counter audioSeconds;
    private final Counter windows;
    private final DistributionSummary realTimeFactor;

    public ItemMetrics(MeterRegistry registry) {
        this.registry = registry;
        delivered = item("delivered");
        failed = item("failed");
        decoding = step("decoding", "reading and decoding an item's file");
        transform = step("transform", "computing an item's spectrogram");
        delivery = step("delivery", "sending an item's parts, with waiting for the broker");
        skipped =
                Counter.builder("lumen.feature.items.skipped")
                        .description("items of cancelled jobs, which were not worked on")
                        .register(registry);
        deadLetters =
                Counter.builder("lumen.feature.dead.letters")
                        .description("requests put aside as dead letters")
                        .register(registry);
        audioSeconds =
                Counter.builder("lumen.feature.audio")
                        .baseUnit("seconds")
                        .description("audio turned into features")
                        .register(registry);
        windows =
                Counter.builder("lumen.feature.windows")
                        .description("windows delivered")
                        .register(registry);
        realTimeFactor =
                DistributionSummary.builder("lumen.feature.real.time.factor")
                        .baseUnit("ratio")
                        .description("seconds of audio per second of work, one thread")
                        .publishPercentiles(0.5, 0.99)
                        .register(registry);
    }

    private Timer item(String outcome) {
        return Timer.builder("lumen.feature.item")
                .description("work on one item: decoding, features and their delivery")
                .tag("outcome", outcome)
                .publishPercentileHistogram()
                .register(registry);
    }

    private Timer step(String name, String description) {
        return Timer.builder("lumen.feature." + name).description(description).register(registry);
    }

    /**
     * Counts an item that has come to its end.
     *
     * @param time how long it was worked on
     */
    public void ended(Outcome outcome, Duration time) {
        switch (outcome) {
            case Outcome.Delivered(
                            double seconds,
                            int windowsOfItem,
                            int parts,
                            Outcome.Effort effort) -> {
                delivered.record(time);
                decoding.record(effort.decoding());
                transform.record(effort.transform());
                delivery.record(effort.delivery());
                audioSeconds.increment(seconds);
                windows.increment(windowsOfItem);
                realTimeFactor.record(seconds / (time.toNanos() / 1e9));
            }
            case Outcome.Failed(ErrorCode code, String detail) -> {
                failed.record(time);
                registry.counter("lumen.feature.failures", "code", code.name()).increment();
            }
            case Outcome.Skipped() -> skipped.increment();
        }
    }

    /** Counts a request that was put aside as a dead letter. */
    public void deadLetter() {
        deadLetters.increment();
    }
}
