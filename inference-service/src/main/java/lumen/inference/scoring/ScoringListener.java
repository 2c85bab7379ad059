package lumen.inference.scoring;

import java.time.Duration;
import lumen.inference.batching.Batch;

/** Is told what the models do; for metrics and logs. Called by the threads that do it. */
public interface ScoringListener {
    /** A batch was computed. */
    void batchComputed(LoadedModel model, Batch<PendingPart> batch, Duration time);

    /** A batch could not be computed as a whole; its parts are tried one by one. */
    void batchFailed(LoadedModel model, Batch<PendingPart> batch, Exception reason);

    /** A model was loaded and warmed up. */
    void modelLoaded(LoadedModel model, Duration time);

    /** A model is not used any more: replaced, removed, or making room for another. */
    void modelRetired(LoadedModel model);

    /** A file cannot be used. Told once for each change of the file. */
    void modelBroken(String id, String reason);

    /** The model directory could not be listed; what was known stays. */
    void directoryUnreadable(Exception reason);
}
