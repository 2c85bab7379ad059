package lumen.gateway.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import lumen.gateway.job.ItemLife;
import lumen.gateway.result.ResultRecorder;
import lumen.gateway.store.ItemEntity;

/** Counts results as they are recorded by this gateway. */
@ApplicationScoped
public class ItemMetrics {
    private final Counter late;
    private final Timer latency;

    ItemMetrics(MeterRegistry registry) {
        late =
                Counter.builder("lumen.results.late")
                        .description(
                                "Results for items that had already ended or that do not exist")
                        .register(registry);
        latency =
                Timer.builder("lumen.item.latency")
                        .description("Time from submission to the end of an item")
                        .publishPercentileHistogram()
                        .minimumExpectedValue(Duration.ofMillis(5))
                        .maximumExpectedValue(Duration.ofHours(1))
                        .register(registry);
    }

    /** Results were recorded. */
    public void recorded(ResultRecorder.Outcome outcome) {
        late.increment(outcome.late());
        for (ItemEntity item : outcome.ended()) {
            if (item.life() instanceof ItemLife.Ended ended) {
                latency.record(Duration.between(item.createdAt, ended.endedAt()));
            }
        }
    }
}
