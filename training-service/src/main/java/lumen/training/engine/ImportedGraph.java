package lumen.training.engine;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Makes a graph that another tool exported one that can be trained, without changing what it
 * computes when served.
 *
 * <ul>
 *   <li>torch.onnx.export keeps one of several parameters that are equal when it runs (fresh biases
 *       and scales usually are) and writes {@code Identity} nodes for the others. Each becomes a
 *       parameter of its own again, under the name that the node's output has, which is its name in
 *       the {@code state_dict}.
 *   <li>A graph exported in training mode normalises batches by their own statistics; as served it
 *       shall use the running ones.
 *   <li>An initialiser that is also declared as an input (older exporters) is no input.
 * </ul>
 */
public final class ImportedGraph {
    /** The oldest and the newest version of ONNX's operators that graphs may be written in. */
    private static final int OLDEST_OPERATORS = 11;

    private static final int NEWEST_OPERATORS = 23;

    private ImportedGraph() {}

    /**
     * The model, ready to be trained; the very same one when there is nothing to do.
     *
     * @throws EngineException when its operators are of a version that is not known
     */
    public static ModelProto of(ModelProto model) {
        operatorSet(model);
        GraphProto graph = model.getGraph();
        Map<String, TensorProto> initialisers = new HashMap<>();
        graph.getInitializerList().forEach(tensor -> initialisers.put(tensor.getName(), tensor));
        Set<String> outputs = new HashSet<>();
        graph.getOutputList().forEach(output -> outputs.add(output.getName()));
        GraphProto.Builder result = graph.toBuilder().clearNode().clearInput();
        boolean changed = false;
        for (ValueInfoProto input : graph.getInputList()) {
            if (initialisers.containsKey(input.getName())) {
                changed = true;
            } else {
                result.addInput(input);
            }
        }
        Set<String> used = usedValues(graph);
        for (NodeProto node : graph.getNodeList()) {
            TensorProto tied =
                    node.getOpType().equals("Identity") ? initialisers.get(node.getInput(0)) : null;
            if (tied != null && !outputs.contains(node.getOutput(0))) {
                result.addInitializer(tied.toBuilder().setName(node.getOutput(0)));
                changed = true;
            } else if (isTrainingNormalisation(node, used)) {
                result.addNode(asServed(node));
                changed = true;
            } else {
                result.addNode(node);
            }
        }
        return changed ? model.toBuilder().setGraph(result).build() : model;
    }

    /**
     * The version of ONNX's operators that a model is written in.
     *
     * @throws EngineException when it is older than 11 or newer than 23
     */
    static long operatorSet(ModelProto model) {
        for (OperatorSetIdProto imported : model.getOpsetImportList()) {
            if (imported.getDomain().isEmpty() || imported.getDomain().equals("ai.onnx")) {
                long version = imported.getVersion();
                if (version < OLDEST_OPERATORS || version > NEWEST_OPERATORS) {
                    throw new EngineException(
                            "the graph is written in version %d of ONNX's operators; %d to %d can be trained: export it again with another opset_version"
                                    .formatted(version, OLDEST_OPERATORS, NEWEST_OPERATORS));
                }
                return version;
            }
        }
        throw new EngineException("the model does not say which version of ONNX's operators it is");
    }

    private static Set<String> usedValues(GraphProto graph) {
        Set<String> used = new HashSet<>();
        graph.getNodeList().forEach(node -> used.addAll(node.getInputList()));
        graph.getOutputList().forEach(output -> used.add(output.getName()));
        return used;
    }

    /** A batch normalisation in training mode whose new statistics nobody asks for. */
    private static boolean isTrainingNormalisation(NodeProto node, Set<String> used) {
        return node.getOpType().equals("BatchNormalization")
                && node.getOutputCount() > 1
                && node.getOutputList().stream().skip(1).noneMatch(used::contains);
    }

    private static NodeProto asServed(NodeProto node) {
        NodeProto.Builder result =
                node.toBuilder().clearOutput().addOutput(node.getOutput(0)).clearAttribute();
        for (AttributeProto attribute : node.getAttributeList()) {
            if (!attribute.getName().equals("training_mode")) {
                result.addAttribute(attribute);
            }
        }
        return result.build();
    }
}
