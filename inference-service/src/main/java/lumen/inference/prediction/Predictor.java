package lumen.inference.prediction;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.topic.FeatureTensor;
import lumen.contracts.topic.PredictionMessage;
import lumen.contracts.topic.PredictionMessage.WindowScores;
import lumen.contracts.topic.TimeRange;
import lumen.inference.operation.PartMetrics;
import lumen.inference.scoring.ModelPool;
import lumen.inference.scoring.PendingPart;
import lumen.inference.scoring.Scored;
import lumen.inference.scoring.ScoringException;
import org.jboss.logging.Logger;

/** Turns a feature tensor into the message that the gateway gets about it. */
@ApplicationScoped
public class Predictor {
    private static final Logger LOG = Logger.getLogger(Predictor.class);

    private final ModelPool models;
    private final PartMetrics metrics;

    Predictor(ModelPool models, PartMetrics metrics) {
        this.models = models;
        this.metrics = metrics;
    }

    /**
     * The scores of a tensor's windows, or why there are none. The future never fails: whatever
     * happens, the item's owner must hear of it.
     */
    public CompletableFuture<PredictionMessage> predict(FeatureTensor tensor) {
        long begin = System.nanoTime();
        return models.score(tensor.header().modelId(), new PendingPart(tensor))
                .handle(
                        (scored, failure) -> {
                            PredictionMessage message =
                                    failure == null
                                            ? part(tensor.header(), scored)
                                            : failure(tensor.header(), failure);
                            metrics.answered(message, System.nanoTime() - begin);
                            return message;
                        });
    }

    private static PredictionMessage part(FeatureTensor.Header header, Scored scored) {
        List<WindowScores> windows = new ArrayList<>();
        float[][] scores = scored.scores();
        for (int i = 0; i < scores.length; i++) {
            TimeRange time = header.windows().get(i);
            windows.add(new WindowScores(time.start(), time.end(), scores[i]));
        }
        LOG.debugf(
                "part scored job=%s item=%s part=%d windows=%d model=%s version=%s",
                header.jobId(),
                header.itemId(),
                header.part(),
                windows.size(),
                header.modelId(),
                scored.model().version());
        return new PredictionMessage.Part(
                header.itemId(),
                header.jobId(),
                header.modelId(),
                scored.model().version(),
                header.part(),
                header.last(),
                windows,
                header.durationSeconds());
    }

    private static PredictionMessage failure(FeatureTensor.Header header, Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        ErrorCode code =
                cause instanceof ScoringException scoring ? scoring.code() : ErrorCode.INTERNAL;
        String detail;
        if (code == ErrorCode.INTERNAL) {
            String errorId = UUID.randomUUID().toString();
            detail = "Error id " + errorId;
            LOG.errorf(
                    cause,
                    "part failed job=%s item=%s part=%d model=%s code=%s errorId=%s",
                    header.jobId(),
                    header.itemId(),
                    header.part(),
                    header.modelId(),
                    code,
                    errorId);
        } else {
            detail = cause.getMessage();
            LOG.warnf(
                    "part failed job=%s item=%s part=%d model=%s code=%s detail=%s",
                    header.jobId(), header.itemId(), header.part(), header.modelId(), code, detail);
        }
        return new PredictionMessage.Failure(header.itemId(), header.jobId(), code, detail);
    }
}
