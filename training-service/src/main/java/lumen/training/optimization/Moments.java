package lumen.training.optimization;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * What Adam remembers of a parameter.
 *
 * @param first running mean of its gradient
 * @param second running mean of the gradient's square
 * @param steps how often it has been changed, one number
 */
record Moments(Tensor first, Tensor second, Tensor steps) implements AutoCloseable {
    /** The moments of a parameter that was never changed. */
    static Moments fresh(Tensor weight) {
        try (PointerScope _ = new PointerScope();
                NoGradGuard _ = new NoGradGuard()) {
            return new Moments(
                    torch.zeros_like(weight).retainReference(),
                    torch.zeros_like(weight).retainReference(),
                    torch.zeros(new long[0]).retainReference());
        }
    }

    @Override
    public void close() {
        first.close();
        second.close();
        steps.close();
    }
}
