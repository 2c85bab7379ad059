package lumen.model.imported;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.Set;

/** Frees names for lumen's own use: a value that has one of them gets a prefix. */
final class Renaming {
    private static final String PREFIX = "source.";

    private final Set<String> reserved;

    Renaming(Set<String> reserved) {
        this.reserved = reserved;
    }

    /** The new name of a value. */
    String of(String name) {
        return reserved.contains(name) ? PREFIX + name : name;
    }

    /** The graph with new names. */
    GraphProto applyTo(GraphProto graph) {
        GraphProto.Builder renamed = graph.toBuilder();
        for (int i = 0; i < renamed.getNodeCount(); i++) {
            renamed.setNode(i, applyTo(graph.getNode(i)));
        }
        renamed.getInitializerBuilderList().forEach(each -> each.setName(of(each.getName())));
        renamed.getInputBuilderList().forEach(each -> each.setName(of(each.getName())));
        renamed.getOutputBuilderList().forEach(each -> each.setName(of(each.getName())));
        return renamed.build();
    }

    private NodeProto applyTo(NodeProto node) {
        NodeProto.Builder renamed = node.toBuilder();
        for (int i = 0; i < node.getInputCount(); i++) {
            renamed.setInput(i, of(node.getInput(i)));
        }
        for (int i = 0; i < node.getOutputCount(); i++) {
            renamed.setOutput(i, of(node.getOutput(i)));
        }
        for (AttributeProto.Builder attribute : renamed.getAttributeBuilderList()) {
            if (attribute.hasG()) {
                attribute.setG(applyTo(attribute.getG()));
            }
        }
        return renamed.build();
    }
}
