package lumen.training.engine;

import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Mathematical functions of every element, and casts. */
final class FunctionOperators {
    private FunctionOperators() {}

    static void register(Map<String, OperatorFactory> factories) {
        Operators.unary(factories, "Identity", Tensor::alias);
        Operators.unary(factories, "Erf", torch::erf);
        Operators.unary(factories, "Sqrt", torch::sqrt);
        Operators.unary(factories, "Exp", torch::exp);
        Operators.unary(factories, "Log", torch::log);
        Operators.unary(factories, "Abs", torch::abs);
        Operators.unary(factories, "Neg", torch::neg);
        Operators.unary(factories, "Reciprocal", torch::reciprocal);
        Operators.unary(factories, "Floor", torch::floor);
        Operators.unary(factories, "Ceil", torch::ceil);
        Operators.unary(factories, "Round", torch::round);
        Operators.unary(factories, "Sign", torch::sign);
        Operators.unary(factories, "Sin", torch::sin);
        Operators.unary(factories, "Cos", torch::cos);
        Operators.unary(factories, "Tan", torch::tan);
        Operators.unary(factories, "Asin", torch::asin);
        Operators.unary(factories, "Acos", torch::acos);
        Operators.unary(factories, "Atan", torch::atan);
        Operators.unary(factories, "Sinh", torch::sinh);
        Operators.unary(factories, "Cosh", torch::cosh);
        Operators.unary(factories, "Asinh", torch::asinh);
        Operators.unary(factories, "Acosh", torch::acosh);
        Operators.unary(factories, "Atanh", torch::atanh);
        Operators.unary(factories, "Not", torch::logical_not);
        Operators.unary(factories, "IsNaN", torch::isnan);
        factories.put("Cast", (node, attributes) -> cast(attributes));
        factories.put("CastLike", (node, attributes) -> FunctionOperators::castLike);
    }

    private static Operator cast(Attributes attributes) {
        ScalarType type = TensorData.scalarType(attributes.integer("to", 1));
        return (inputs, mode) -> new Tensor[] {inputs[0].to(type).alias()};
    }

    private static Tensor[] castLike(Tensor[] inputs, Mode mode) {
        return new Tensor[] {inputs[0].to(inputs[1].scalar_type()).alias()};
    }
}
