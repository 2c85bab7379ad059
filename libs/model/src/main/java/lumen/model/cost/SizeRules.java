package lumen.model.cost;

import java.util.Arrays;
import java.util.List;

/** The sizes of an operator's outputs, by ONNX's definitions of operator sets 11 to 23. */
final class SizeRules {
    private SizeRules() {}

    /**
     * @throws UnknownSizeException if the operator is not known here
     */
    static List<Size> outputs(NodeInputs node) {
        return switch (node.node().getOpType()) {
            case "Identity", "Dropout", "StochasticDepth", "Cast", "CastLike" ->
                    List.of(node.get(0));
            case "Relu",
                    "LeakyRelu",
                    "PRelu",
                    "Elu",
                    "Selu",
                    "Celu",
                    "HardSwish",
                    "HardSigmoid",
                    "Sigmoid",
                    "Tanh",
                    "Erf",
                    "Gelu",
                    "Mish",
                    "Softplus",
                    "Softsign",
                    "Softmax",
                    "LogSoftmax",
                    "Sqrt",
                    "Exp",
                    "Log",
                    "Neg",
                    "Abs",
                    "Sign",
                    "Reciprocal",
                    "Sin",
                    "Cos",
                    "Not",
                    "Floor",
                    "Ceil",
                    "Round",
                    "Clip",
                    "CumSum",
                    "Trilu",
                    "IsNaN",
                    "BatchNormalization",
                    "LayerNormalization",
                    "InstanceNormalization",
                    "GroupNormalization",
                    "RMSNormalization",
                    "LpNormalization",
                    "QuantizeLinear",
                    "DequantizeLinear",
                    "ScatterND" ->
                    List.of(Size.of(node.get(0).shape()));
            case "Add",
                    "Sub",
                    "Mul",
                    "Div",
                    "Mod",
                    "Pow",
                    "Equal",
                    "Less",
                    "LessOrEqual",
                    "Greater",
                    "GreaterOrEqual",
                    "And",
                    "Or",
                    "Xor",
                    "Min",
                    "Max",
                    "Sum",
                    "Mean",
                    "Where" ->
                    List.of(ElementwiseRules.size(node));
            case "Conv" -> List.of(WindowRules.convolution(node));
            case "ConvTranspose" -> List.of(WindowRules.transposedConvolution(node));
            case "MaxPool", "AveragePool", "LpPool" -> List.of(WindowRules.pooling(node));
            case "GlobalAveragePool", "GlobalMaxPool" -> List.of(WindowRules.global(node.get(0)));
            case "Resize" -> List.of(WindowRules.resize(node));
            case "Gemm" -> List.of(gemm(node));
            case "MatMul" -> List.of(matrixProduct(node.get(0).shape(), node.get(1).shape()));
            case "Attention" -> List.of(node.get(0).with(3, node.get(2).along(-1)));
            case "Einsum" -> List.of(Einsum.of(node).size());
            case "LSTM", "GRU" -> recurrent(node);
            default -> ShapeRules.outputs(node);
        };
    }

    private static Size gemm(NodeInputs node) {
        boolean leftTransposed = node.integer("transA", 0) != 0;
        boolean rightTransposed = node.integer("transB", 0) != 0;
        return Size.of(
                node.get(0).shape()[leftTransposed ? 1 : 0],
                node.get(1).shape()[rightTransposed ? 0 : 1]);
    }

    private static Size matrixProduct(long[] left, long[] right) {
        if (left.length < 2 || right.length < 2) {
            throw new UnknownSizeException("MatMul of a vector");
        }
        long[] batches =
                Size.broadcast(
                        Arrays.copyOf(left, left.length - 2),
                        Arrays.copyOf(right, right.length - 2));
        long[] shape = Arrays.copyOf(batches, batches.length + 2);
        shape[batches.length] = left[left.length - 2];
        shape[batches.length + 1] = right[right.length - 1];
        return Size.of(shape);
    }

    /** All states, the last state and, of LSTM, the last cell. */
    private static List<Size> recurrent(NodeInputs node) {
        long[] sequence = node.get(0).shape();
        long directions = node.get(1).shape()[0];
        long hidden = node.get(2).along(-1);
        Size last = Size.of(directions, sequence[1], hidden);
        return List.of(Size.of(sequence[0], directions, sequence[1], hidden), last, last);
    }
}
