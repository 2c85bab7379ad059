package lumen.model.imported;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import lumen.model.graph.Tensors;

/** Constants as lumen writes them: nodes whose value is a tensor. */
final class ConstantTensors {
    private ConstantTensors() {}

    /** A constant of the tensor's name. */
    static NodeProto node(TensorProto tensor) {
        return NodeProto.newBuilder()
                .setOpType("Constant")
                .setName(tensor.getName())
                .addOutput(tensor.getName())
                .addAttribute(
                        AttributeProto.newBuilder()
                                .setName("value")
                                .setType(AttributeProto.AttributeType.TENSOR)
                                .setT(tensor.toBuilder().clearName()))
                .build();
    }

    /** The same constant with its value as a tensor, where it was written as bare numbers. */
    static NodeProto withTensor(NodeProto node) {
        if (!node.getOpType().equals("Constant") || node.getAttributeCount() != 1) {
            return node;
        }
        AttributeProto attribute = node.getAttribute(0);
        String name = node.getOutput(0);
        return switch (attribute.getName()) {
            case "value_float" ->
                    node(Tensors.of(name, new long[0], new float[] {attribute.getF()}));
            case "value_int" -> node(Tensors.of(name, new long[0], new long[] {attribute.getI()}));
            case "value_floats" -> {
                float[] values = new float[attribute.getFloatsCount()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = attribute.getFloats(i);
                }
                yield node(Tensors.of(name, new long[] {values.length}, values));
            }
            case "value_ints" -> {
                long[] values =
                        attribute.getIntsList().stream().mapToLong(Long::longValue).toArray();
                yield node(Tensors.of(name, new long[] {values.length}, values));
            }
            default -> node;
        };
    }
}
