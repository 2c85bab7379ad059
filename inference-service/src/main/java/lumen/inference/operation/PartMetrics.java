package lumen.inference.operation;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.TimeUnit;
import lumen.contracts.topic.PredictionMessage;

/** Counts what became of the parts that arrived. */
@ApplicationScoped
public class PartMetrics {
    private final MeterRegistry registry;
    private final Counter undecodable;
    private final Counter passedOver;

    PartMetrics(MeterRegistry registry) {
        this.registry = registry;
        undecodable =
                Counter.builder("lumen.inference.dead.letters")
                        .description("Records that could not be decoded")
                        .register(registry);
        passedOver =
                Counter.builder("lumen.inference.parts.passed.over")
                        .description("Parts of cancelled jobs")
                        .register(registry);
    }

    /** A part was answered, so many nanoseconds after it arrived. */
    public void answered(PredictionMessage message, long nanoseconds) {
        String outcome =
                switch (message) {
                    case PredictionMessage.Part part -> "SCORED";
                    case PredictionMessage.Failure failure -> failure.code().name();
                };
        Timer.builder("lumen.inference.part")
                .description("From a part's arrival to its scores, waiting included")
                .tag("outcome", outcome)
                .publishPercentileHistogram()
                .register(registry)
                .record(nanoseconds, TimeUnit.NANOSECONDS);
    }

    /** A record went to the dead letters. */
    public void undecodable() {
        undecodable.increment();
    }

    /** A part belongs to a cancelled job. */
    public void passedOver() {
        passedOver.increment();
    }
}
