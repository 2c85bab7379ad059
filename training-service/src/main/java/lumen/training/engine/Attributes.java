package lumen.training.engine;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The attributes of a node, read by name with the defaults of the ONNX specification. */
final class Attributes {
    private final Map<String, AttributeProto> values = new HashMap<>();
    private final long operatorSet;

    /**
     * @param operatorSet version of ONNX's operators that the graph is written in
     */
    Attributes(NodeProto node, long operatorSet) {
        this.operatorSet = operatorSet;
        node.getAttributeList().forEach(value -> values.put(value.getName(), value));
    }

    /** The version of ONNX's operators that the graph is written in. */
    long operatorSet() {
        return operatorSet;
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    long integer(String name, long otherwise) {
        AttributeProto value = values.get(name);
        return value == null ? otherwise : value.getI();
    }

    float real(String name, float otherwise) {
        AttributeProto value = values.get(name);
        return value == null ? otherwise : value.getF();
    }

    /**
     * Refuses an attribute that would change what is computed.
     *
     * @throws EngineException when the attribute is present with another value than its default
     */
    void requireDefault(String name, long usual) {
        if (integer(name, usual) != usual) {
            throw new EngineException("%s = %d".formatted(name, integer(name, usual)));
        }
    }

    boolean flag(String name, boolean otherwise) {
        return integer(name, otherwise ? 1 : 0) != 0;
    }

    String text(String name, String otherwise) {
        AttributeProto value = values.get(name);
        return value == null ? otherwise : value.getS().toStringUtf8();
    }

    /** The list of integers, empty when the attribute is absent. */
    long[] integers(String name) {
        AttributeProto value = values.get(name);
        return value == null
                ? new long[0]
                : value.getIntsList().stream().mapToLong(Long::longValue).toArray();
    }

    /** The list of integers, or {@code length} times {@code fill} when the attribute is absent. */
    long[] integers(String name, int length, long fill) {
        return has(name) ? integers(name) : Axes.filled(length, fill);
    }

    /** The list of texts, empty when the attribute is absent. */
    List<String> texts(String name) {
        AttributeProto value = values.get(name);
        return value == null
                ? List.of()
                : value.getStringsList().stream().map(ByteString::toStringUtf8).toList();
    }

    /** The list of real numbers, empty when the attribute is absent. */
    List<Float> reals(String name) {
        AttributeProto value = values.get(name);
        return value == null ? List.of() : value.getFloatsList();
    }

    Optional<TensorProto> tensor(String name) {
        return Optional.ofNullable(values.get(name)).map(AttributeProto::getT);
    }
}
