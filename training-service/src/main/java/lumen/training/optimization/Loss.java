package lumen.training.optimization;

import org.bytedeco.pytorch.BCEWithLogitsLossOptions;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Binary cross-entropy of logits, averaged over windows and labels.
 *
 * @param labelSmoothing how far targets move from 0 and 1 towards 1/2, 0 to 1: a target y becomes
 *     {@code y (1 - s) + s / 2}
 */
public record Loss(double labelSmoothing) {
    /** Checks the range. */
    public Loss {
        if (!(labelSmoothing >= 0 && labelSmoothing < 1)) {
            throw new IllegalArgumentException(
                    "label smoothing must be in [0, 1), was " + labelSmoothing);
        }
    }

    /**
     * The scalar loss, in the pointer scope around the call.
     *
     * @param logits {@code [windows, labels]}
     * @param targets 0 or 1, same shape
     */
    public Tensor of(Tensor logits, Tensor targets) {
        Tensor smooth =
                labelSmoothing == 0
                        ? targets
                        : targets.mul(new Scalar(1 - labelSmoothing))
                                .add(new Scalar(labelSmoothing / 2));
        return torch.binary_cross_entropy_with_logits(
                logits, smooth, new BCEWithLogitsLossOptions());
    }
}
