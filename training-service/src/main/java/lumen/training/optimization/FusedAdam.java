package lumen.training.optimization;

import java.util.List;
import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.OperatorHandle;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorType;
import org.bytedeco.pytorch.Type;

/**
 * libtorch's Adam and AdamW over many tensors in one pass through memory, which the Java presets do
 * not name: called through the dispatcher. The optimizer of the C++ API takes a dozen passes.
 */
final class FusedAdam implements AutoCloseable {
    private static final double EPSILON = 1e-8;

    private final OperatorHandle operator;

    /**
     * @param decoupledDecay whether weights decay by themselves (AdamW) and not through their
     *     gradients (Adam)
     */
    FusedAdam(boolean decoupledDecay) {
        operator =
                Dispatcher.singleton()
                        .findSchemaOrThrow(
                                decoupledDecay ? "aten::_fused_adamw_" : "aten::_fused_adam_", "");
    }

    /** One parameter with its gradient and what Adam remembers of it. */
    record Entry(Tensor weight, Tensor gradient, Moments moments) {}

    /**
     * Changes the weights and moments in place.
     *
     * @param entries float tensors, the layout in memory of all of an entry is the same
     * @param firstDecay decay of the first moment
     * @param secondDecay decay of the second moment
     */
    void step(
            List<Entry> entries,
            double rate,
            double firstDecay,
            double secondDecay,
            double weightDecay) {
        IValueVector stack = new IValueVector();
        stack.push_back(list(entries.stream().map(Entry::weight).toList()));
        stack.push_back(list(entries.stream().map(Entry::gradient).toList()));
        stack.push_back(list(entries.stream().map(entry -> entry.moments().first()).toList()));
        stack.push_back(list(entries.stream().map(entry -> entry.moments().second()).toList()));
        stack.push_back(list(List.of()));
        stack.push_back(list(entries.stream().map(entry -> entry.moments().steps()).toList()));
        stack.push_back(new IValue(rate));
        stack.push_back(new IValue(firstDecay));
        stack.push_back(new IValue(secondDecay));
        stack.push_back(new IValue(weightDecay));
        stack.push_back(new IValue(EPSILON));
        // Neither AMSGrad nor ascent, no scale of gradients, no search for infinities.
        stack.push_back(new IValue(false));
        stack.push_back(new IValue(false));
        stack.push_back(new IValue());
        stack.push_back(new IValue());
        operator.callBoxed(stack);
    }

    private static IValue list(List<Tensor> tensors) {
        GenericList list = new GenericList(new Type.TypePtr(TensorType.get()));
        tensors.forEach(tensor -> list.push_back(new IValue(tensor)));
        return new IValue(list);
    }

    @Override
    public void close() {
        operator.close();
    }
}
