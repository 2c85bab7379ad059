package lumen.training.engine;

import java.util.Map;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** What drops parts of the signal while training and passes everything when serving. */
final class RegularisationOperators {
    private RegularisationOperators() {}

    static void register(Map<String, OperatorFactory> factories) {
        factories.put("Dropout", (node, attributes) -> dropout(attributes));
        factories.put("StochasticDepth", (node, attributes) -> stochasticDepth(attributes));
    }

    /** The ratio is the second input, or an attribute in opsets before 12. */
    private static Operator dropout(Attributes attributes) {
        double fixed = attributes.real("ratio", 0.5f);
        return (inputs, mode) -> {
            if (mode == Mode.EVALUATION) {
                return new Tensor[] {inputs[0].alias()};
            }
            Tensor given = Operators.optional(inputs, 1);
            double ratio = given != null ? given.item_float() : fixed;
            return new Tensor[] {
                ratio > 0 ? torch.dropout(inputs[0], ratio, true) : inputs[0].alias()
            };
        };
    }

    /**
     * Whole rows of the batch are dropped with probability p and the others divided by 1 - p (Huang
     * et al., Deep Networks with Stochastic Depth, 2016, in the form torchvision uses).
     */
    private static Operator stochasticDepth(Attributes attributes) {
        double dropped = attributes.real("p", 0);
        return (inputs, mode) -> {
            if (mode == Mode.EVALUATION || dropped == 0) {
                return new Tensor[] {inputs[0].alias()};
            }
            double kept = 1 - dropped;
            long[] shape = Axes.filled((int) inputs[0].dim(), 1);
            shape[0] = inputs[0].size(0);
            Tensor mask =
                    torch.zeros(shape, inputs[0].options())
                            .bernoulli_(kept, new GeneratorOptional())
                            .div_(new Scalar(kept));
            return new Tensor[] {inputs[0].mul(mask)};
        };
    }
}
