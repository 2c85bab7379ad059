package lumen.training.engine;

import java.util.Map;
import java.util.function.BinaryOperator;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Arithmetic and comparison of two tensors with broadcasting, and casts. */
final class ArithmeticOperators {
    private ArithmeticOperators() {}

    static void register(Map<String, OperatorFactory> factories) {
        binary(factories, "Add", Tensor::add);
        binary(factories, "Sub", Tensor::sub);
        binary(factories, "Mul", Tensor::mul);
        binary(factories, "Div", ArithmeticOperators::divide);
        binary(factories, "Pow", Tensor::pow);
        binary(factories, "Equal", Tensor::eq);
        binary(factories, "Less", Tensor::lt);
        binary(factories, "Greater", Tensor::gt);
        factories.put("Where", (node, attributes) -> ArithmeticOperators::choose);
        factories.put("Clip", (node, attributes) -> ArithmeticOperators::clip);
        factories.put("Cast", (node, attributes) -> cast(attributes));
    }

    private static void binary(
            Map<String, OperatorFactory> factories, String name, BinaryOperator<Tensor> function) {
        Operator operator = (inputs, mode) -> new Tensor[] {function.apply(inputs[0], inputs[1])};
        factories.put(name, (node, attributes) -> operator);
    }

    /** ONNX divides integers as integers. */
    private static Tensor divide(Tensor dividend, Tensor divisor) {
        return dividend.is_floating_point()
                ? dividend.div(divisor)
                : dividend.floor_divide(divisor);
    }

    private static Tensor[] choose(Tensor[] inputs, Mode mode) {
        return new Tensor[] {torch.where(inputs[0].to(ScalarType.Bool), inputs[1], inputs[2])};
    }

    private static Tensor[] clip(Tensor[] inputs, Mode mode) {
        Tensor least = inputs.length > 1 ? inputs[1] : null;
        Tensor most = inputs.length > 2 ? inputs[2] : null;
        if (least == null && most == null) {
            return new Tensor[] {inputs[0].alias()};
        }
        return new Tensor[] {
            torch.clamp(inputs[0], TensorData.optional(least), TensorData.optional(most))
        };
    }

    private static Operator cast(Attributes attributes) {
        ScalarType type = TensorData.scalarType(attributes.integer("to", 1));
        return (inputs, mode) -> new Tensor[] {inputs[0].to(type).alias()};
    }
}
