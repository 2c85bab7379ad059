package lumen.training.optimization;

import org.bytedeco.pytorch.Tensor;

/** How much it costs to be wrong about one label of one window. */
public sealed interface ElementLoss permits AsymmetricLoss, CrossEntropy, FocalLoss {
    /**
     * The loss of every element, {@code [windows, labels]}, in the pointer scope around the call.
     *
     * @param logits {@code [windows, labels]}
     * @param targets same shape, from 0 to 1
     */
    Tensor of(Tensor logits, Tensor targets);
}
