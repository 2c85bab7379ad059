package lumen.training.engine;

import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Tensor;

/** The two commonest shapes of operators: one or two tensors in, one out, no attributes. */
final class Operators {
    private Operators() {}

    static void unary(
            Map<String, OperatorFactory> factories, String name, UnaryOperator<Tensor> function) {
        Operator operator = (inputs, mode) -> new Tensor[] {function.apply(inputs[0])};
        factories.put(name, (node, attributes) -> operator);
    }

    static void binary(
            Map<String, OperatorFactory> factories, String name, BinaryOperator<Tensor> function) {
        Operator operator = (inputs, mode) -> new Tensor[] {function.apply(inputs[0], inputs[1])};
        factories.put(name, (node, attributes) -> operator);
    }

    /** Operators of any number of tensors that are combined two by two. */
    static void variadic(
            Map<String, OperatorFactory> factories, String name, BinaryOperator<Tensor> function) {
        Operator operator =
                (inputs, mode) -> {
                    Tensor result = inputs[0].alias();
                    for (int index = 1; index < inputs.length; index++) {
                        result = function.apply(result, inputs[index]);
                    }
                    return new Tensor[] {result};
                };
        factories.put(name, (node, attributes) -> operator);
    }

    /** An input that may be left out: null when it is. */
    static Tensor optional(Tensor[] inputs, int index) {
        return index < inputs.length ? inputs[index] : null;
    }
}
