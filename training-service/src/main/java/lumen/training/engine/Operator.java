package lumen.training.engine;

import org.bytedeco.pytorch.Tensor;

/** One ONNX operator with its attributes bound, executed through libtorch. */
@FunctionalInterface
interface Operator {
    /**
     * Computes the node's outputs.
     *
     * <p>Called inside a pointer scope that is closed right afterwards: temporaries need no care. A
     * result must be a tensor handle of its own, never one of the inputs; use {@code alias()}.
     *
     * @param inputs the node's inputs in order; null where an optional input is left out
     * @param mode whether regularisation and batch statistics are active
     * @return the node's outputs in order
     */
    Tensor[] run(Tensor[] inputs, Mode mode);
}
