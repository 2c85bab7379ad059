package lumen.model.cost;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The sizes of an Einstein sum such as {@code bij,bjk->bik}.
 *
 * @param output the letters of the result
 * @param sizes the size along each letter
 * @param operands how many tensors are multiplied
 */
record Einsum(String output, Map<Character, Long> sizes, int operands) {
    static Einsum of(NodeInputs node) {
        String equation = node.text("equation", "").replace(" ", "");
        int arrow = equation.indexOf("->");
        if (arrow < 0 || equation.contains("...")) {
            throw new UnknownSizeException("Einsum of " + equation);
        }
        String[] operands = equation.substring(0, arrow).split(",", -1);
        Map<Character, Long> sizes = new LinkedHashMap<>();
        for (int operand = 0; operand < operands.length; operand++) {
            long[] shape = node.get(operand).shape();
            for (int axis = 0; axis < operands[operand].length(); axis++) {
                sizes.merge(operands[operand].charAt(axis), shape[axis], Math::max);
            }
        }
        return new Einsum(equation.substring(arrow + 2), sizes, operands.length);
    }

    Size size() {
        return Size.of(output.chars().mapToLong(letter -> sizes.get((char) letter)).toArray());
    }

    long multiplications() {
        long all = sizes.values().stream().reduce(1L, Math::multiplyExact);
        return all * (operands - 1);
    }
}
