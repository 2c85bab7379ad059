package lumen.inference.scoring;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import lumen.contracts.topic.FeatureTensor;
import lumen.inference.batching.BatchedPart;

/**
 * A part that waits for its scores.
 *
 * @param tensor the part's features
 * @param scores completed with one row of scores for each window, or with a {@link
 *     ScoringException}
 */
public record PendingPart(FeatureTensor tensor, CompletableFuture<float[][]> scores)
        implements BatchedPart {
    public PendingPart(FeatureTensor tensor) {
        this(tensor, new CompletableFuture<>());
    }

    @Override
    public int windows() {
        return tensor.header().shape().getFirst();
    }

    @Override
    public List<Integer> windowShape() {
        return tensor.header().shape().subList(1, tensor.header().shape().size());
    }
}
