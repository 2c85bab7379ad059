package lumen.inference.operation;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import lumen.inference.batching.Batch;
import lumen.inference.engine.Device;
import lumen.inference.scoring.LoadedModel;
import lumen.inference.scoring.PendingPart;
import lumen.inference.scoring.ScoringListener;
import org.jboss.logging.Logger;

/** Logs and counts what the models do. */
final class ScoringMetrics implements ScoringListener {
    private static final Logger LOG = Logger.getLogger(ScoringMetrics.class);

    private final MeterRegistry registry;
    private final Device device;

    ScoringMetrics(MeterRegistry registry, Device device) {
        this.registry = registry;
        this.device = device;
    }

    @Override
    public void batchComputed(LoadedModel model, Batch<PendingPart> batch, Duration time) {
        Tags tags = tags(model);
        Timer.builder("lumen.inference.batch.run")
                .description("Computing a batch")
                .tags(tags)
                .publishPercentileHistogram()
                .register(registry)
                .record(time);
        DistributionSummary.builder("lumen.inference.batch.size")
                .description("Windows in a batch")
                .baseUnit("windows")
                .tags(tags)
                .register(registry)
                .record(batch.windows());
        Counter.builder("lumen.inference.batches")
                .description("Batches by why they were closed")
                .tags(tags.and("closed", batch.closed().name()))
                .register(registry)
                .increment();
    }

    @Override
    public void batchFailed(LoadedModel model, Batch<PendingPart> batch, Exception reason) {
        Counter.builder("lumen.inference.batches.failed")
                .description("Batches that had to be computed part by part")
                .tags(tags(model))
                .register(registry)
                .increment();
        LOG.warnf(
                reason,
                "batch failed, trying its parts one by one model=%s parts=%d windows=%d",
                model.id(),
                batch.parts().size(),
                batch.windows());
    }

    @Override
    public void modelLoaded(LoadedModel model, Duration time) {
        LOG.infof(
                "model loaded model=%s version=%s device=%s parameters=%d milliseconds=%d",
                model.id(),
                model.description().version(),
                device,
                model.description().parameters(),
                time.toMillis());
    }

    @Override
    public void modelRetired(LoadedModel model) {
        LOG.infof("model retired model=%s version=%s", model.id(), model.description().version());
    }

    @Override
    public void modelBroken(String id, String reason) {
        Counter.builder("lumen.inference.models.refused")
                .description("Model files that were found to be unusable, once for each change")
                .register(registry)
                .increment();
        LOG.errorf("model file cannot be used model=%s reason=%s", id, reason);
    }

    @Override
    public void directoryUnreadable(Exception reason) {
        LOG.errorf(reason, "the model directory cannot be listed, keeping what was known");
    }

    private Tags tags(LoadedModel model) {
        return Tags.of("model", model.id(), "device", device.name());
    }
}
