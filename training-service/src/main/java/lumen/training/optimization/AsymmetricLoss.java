package lumen.training.optimization;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The asymmetric loss (Ridnik et al., Asymmetric Loss For Multi-Label Classification, 2021), {@code
 * -[y (1 - p)^a ln p + (1 - y) q^b ln(1 - q)]} with {@code q = max(p - m, 0)}: easy absent labels,
 * of which there are many, count little, and those below the margin nothing.
 *
 * @param positiveFocus a, not negative
 * @param negativeFocus b, not negative, usually greater
 * @param margin m, 0 to 1
 */
public record AsymmetricLoss(double positiveFocus, double negativeFocus, double margin)
        implements ElementLoss {
    private static final double LEAST = 1e-8;

    /** Checks the ranges. */
    public AsymmetricLoss {
        if (!(positiveFocus >= 0 && negativeFocus >= 0 && margin >= 0 && margin < 1)) {
            throw new IllegalArgumentException(
                    "an asymmetric loss of %s, %s and margin %s"
                            .formatted(positiveFocus, negativeFocus, margin));
        }
    }

    @Override
    public Tensor of(Tensor logits, Tensor targets) {
        Tensor absent = logits.neg().sigmoid();
        Tensor there =
                torch.log_sigmoid(logits)
                        .mul(absent.clamp_min(new Scalar(LEAST)).pow(new Scalar(positiveFocus)));
        // 1 - q, never above 1
        Tensor shifted = absent.add(new Scalar(margin)).clamp_max(new Scalar(1.0));
        Tensor nowhere =
                shifted.clamp_min(new Scalar(LEAST))
                        .log()
                        .mul(
                                shifted.neg()
                                        .add(new Scalar(1.0))
                                        .clamp_min(new Scalar(LEAST))
                                        .pow(new Scalar(negativeFocus)));
        return there.mul(targets).add(nowhere.mul(targets.neg().add(new Scalar(1.0)))).neg();
    }
}
