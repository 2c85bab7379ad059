package lumen.training.engine;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** A graph's nodes with who makes and who uses each value, while groups of them are replaced. */
final class GraphView {
    /** What is known about values that are not computed: parameters and constants. */
    interface Values {
        /** The number of axes of a trained parameter; -1 for every other value. */
        int parameterRank(String name);

        /** The number that a constant of one element holds. */
        OptionalDouble scalar(String name);

        /** The integers of a constant. */
        Optional<long[]> integers(String name);
    }

    private final List<NodeProto> nodes;
    private final Set<String> outputs;
    private final Values values;
    private final Map<String, List<NodeProto>> users = new HashMap<>();
    private final Map<String, NodeProto> producers = new HashMap<>();
    private final Set<NodeProto> dropped = Collections.newSetFromMap(new IdentityHashMap<>());
    private final IdentityHashMap<NodeProto, NodeProto> replaced = new IdentityHashMap<>();

    /**
     * @param outputs the graph's outputs, which must survive
     */
    GraphView(List<NodeProto> nodes, Set<String> outputs, Values values) {
        this.nodes = nodes;
        this.outputs = outputs;
        this.values = values;
        for (NodeProto node : nodes) {
            node.getInputList()
                    .forEach(
                            input ->
                                    users.computeIfAbsent(input, name -> new ArrayList<>())
                                            .add(node));
            node.getOutputList().forEach(output -> producers.put(output, node));
        }
    }

    Values values() {
        return values;
    }

    /** The node that makes a value, when it is of this type and nothing else uses the value. */
    Optional<NodeProto> producer(String value, String type) {
        NodeProto node = producers.get(value);
        boolean fits = node != null && node.getOpType().equals(type) && isUsedOnce(value);
        return fits && !isTaken(node) ? Optional.of(node) : Optional.empty();
    }

    /** The node that uses a value, when it is of this type and the only one. */
    Optional<NodeProto> onlyUser(String value, String type) {
        if (!isUsedOnce(value)) {
            return Optional.empty();
        }
        NodeProto node = users.get(value).getFirst();
        return node.getOpType().equals(type) && !isTaken(node)
                ? Optional.of(node)
                : Optional.empty();
    }

    private boolean isUsedOnce(String value) {
        return !outputs.contains(value) && users.getOrDefault(value, List.of()).size() == 1;
    }

    /** Whether these nodes and no others use a value. */
    boolean isUsedOnlyBy(String value, NodeProto... allowed) {
        Set<NodeProto> set = Collections.newSetFromMap(new IdentityHashMap<>());
        set.addAll(Arrays.asList(allowed));
        return !outputs.contains(value) && set.containsAll(users.getOrDefault(value, List.of()));
    }

    /** The node that makes a value, of this type, however many use it. */
    Optional<NodeProto> anyProducer(String value, String type) {
        NodeProto node = producers.get(value);
        return node != null && node.getOpType().equals(type) && !isTaken(node)
                ? Optional.of(node)
                : Optional.empty();
    }

    private boolean isTaken(NodeProto node) {
        return dropped.contains(node) || replaced.containsKey(node);
    }

    /** The other input of a node with two. */
    static String otherInput(NodeProto node, String input) {
        return node.getInput(node.getInput(0).equals(input) ? 1 : 0);
    }

    /** Puts {@code fused} in the place of {@code last}, whose output it takes over. */
    void replace(NodeProto last, NodeProto.Builder fused, Collection<NodeProto> others) {
        dropped.addAll(others);
        replaced.put(last, fused.setName(last.getName()).addOutput(last.getOutput(0)).build());
    }

    /** Leaves a node out that a fused one stands for as well. */
    void drop(NodeProto node) {
        dropped.add(node);
    }

    /** The nodes that are left, in order. */
    List<NodeProto> remaining() {
        return nodes.stream()
                .filter(node -> !dropped.contains(node))
                .map(node -> replaced.getOrDefault(node, node))
                .toList();
    }
}
