package lumen.training.engine;

import java.util.Arrays;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** The activation functions of networks. */
final class ActivationOperators {
    /** The slope at which ONNX's HardSigmoid is the hard sigmoid of MobileNetV3. */
    private static final float MOBILENET_SLOPE = 1f / 6;

    /** Since this version Softmax and LogSoftmax work along one axis. */
    private static final int SOFTMAX_OF_ONE_AXIS = 13;

    private ActivationOperators() {}

    @FunctionalInterface
    private interface AlongAxis {
        Tensor apply(Tensor values, long axis);
    }

    static void register(Map<String, OperatorFactory> factories) {
        Operators.unary(factories, "Relu", torch::relu);
        Operators.unary(factories, "HardSwish", torch::hardswish);
        Operators.unary(factories, "Sigmoid", torch::sigmoid);
        Operators.unary(factories, "Tanh", torch::tanh);
        Operators.unary(factories, "Softplus", torch::softplus);
        Operators.unary(factories, "Softsign", x -> x.div(torch.abs(x).add(new Scalar(1f))));
        Operators.unary(factories, "Mish", torch::mish);
        Operators.unary(factories, FusedOperator.SILU, torch::silu);
        Operators.unary(factories, FusedOperator.GELU, torch::gelu);
        factories.put("HardSigmoid", (node, attributes) -> hardSigmoid(attributes));
        factories.put("Gelu", (node, attributes) -> gelu(attributes));
        factories.put("LeakyRelu", (node, attributes) -> leakyRelu(attributes));
        factories.put("Elu", (node, attributes) -> elu(attributes));
        factories.put("Selu", (node, attributes) -> selu(attributes));
        factories.put("Celu", (node, attributes) -> celu(attributes));
        factories.put("ThresholdedRelu", (node, attributes) -> thresholded(attributes));
        factories.put("PRelu", (node, attributes) -> ActivationOperators::parametric);
        factories.put("Softmax", (node, attributes) -> alongAxis(attributes, torch::softmax));
        factories.put(
                "LogSoftmax", (node, attributes) -> alongAxis(attributes, torch::log_softmax));
    }

    private static Operator of(UnaryOperator<Tensor> function) {
        return (inputs, mode) -> new Tensor[] {function.apply(inputs[0])};
    }

    private static Operator hardSigmoid(Attributes attributes) {
        float slope = attributes.real("alpha", 0.2f);
        float offset = attributes.real("beta", 0.5f);
        if (Math.abs(slope - MOBILENET_SLOPE) < 1e-6 && offset == 0.5f) {
            return of(torch::hardsigmoid);
        }
        return of(
                x ->
                        torch.clamp(
                                x.mul(new Scalar(slope)).add(new Scalar(offset)),
                                new ScalarOptional(new Scalar(0f)),
                                new ScalarOptional(new Scalar(1f))));
    }

    private static Operator gelu(Attributes attributes) {
        String approximation = attributes.text("approximate", "none");
        return of(x -> torch.gelu(x, approximation));
    }

    private static Operator leakyRelu(Attributes attributes) {
        float slope = attributes.real("alpha", 0.01f);
        return of(x -> torch.leaky_relu(x, new Scalar(slope)));
    }

    private static Operator elu(Attributes attributes) {
        float scale = attributes.real("alpha", 1);
        return of(x -> torch.elu(x, new Scalar(scale), new Scalar(1f), new Scalar(1f)));
    }

    /** The defaults are those of Klambauer et al., Self-Normalizing Neural Networks, 2017. */
    private static Operator selu(Attributes attributes) {
        float scale = attributes.real("alpha", 1.6732632f);
        float gamma = attributes.real("gamma", 1.050701f);
        return of(x -> torch.elu(x, new Scalar(scale), new Scalar(gamma), new Scalar(1f)));
    }

    private static Operator celu(Attributes attributes) {
        float scale = attributes.real("alpha", 1);
        return of(x -> torch.celu(x, new Scalar(scale)));
    }

    private static Operator thresholded(Attributes attributes) {
        float threshold = attributes.real("alpha", 1);
        return of(x -> torch.threshold(x, new Scalar(threshold), new Scalar(0f)));
    }

    /** The slopes are broadcast to the values, as everywhere in ONNX. */
    private static Tensor[] parametric(Tensor[] inputs, Mode mode) {
        Tensor below = torch.clamp_max(inputs[0], new Scalar(0f)).mul(inputs[1]);
        return new Tensor[] {torch.relu(inputs[0]).add(below)};
    }

    /** Older graphs mean all axes from the given one on, taken together. */
    private static Operator alongAxis(Attributes attributes, AlongAxis function) {
        if (attributes.operatorSet() >= SOFTMAX_OF_ONE_AXIS) {
            long axis = attributes.integer("axis", -1);
            return of(x -> function.apply(x, axis));
        }
        long axis = attributes.integer("axis", 1);
        return of(
                x -> {
                    long[] shape = x.shape();
                    int first = Axes.fromFront(axis, shape.length);
                    long rows = Axes.product(Arrays.copyOf(shape, first));
                    return function.apply(x.reshape(rows, -1), 1).reshape(shape);
                });
    }
}
