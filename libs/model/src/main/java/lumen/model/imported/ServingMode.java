package lumen.model.imported;

import ai.onnx.proto.OnnxMl.NodeProto;

/**
 * Operators of a graph that was exported while it was trained, as they are served: normalisations
 * by their running statistics, and no dropout. Training tells them apart by itself.
 */
final class ServingMode {
    private ServingMode() {}

    /** The node as it is served. */
    static NodeProto of(NodeProto node) {
        return switch (node.getOpType()) {
            case "BatchNormalization" -> {
                NodeProto.Builder served =
                        node.toBuilder()
                                .clearAttribute()
                                .clearOutput()
                                .addOutput(node.getOutput(0));
                node.getAttributeList().stream()
                        .filter(attribute -> !attribute.getName().equals("training_mode"))
                        .forEach(served::addAttribute);
                yield served.build();
            }
            case "Dropout" -> {
                NodeProto.Builder served = node.toBuilder().clearInput();
                node.getInputList().stream().limit(2).forEach(served::addInput);
                yield served.build();
            }
            default -> node;
        };
    }
}
