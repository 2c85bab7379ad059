package lumen.model.cost;

import java.util.Arrays;

/** How many multiplications with their additions an operator takes. */
final class Multiplications {
    private static final int GATES_OF_LSTM = 4;
    private static final int GATES_OF_GRU = 3;

    private Multiplications() {}

    /**
     * @param output the size of the node's first output
     */
    static long of(NodeInputs node, Size output) {
        return switch (node.node().getOpType()) {
            case "Conv" -> Math.multiplyExact(output.count(), productFrom(node.get(1), 1));
            case "ConvTranspose" ->
                    Math.multiplyExact(node.get(0).count(), productFrom(node.get(1), 1));
            case "Gemm" -> {
                int inner = node.integer("transA", 0) == 0 ? 1 : 0;
                yield Math.multiplyExact(output.count(), node.get(0).shape()[inner]);
            }
            case "MatMul" -> Math.multiplyExact(output.count(), node.get(0).along(-1));
            case "Attention" -> attention(node);
            case "Einsum" -> Einsum.of(node).multiplications();
            case "LSTM" -> recurrent(node, GATES_OF_LSTM);
            case "GRU" -> recurrent(node, GATES_OF_GRU);
            default -> 0;
        };
    }

    private static long productFrom(Size weight, int axis) {
        return Arrays.stream(weight.shape()).skip(axis).reduce(1, Math::multiplyExact);
    }

    /** Queries by keys, and weights by values; all are {@code [N, heads, steps, size]}. */
    private static long attention(NodeInputs node) {
        Size query = node.get(0);
        if (query.rank() != 4) {
            throw new UnknownSizeException("Attention of joined heads");
        }
        long pairs = query.shape()[0] * query.shape()[1] * query.shape()[2] * node.get(1).along(2);
        return pairs * (query.along(3) + node.get(2).along(3));
    }

    private static long recurrent(NodeInputs node, int gates) {
        long[] sequence = node.get(0).shape();
        long hidden = node.get(2).along(-1);
        long directions = node.get(1).shape()[0];
        return sequence[0] * sequence[1] * directions * gates * hidden * (sequence[2] + hidden);
    }
}
