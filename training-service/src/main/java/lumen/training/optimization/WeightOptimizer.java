package lumen.training.optimization;

import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.AdamW;
import org.bytedeco.pytorch.AdamWOptions;
import org.bytedeco.pytorch.OptimizerParamGroup;
import org.bytedeco.pytorch.OptimizerParamGroupVector;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * AdamW (Loshchilov and Hutter, 2019) over two groups: tensors of more than one axis decay, biases
 * and the scales of normalisations do not.
 */
public final class WeightOptimizer implements AutoCloseable {
    private static final double SECOND_MOMENT_DECAY = 0.999;

    /**
     * Where the decay of the first moment lies in libtorch's pair of decays: which end a C++ tuple
     * begins at in memory is up to the compiler, and the defaults, 0.9 and 0.999, tell.
     */
    private static final int FIRST_MOMENT = placeOfFirstMoment();

    private final TensorVector all = new TensorVector();
    private final AdamW optimizer;
    private final double clippingNorm;

    /**
     * Takes the parameters over.
     *
     * @param parameters trained tensors by name
     * @param weightDecay decay of tensors of more than one axis, relative to the learning rate
     * @param clippingNorm largest Euclidean norm of the whole gradient; 0 leaves it as it is
     */
    public WeightOptimizer(
            Map<String, Tensor> parameters, double weightDecay, double clippingNorm) {
        this.clippingNorm = clippingNorm;
        TensorVector decaying = new TensorVector();
        TensorVector free = new TensorVector();
        for (Tensor parameter : parameters.values()) {
            all.push_back(parameter);
            (parameter.dim() > 1 ? decaying : free).push_back(parameter);
        }
        optimizer = new AdamW(decaying, options(weightDecay));
        optimizer.add_param_group(new OptimizerParamGroup(free, options(0)));
    }

    private static int placeOfFirstMoment() {
        try (AdamWOptions defaults = new AdamWOptions()) {
            return defaults.betas().get(0) < defaults.betas().get(1) ? 0 : 1;
        }
    }

    private static AdamWOptions options(double weightDecay) {
        AdamWOptions options = new AdamWOptions(1e-3);
        options.weight_decay().put(weightDecay);
        return options;
    }

    /**
     * Changes the weights along their gradients and clears the gradients.
     *
     * @param rate learning rate of this step
     * @param momentum decay of the first moment in this step
     */
    public void step(double rate, double momentum) {
        try (PointerScope _ = new PointerScope()) {
            if (clippingNorm > 0) {
                torch.clip_grad_norm_(all, clippingNorm);
            }
            OptimizerParamGroupVector groups = optimizer.param_groups();
            for (long index = 0; index < groups.size(); index++) {
                AdamWOptions options = new AdamWOptions(groups.get(index).options());
                options.set_lr(rate);
                options.betas().put(FIRST_MOMENT, momentum);
                options.betas().put(1 - FIRST_MOMENT, SECOND_MOMENT_DECAY);
            }
            optimizer.step();
            optimizer.zero_grad();
        }
    }

    @Override
    public void close() {
        optimizer.close();
        all.close();
    }
}
