package lumen.training.optimization;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Exponential moving average of weights and running statistics (Polyak averaging); the average
 * generalises better than the last weights.
 *
 * <p>The decay grows with the number of updates, {@code min(decay, (1 + n) / (10 + n))}, so that
 * the random start is forgotten quickly.
 */
public final class WeightAverage implements AutoCloseable {
    private final double decay;
    private final Map<String, Tensor> sources = new LinkedHashMap<>();
    private final Map<String, Tensor> averages = new LinkedHashMap<>();
    private long updates;

    /**
     * Starts with copies of the present values.
     *
     * @param decay share of the old average that an update keeps, 0 to 1
     * @param sources tensors to average by name; read at every update, never changed
     */
    public WeightAverage(double decay, Map<String, Tensor> sources) {
        if (!(decay >= 0 && decay < 1)) {
            throw new IllegalArgumentException("decay must be in [0, 1), was " + decay);
        }
        this.decay = decay;
        this.sources.putAll(sources);
        try (PointerScope _ = new PointerScope();
                NoGradGuard _ = new NoGradGuard()) {
            sources.forEach(
                    (name, tensor) ->
                            averages.put(name, tensor.detach().clone().retainReference()));
        }
    }

    /** Moves the averages towards the present values. */
    public void update() {
        updates++;
        double kept = Math.min(decay, (1.0 + updates) / (10.0 + updates));
        try (PointerScope _ = new PointerScope();
                NoGradGuard _ = new NoGradGuard()) {
            Scalar step = new Scalar(1 - kept);
            averages.forEach((name, average) -> average.lerp_(sources.get(name).detach(), step));
        }
    }

    /** How often the averages were moved; decides how far the next move goes. */
    public long updates() {
        return updates;
    }

    /** Goes on where another average was: its averages are put into {@link #averages()}. */
    public void resumeAfter(long updatesBefore) {
        updates = updatesBefore;
    }

    /** The averages by name. */
    public Map<String, Tensor> averages() {
        return Collections.unmodifiableMap(averages);
    }

    @Override
    public void close() {
        averages.values().forEach(Tensor::close);
    }
}
