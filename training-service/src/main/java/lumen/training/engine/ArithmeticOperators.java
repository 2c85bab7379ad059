package lumen.training.engine;

import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Arithmetic, comparison and logic of tensors with broadcasting. */
final class ArithmeticOperators {
    private ArithmeticOperators() {}

    static void register(Map<String, OperatorFactory> factories) {
        Operators.binary(factories, "Add", Tensor::add);
        Operators.binary(factories, "Sub", Tensor::sub);
        Operators.binary(factories, "Mul", Tensor::mul);
        Operators.binary(factories, "Div", ArithmeticOperators::divide);
        Operators.binary(factories, "Pow", Tensor::pow);
        Operators.binary(factories, "Equal", Tensor::eq);
        Operators.binary(factories, "Less", Tensor::lt);
        Operators.binary(factories, "LessOrEqual", Tensor::le);
        Operators.binary(factories, "Greater", Tensor::gt);
        Operators.binary(factories, "GreaterOrEqual", Tensor::ge);
        Operators.binary(factories, "And", torch::logical_and);
        Operators.binary(factories, "Or", torch::logical_or);
        Operators.binary(factories, "Xor", torch::logical_xor);
        Operators.variadic(factories, "Min", torch::minimum);
        Operators.variadic(factories, "Max", torch::maximum);
        Operators.variadic(factories, "Sum", Tensor::add);
        factories.put("Mean", (node, attributes) -> ArithmeticOperators::mean);
        factories.put("Mod", (node, attributes) -> modulo(attributes));
        factories.put("Where", (node, attributes) -> ArithmeticOperators::choose);
        factories.put("Clip", (node, attributes) -> ArithmeticOperators::clip);
    }

    /** ONNX divides integers as integers and rounds towards zero. */
    private static Tensor divide(Tensor dividend, Tensor divisor) {
        return dividend.is_floating_point()
                ? dividend.div(divisor)
                : dividend.sub(torch.fmod(dividend, divisor)).floor_divide(divisor);
    }

    private static Tensor[] mean(Tensor[] inputs, Mode mode) {
        Tensor sum = inputs[0];
        for (int index = 1; index < inputs.length; index++) {
            sum = sum.add(inputs[index]);
        }
        return new Tensor[] {sum.div(new Scalar((float) inputs.length))};
    }

    /** The remainder has the divisor's sign, or the dividend's when {@code fmod} is set. */
    private static Operator modulo(Attributes attributes) {
        boolean signOfDividend = attributes.flag("fmod", false);
        return (inputs, mode) ->
                new Tensor[] {
                    signOfDividend
                            ? torch.fmod(inputs[0], inputs[1])
                            : torch.remainder(inputs[0], inputs[1])
                };
    }

    private static Tensor[] choose(Tensor[] inputs, Mode mode) {
        return new Tensor[] {torch.where(inputs[0].to(ScalarType.Bool), inputs[1], inputs[2])};
    }

    private static Tensor[] clip(Tensor[] inputs, Mode mode) {
        Tensor least = Operators.optional(inputs, 1);
        Tensor most = Operators.optional(inputs, 2);
        if (least == null && most == null) {
            return new Tensor[] {inputs[0].alias()};
        }
        return new Tensor[] {
            torch.clamp(inputs[0], TensorData.optional(least), TensorData.optional(most))
        };
    }
}
