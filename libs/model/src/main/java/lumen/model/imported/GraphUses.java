package lumen.model.imported;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who makes and who uses the values of a graph. */
final class GraphUses {
    private final Map<String, List<NodeProto>> users = new HashMap<>();
    private final Map<String, NodeProto> makers = new HashMap<>();

    GraphUses(List<NodeProto> nodes) {
        for (NodeProto node : nodes) {
            for (String value : usedBy(node)) {
                users.computeIfAbsent(value, any -> new ArrayList<>()).add(node);
            }
            node.getOutputList().forEach(output -> makers.put(output, node));
        }
    }

    /** The nodes that use a value. */
    List<NodeProto> users(String value) {
        return users.getOrDefault(value, List.of());
    }

    /** The node that makes a value; null for inputs and weights. */
    NodeProto maker(String value) {
        return makers.get(value);
    }

    /** What a node uses, itself or in the graphs that it runs. */
    static Set<String> usedBy(NodeProto node) {
        Set<String> used = new HashSet<>(node.getInputList());
        for (AttributeProto attribute : node.getAttributeList()) {
            if (attribute.hasG()) {
                addUses(attribute.getG(), used);
            }
            attribute.getGraphsList().forEach(graph -> addUses(graph, used));
        }
        used.remove("");
        return used;
    }

    private static void addUses(GraphProto graph, Set<String> used) {
        graph.getNodeList().forEach(node -> used.addAll(usedBy(node)));
        for (ValueInfoProto output : graph.getOutputList()) {
            used.add(output.getName());
        }
    }

    /** The nodes without which the wanted values cannot be made, in the graph's order. */
    static List<NodeProto> needed(List<NodeProto> nodes, Set<String> wanted) {
        Set<String> open = new HashSet<>(wanted);
        List<NodeProto> needed = new ArrayList<>();
        for (NodeProto node : nodes.reversed()) {
            if (node.getOutputList().stream().anyMatch(open::contains)) {
                open.addAll(usedBy(node));
                needed.addFirst(node);
            }
        }
        return needed;
    }
}
