package lumen.inference.scoring;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import lumen.contracts.topic.FeatureTensor;
import lumen.contracts.topic.FeatureTensor.ElementType;
import lumen.inference.batching.BatchedPart;

/**
 * Windows that wait to be computed.
 *
 * @param elementType how a value is stored
 * @param shape windows, then the shape of one window
 * @param values the windows in C order, little-endian, positioned at the first byte
 * @param logits completed with one row of logits for each window, or with a {@link
 *     ScoringException}
 */
public record PendingPart(
        ElementType elementType,
        List<Integer> shape,
        ByteBuffer values,
        CompletableFuture<float[][]> logits)
        implements BatchedPart {
    public PendingPart {
        shape = List.copyOf(shape);
    }

    /** Windows that nobody waits for yet. */
    public PendingPart(ElementType elementType, List<Integer> shape, ByteBuffer values) {
        this(elementType, shape, values, new CompletableFuture<>());
    }

    /** The windows of a tensor that came by the topic. */
    public PendingPart(FeatureTensor tensor) {
        this(tensor.header().elementType(), tensor.header().shape(), tensor.values());
    }

    @Override
    public int windows() {
        return shape.getFirst();
    }

    @Override
    public List<Integer> windowShape() {
        return shape.subList(1, shape.size());
    }

    /** How many values all windows have together. */
    int elements() {
        int product = 1;
        for (int size : shape) {
            product = Math.multiplyExact(product, size);
        }
        return product;
    }
}
