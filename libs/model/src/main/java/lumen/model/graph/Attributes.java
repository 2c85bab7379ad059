package lumen.model.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.ArrayList;
import java.util.List;

/** The attributes of one node, in the order they were given. */
final class Attributes {
    private final List<AttributeProto> attributes = new ArrayList<>();

    static Attributes none() {
        return new Attributes();
    }

    Attributes with(String name, long value) {
        return add(named(name, AttributeProto.AttributeType.INT).setI(value));
    }

    Attributes with(String name, float value) {
        return add(named(name, AttributeProto.AttributeType.FLOAT).setF(value));
    }

    Attributes with(String name, long[] values) {
        AttributeProto.Builder attribute = named(name, AttributeProto.AttributeType.INTS);
        for (long value : values) {
            attribute.addInts(value);
        }
        return add(attribute);
    }

    Attributes with(String name, TensorProto value) {
        return add(named(name, AttributeProto.AttributeType.TENSOR).setT(value));
    }

    List<AttributeProto> asList() {
        return attributes;
    }

    private static AttributeProto.Builder named(String name, AttributeProto.AttributeType type) {
        return AttributeProto.newBuilder().setName(name).setType(type);
    }

    private Attributes add(AttributeProto.Builder attribute) {
        attributes.add(attribute.build());
        return this;
    }
}
