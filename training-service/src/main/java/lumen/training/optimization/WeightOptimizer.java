package lumen.training.optimization;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Adam (Kingma and Ba, 2015) or AdamW (Loshchilov and Hutter, 2019) over groups of parameters. A
 * parameter without a gradient, because it is frozen, is left alone and forgets nothing.
 *
 * <p>Gradients add up until {@link #step}: to accumulate over several batches, divide each loss by
 * their number and step after the last.
 */
public final class WeightOptimizer implements AutoCloseable {
    private static final double SECOND_MOMENT_DECAY = 0.999;

    private final List<ParameterGroup> groups;
    private final double clippingNorm;
    private final Map<String, Moments> moments = new LinkedHashMap<>();
    private final FusedAdam adam;

    /**
     * AdamW of parameters in the usual groups.
     *
     * @param parameters trained tensors by name
     * @param weightDecay decay of tensors of more than one axis, relative to the learning rate
     * @param clippingNorm largest Euclidean norm of the whole gradient; 0 leaves it as it is
     */
    public WeightOptimizer(
            Map<String, Tensor> parameters, double weightDecay, double clippingNorm) {
        this(ParameterGroup.usual(parameters, weightDecay, name -> true, 1), true, clippingNorm);
    }

    /**
     * Takes groups of parameters over.
     *
     * @param decoupledDecay whether weights decay by themselves, in proportion to the learning rate
     *     (AdamW), and not through their gradients (Adam)
     * @param clippingNorm largest Euclidean norm of the whole gradient; 0 leaves it as it is
     */
    public WeightOptimizer(
            List<ParameterGroup> groups, boolean decoupledDecay, double clippingNorm) {
        this.groups = List.copyOf(groups);
        this.adam = new FusedAdam(decoupledDecay);
        this.clippingNorm = clippingNorm;
        for (ParameterGroup group : groups) {
            group.parameters().forEach((name, weight) -> moments.put(name, Moments.fresh(weight)));
        }
    }

    /**
     * Changes the weights along their gradients and clears the gradients.
     *
     * @param rate learning rate of this step
     * @param momentum decay of the first moment in this step
     */
    public void step(double rate, double momentum) {
        try (PointerScope _ = new PointerScope();
                NoGradGuard _ = new NoGradGuard()) {
            clip();
            Scalar one = new Scalar(1f);
            for (ParameterGroup group : groups) {
                List<FusedAdam.Entry> entries = new ArrayList<>();
                group.parameters()
                        .forEach(
                                (name, weight) -> {
                                    Tensor gradient = weight.grad();
                                    if (gradient.defined()) {
                                        Moments own = moments.get(name);
                                        own.steps().add_(one);
                                        entries.add(new FusedAdam.Entry(weight, gradient, own));
                                    }
                                });
                if (!entries.isEmpty()) {
                    adam.step(
                            entries,
                            rate * group.rateFactor(),
                            momentum,
                            SECOND_MOMENT_DECAY,
                            group.weightDecay());
                }
            }
            for (ParameterGroup group : groups) {
                group.parameters().values().forEach(weight -> weight.mutable_grad().reset());
            }
        }
    }

    private void clip() {
        if (clippingNorm > 0) {
            TensorVector all = new TensorVector();
            for (ParameterGroup group : groups) {
                group.parameters().values().forEach(all::push_back);
            }
            torch.clip_grad_norm_(all, clippingNorm);
        }
    }

    /** What the optimizer remembers, by name; shared with it, not copies. */
    public Map<String, Tensor> state() {
        Map<String, Tensor> state = new LinkedHashMap<>();
        moments.forEach(
                (name, own) -> {
                    state.put(name + "/first", own.first());
                    state.put(name + "/second", own.second());
                    state.put(name + "/steps", own.steps());
                });
        return state;
    }

    @Override
    public void close() {
        moments.values().forEach(Moments::close);
        adam.close();
    }
}
