package lumen.training.engine;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The attributes of a node, read by name with the defaults of the ONNX specification. */
final class Attributes {
    private final Map<String, AttributeProto> values = new HashMap<>();

    Attributes(NodeProto node) {
        node.getAttributeList().forEach(value -> values.put(value.getName(), value));
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

    Optional<TensorProto> tensor(String name) {
        return Optional.ofNullable(values.get(name)).map(AttributeProto::getT);
    }
}
