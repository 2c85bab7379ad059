package lumen.training.optimization;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * The focal loss (Lin et al., Focal Loss for Dense Object Detection, 2017): cross-entropy times
 * {@code (1 - q)^gamma}, where q is the probability that the network gives to the truth, {@code p y
 * + (1 - p)(1 - y)}. What the network knows already counts little.
 *
 * @param entropy the cross-entropy
 * @param gamma not negative; 0 is cross-entropy
 * @param form what q is
 */
public record FocalLoss(CrossEntropy entropy, double gamma, Form form) implements ElementLoss {
    /** Keeps the slope of the power finite. */
    private static final double LEAST = 1e-9;

    /** What the factor looks at. */
    public enum Form {
        /** The probability of the truth, as published. */
        STANDARD,
        /**
         * The probability p of the label even where it is absent, as the reference computes it:
         * confident mistakes on absent labels count less. For comparisons with the reference.
         */
        REFERENCE
    }

    /** Checks the range. */
    public FocalLoss {
        if (!(gamma >= 0)) {
            throw new IllegalArgumentException("gamma must not be negative, was " + gamma);
        }
    }

    @Override
    public Tensor of(Tensor logits, Tensor targets) {
        Tensor absent = logits.neg().sigmoid();
        Tensor wrong =
                switch (form) {
                    // (1 - p) y + p (1 - y)
                    case STANDARD ->
                            absent.mul(targets)
                                    .add(logits.sigmoid().mul(targets.neg().add(new Scalar(1.0))));
                    case REFERENCE -> absent;
                };
        Tensor factor = wrong.clamp_min(new Scalar(LEAST)).pow(new Scalar(gamma));
        return factor.mul(entropy.of(logits, targets));
    }
}
