package lumen.inference.scoring;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import lumen.inference.batching.Batch;

/** Remembers what it was told. */
final class RecordingListener implements ScoringListener {
    final List<Integer> batches = new CopyOnWriteArrayList<>();
    final List<String> failed = new CopyOnWriteArrayList<>();
    final List<String> loaded = new CopyOnWriteArrayList<>();
    final List<String> retired = new CopyOnWriteArrayList<>();
    final List<String> broken = new CopyOnWriteArrayList<>();

    @Override
    public void batchComputed(LoadedModel model, Batch<PendingPart> batch, Duration time) {
        batches.add(batch.windows());
    }

    @Override
    public void batchFailed(LoadedModel model, Batch<PendingPart> batch, Exception reason) {
        failed.add(reason.getMessage());
    }

    @Override
    public void modelLoaded(LoadedModel model, Duration time) {
        loaded.add(model.id());
    }

    @Override
    public void modelRetired(LoadedModel model) {
        retired.add(model.id());
    }

    @Override
    public void modelBroken(String id, String reason) {
        broken.add(id);
    }

    @Override
    public void directoryUnreadable(Exception reason) {
        throw new AssertionError("the test's directory can be read", reason);
    }
}
