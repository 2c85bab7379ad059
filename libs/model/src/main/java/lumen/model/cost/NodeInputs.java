package lumen.model.cost;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A node's attributes and the sizes of its inputs. */
final class NodeInputs {
    private final NodeProto node;
    private final List<Optional<Size>> sizes;

    /**
     * @param sizes one for each input; empty where an optional input is left out
     */
    NodeInputs(NodeProto node, List<Optional<Size>> sizes) {
        this.node = node;
        this.sizes = sizes;
    }

    NodeProto node() {
        return node;
    }

    boolean has(int input) {
        return input < sizes.size() && sizes.get(input).isPresent();
    }

    Size get(int input) {
        if (!has(input)) {
            throw new UnknownSizeException(node.getOpType() + " lacks input " + input);
        }
        return sizes.get(input).orElseThrow();
    }

    List<Size> all() {
        return IntStream.range(0, sizes.size()).mapToObj(this::get).toList();
    }

    Optional<AttributeProto> attribute(String name) {
        return node.getAttributeList().stream()
                .filter(attribute -> attribute.getName().equals(name))
                .findFirst();
    }

    long integer(String name, long otherwise) {
        return attribute(name).map(AttributeProto::getI).orElse(otherwise);
    }

    String text(String name, String otherwise) {
        return attribute(name).map(value -> value.getS().toStringUtf8()).orElse(otherwise);
    }

    Optional<TensorProto> tensor(String name) {
        return attribute(name).map(AttributeProto::getT);
    }

    Optional<long[]> integers(String name) {
        return attribute(name)
                .map(value -> value.getIntsList().stream().mapToLong(Long::longValue).toArray());
    }

    /** Numbers that older operator sets give as an attribute and newer ones as an input. */
    Optional<long[]> integers(String name, int input) {
        return has(input) ? Optional.of(get(input).requireValues()) : integers(name);
    }
}
