package lumen.model.cost;

import java.util.List;
import java.util.Optional;

/** Operators that work on element by element of tensors of several shapes. */
final class ElementwiseRules {
    private ElementwiseRules() {}

    static Size size(NodeInputs node) {
        List<Size> inputs = node.all();
        long[] shape = inputs.getFirst().shape();
        for (Size input : inputs) {
            shape = Size.broadcast(shape, input.shape());
        }
        return new Size(shape, values(node, inputs, shape));
    }

    /** Sizes are often computed with; the results of whole numbers are followed. */
    private static Optional<long[]> values(NodeInputs node, List<Size> inputs, long[] shape) {
        long count = Size.of(shape).count();
        if (count > Size.MOST_VALUES
                || inputs.stream().anyMatch(input -> input.values().isEmpty())) {
            return Optional.empty();
        }
        long[] values = new long[(int) count];
        for (int i = 0; i < values.length; i++) {
            Optional<Long> value = value(node.node().getOpType(), inputs, i, values.length);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            values[i] = value.get();
        }
        return Optional.of(values);
    }

    private static Optional<Long> value(String operator, List<Size> inputs, int index, int count) {
        long[] arguments = new long[inputs.size()];
        for (int i = 0; i < arguments.length; i++) {
            long[] values = inputs.get(i).requireValues();
            if (values.length != 1 && values.length != count) {
                return Optional.empty();
            }
            arguments[i] = values[values.length == 1 ? 0 : index];
        }
        if (arguments.length < 2) {
            return Optional.empty();
        }
        long left = arguments[0];
        long right = arguments[1];
        return switch (operator) {
            case "Add" -> Optional.of(left + right);
            case "Sub" -> Optional.of(left - right);
            case "Mul" -> Optional.of(left * right);
            case "Div" -> right == 0 ? Optional.empty() : Optional.of(left / right);
            case "Mod" -> right == 0 ? Optional.empty() : Optional.of(Math.floorMod(left, right));
            case "Min" -> Optional.of(Math.min(left, right));
            case "Max" -> Optional.of(Math.max(left, right));
            case "Equal" -> Optional.of(left == right ? 1L : 0L);
            case "Less" -> Optional.of(left < right ? 1L : 0L);
            case "Greater" -> Optional.of(left > right ? 1L : 0L);
            case "Where" -> Optional.of(left != 0 ? right : arguments[2]);
            default -> Optional.empty();
        };
    }
}
