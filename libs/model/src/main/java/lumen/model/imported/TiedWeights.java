package lumen.model.imported;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Separates weights that PyTorch's exporter has tied. Of weights that are equal when exported, such
 * as the scales of fresh normalisations, it keeps one and writes {@code Identity} nodes, named by
 * the others, that pass it on; trained so, they would stay equal for ever.
 */
final class TiedWeights {
    private TiedWeights() {}

    /**
     * The graph with a weight of its own, of the Identity's output name, for each such node.
     *
     * @param notes what was done is added
     */
    static GraphProto separated(GraphProto graph, List<String> notes) {
        Map<String, TensorProto> weights = new HashMap<>();
        graph.getInitializerList().forEach(weight -> weights.put(weight.getName(), weight));
        Set<String> outputs =
                graph.getOutputList().stream()
                        .map(output -> output.getName())
                        .collect(Collectors.toSet());
        List<NodeProto> nodes = new ArrayList<>();
        List<TensorProto> separated = new ArrayList<>();
        for (NodeProto node : graph.getNodeList()) {
            TensorProto tied =
                    node.getOpType().equals("Identity") && !outputs.contains(node.getOutput(0))
                            ? weights.get(node.getInput(0))
                            : null;
            if (tied == null) {
                nodes.add(node);
                continue;
            }
            TensorProto own = tied.toBuilder().setName(node.getOutput(0)).build();
            weights.put(own.getName(), own);
            separated.add(own);
        }
        if (separated.isEmpty()) {
            return graph;
        }
        notes.add(separated.size() + " tied weights were separated");
        Set<String> used = new HashSet<>(outputs);
        nodes.forEach(node -> used.addAll(GraphUses.usedBy(node)));
        GraphProto.Builder result =
                graph.toBuilder().clearNode().addAllNode(nodes).clearInitializer();
        graph.getInitializerList().stream()
                .filter(weight -> used.contains(weight.getName()))
                .forEach(result::addInitializer);
        return result.addAllInitializer(separated).build();
    }
}
