package lumen.model.imported;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tells which tensors of an exported graph are weights that training may change. ONNX does not say
 * it: a mean to subtract looks as a bias does. Whatever a layer multiplies or adds as its weight is
 * one; of the others those are that have a module's name and take part in more than arithmetic with
 * constants.
 */
final class ParameterChoice {
    /** Inputs of operators that are weights, beginning with this one. */
    private static final Map<String, Integer> WEIGHTS_FROM =
            Map.ofEntries(
                    Map.entry("Conv", 1),
                    Map.entry("ConvTranspose", 1),
                    Map.entry("Gemm", 0),
                    Map.entry("MatMul", 0),
                    Map.entry("Einsum", 1),
                    Map.entry("BatchNormalization", 1),
                    Map.entry("LayerNormalization", 1),
                    Map.entry("InstanceNormalization", 1),
                    Map.entry("GroupNormalization", 1),
                    Map.entry("LSTM", 1),
                    Map.entry("GRU", 1),
                    Map.entry("RNN", 1),
                    Map.entry("PRelu", 1));

    /** Operators that pass a weight on in another shape. */
    private static final Set<String> PASSING =
            Set.of(
                    "Transpose",
                    "Reshape",
                    "Unsqueeze",
                    "Squeeze",
                    "Slice",
                    "Concat",
                    "Expand",
                    "Flatten",
                    "Split");

    /** Operators that normalise inputs by constants. */
    private static final Set<String> CONSTANT_ARITHMETIC =
            Set.of("Sub", "Div", "Pow", "Clip", "Resize", "Pad", "Where", "Range");

    /** Names that the exporter makes up. */
    private static final Pattern MADE_UP =
            Pattern.compile("(onnx::.*|const_.*|_?[vt]?_?\\d+|.*Constant.*)");

    private final GraphUses uses;

    ParameterChoice(GraphUses uses) {
        this.uses = uses;
    }

    /** Whether training may change the tensor. */
    boolean isParameter(TensorProto tensor) {
        if (tensor.getDataType() != TensorProto.DataType.FLOAT_VALUE
                || tensor.getDimsCount() == 0) {
            return false;
        }
        if (isWeight(tensor.getName(), new HashSet<>())) {
            return true;
        }
        List<NodeProto> users = uses.users(tensor.getName());
        return !MADE_UP.matcher(tensor.getName()).matches()
                && users.stream().anyMatch(user -> !CONSTANT_ARITHMETIC.contains(user.getOpType()));
    }

    private boolean isWeight(String value, Set<String> seen) {
        if (!seen.add(value)) {
            return false;
        }
        for (NodeProto user : uses.users(value)) {
            Integer first = WEIGHTS_FROM.get(user.getOpType());
            if (first != null && user.getInputList().lastIndexOf(value) >= first) {
                return true;
            }
            if (user.getOpType().equals("Add") && addsToProduct(user, value)) {
                return true;
            }
            if (PASSING.contains(user.getOpType())
                    && user.getInput(0).equals(value)
                    && isWeight(user.getOutput(0), seen)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the value is the bias of a linear layer that is written as two operators. */
    private boolean addsToProduct(NodeProto addition, String value) {
        return addition.getInputList().stream()
                .filter(input -> !input.equals(value))
                .map(uses::maker)
                .anyMatch(maker -> maker != null && maker.getOpType().equals("MatMul"));
    }
}
