package lumen.training.engine;

import java.util.Map;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Functions applied to every element, with gradients where they have one. */
final class ActivationOperators {
    /** The slope at which ONNX's HardSigmoid is the hard sigmoid of MobileNetV3. */
    private static final float MOBILENET_SLOPE = 1f / 6;

    private ActivationOperators() {}

    static void register(Map<String, OperatorFactory> factories) {
        unary(factories, "Relu", torch::relu);
        unary(factories, "HardSwish", torch::hardswish);
        unary(factories, "Sigmoid", torch::sigmoid);
        unary(factories, "Tanh", torch::tanh);
        unary(factories, "Erf", torch::erf);
        unary(factories, "Sqrt", torch::sqrt);
        unary(factories, "Exp", torch::exp);
        unary(factories, "Log", torch::log);
        unary(factories, "Abs", torch::abs);
        unary(factories, "Neg", torch::neg);
        unary(factories, "Reciprocal", torch::reciprocal);
        unary(factories, "Sin", torch::sin);
        unary(factories, "Cos", torch::cos);
        unary(factories, "Not", torch::logical_not);
        unary(factories, "Identity", Tensor::alias);
        unary(factories, GraphFusion.SILU, torch::silu);
        factories.put("HardSigmoid", (node, attributes) -> hardSigmoid(attributes));
        factories.put("Gelu", (node, attributes) -> gelu(attributes));
        factories.put("LeakyRelu", (node, attributes) -> leakyRelu(attributes));
        factories.put("Softmax", (node, attributes) -> softmax(attributes));
    }

    private static void unary(
            Map<String, OperatorFactory> factories, String name, UnaryOperator<Tensor> function) {
        Operator operator = (inputs, mode) -> new Tensor[] {function.apply(inputs[0])};
        factories.put(name, (node, attributes) -> operator);
    }

    private static Operator hardSigmoid(Attributes attributes) {
        float slope = attributes.real("alpha", 0.2f);
        float offset = attributes.real("beta", 0.5f);
        if (Math.abs(slope - MOBILENET_SLOPE) < 1e-6 && offset == 0.5f) {
            return (inputs, mode) -> new Tensor[] {torch.hardsigmoid(inputs[0])};
        }
        return (inputs, mode) -> {
            Tensor line = inputs[0].mul(new Scalar(slope)).add(new Scalar(offset));
            return new Tensor[] {
                torch.clamp(
                        line,
                        new ScalarOptional(new Scalar(0f)),
                        new ScalarOptional(new Scalar(1f)))
            };
        };
    }

    private static Operator gelu(Attributes attributes) {
        String approximation = attributes.text("approximate", "none");
        return (inputs, mode) -> new Tensor[] {torch.gelu(inputs[0], approximation)};
    }

    private static Operator leakyRelu(Attributes attributes) {
        float slope = attributes.real("alpha", 0.01f);
        return (inputs, mode) -> new Tensor[] {torch.leaky_relu(inputs[0], new Scalar(slope))};
    }

    private static Operator softmax(Attributes attributes) {
        long axis = attributes.integer("axis", -1);
        return (inputs, mode) -> new Tensor[] {torch.softmax(inputs[0], axis)};
    }
}
