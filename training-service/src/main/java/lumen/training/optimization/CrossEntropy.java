package lumen.training.optimization;

import java.util.Optional;
import lumen.training.engine.TensorData;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Binary cross-entropy, {@code -[w y ln s(x) + (1 - y) ln(1 - s(x))]} with the sigmoid s.
 *
 * @param positiveWeights w of each label, to weigh rare labels up; empty for 1
 */
public record CrossEntropy(Optional<PositiveWeights> positiveWeights) implements ElementLoss {
    private static final long EACH_ELEMENT = 0;

    /** Every label weighs the same. */
    public CrossEntropy() {
        this(Optional.empty());
    }

    @Override
    public Tensor of(Tensor logits, Tensor targets) {
        TensorOptional weights =
                positiveWeights
                        .map(
                                own ->
                                        new TensorOptional(
                                                TensorData.of(own.weights(), own.weights().length)
                                                        .to(logits.device(), ScalarType.Float)))
                        .orElseGet(TensorOptional::new);
        return torch.binary_cross_entropy_with_logits(
                logits, targets, new TensorOptional(), weights, EACH_ELEMENT);
    }
}
