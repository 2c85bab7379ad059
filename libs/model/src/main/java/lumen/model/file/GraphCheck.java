package lumen.model.file;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Checks that a graph can be computed node by node: that every value is made once and before it is
 * used, that nothing goes in a circle, and that no tensor lies about its size or stands in another
 * file. Weights' values are not needed.
 */
final class GraphCheck {
    private static final long MOST_NODES = 10_000_000;
    private static final int DEEPEST_CALL = 100;

    private final Map<String, FunctionProto> functions = new HashMap<>();

    /** How many nodes stand in the place of a call, by function. */
    private final Map<String, Long> unfolded = new HashMap<>();

    private final Set<NodeProto> checked;

    private GraphCheck(List<FunctionProto> functions, Set<NodeProto> checked) {
        this.checked = checked;
        functions.forEach(
                function ->
                        this.functions.put(
                                key(function.getDomain(), function.getName()), function));
    }

    /**
     * Checks a model's graph.
     *
     * @param checked nodes, by identity, whose own tensors need not be checked again
     * @throws ModelFormatException naming what is wrong
     */
    static void require(GraphProto graph, List<FunctionProto> functions, Set<NodeProto> checked)
            throws ModelFormatException {
        GraphCheck check = new GraphCheck(functions, checked);
        for (FunctionProto function : functions) {
            check.unfold(function, new HashSet<>());
            check.checkNodes(function.getNodeList(), new HashSet<>(function.getInputList()));
        }
        check.unfold(graph.getNodeList(), new HashSet<>());
        check.checkGraph(graph, Set.of());
    }

    private static String key(String domain, String name) {
        return domain + "::" + name;
    }

    /**
     * How many nodes a function becomes in the place of its call. One that calls itself would be
     * unfolded for ever, and a few that call each other twice would fill any memory.
     */
    private long unfold(FunctionProto function, Set<String> callers) throws ModelFormatException {
        String own = key(function.getDomain(), function.getName());
        Long known = unfolded.get(own);
        if (known != null) {
            return known;
        }
        if (!callers.add(own)) {
            throw new ModelFormatException("The model's function " + own + " calls itself");
        }
        if (callers.size() > DEEPEST_CALL) {
            throw new ModelFormatException(
                    "The model's functions call each other more than " + DEEPEST_CALL + " deep");
        }
        long nodes = unfold(function.getNodeList(), callers);
        callers.remove(own);
        unfolded.put(own, nodes);
        return nodes;
    }

    private long unfold(List<NodeProto> nodes, Set<String> callers) throws ModelFormatException {
        long count = nodes.size();
        for (NodeProto node : nodes) {
            FunctionProto called = functions.get(key(node.getDomain(), node.getOpType()));
            if (called != null) {
                count += unfold(called, callers);
            }
            for (AttributeProto attribute : node.getAttributeList()) {
                count += unfold(attribute.getG().getNodeList(), callers);
                for (GraphProto graph : attribute.getGraphsList()) {
                    count += unfold(graph.getNodeList(), callers);
                }
            }
            if (count > MOST_NODES) {
                throw new ModelFormatException(
                        "The model's functions unfold to more than %,d nodes"
                                .formatted(MOST_NODES));
            }
        }
        return count;
    }

    /**
     * Checks a graph.
     *
     * @param around what the graphs around this one have made
     */
    private void checkGraph(GraphProto graph, Set<String> around) throws ModelFormatException {
        Set<String> made = new HashSet<>(around);
        for (ValueInfoProto input : graph.getInputList()) {
            made.add(input.getName());
        }
        Set<String> weights = new HashSet<>();
        for (TensorProto tensor : graph.getInitializerList()) {
            TensorCheck.requireOwnWeights(tensor);
            if (!weights.add(tensor.getName())) {
                throw new ModelFormatException("The graph has two weights " + tensor.getName());
            }
        }
        for (SparseTensorProto tensor : graph.getSparseInitializerList()) {
            TensorCheck.require(tensor.getValues());
            TensorCheck.require(tensor.getIndices());
            weights.add(tensor.getValues().getName());
        }
        made.addAll(weights);
        checkNodes(graph.getNodeList(), made);
        for (ValueInfoProto output : graph.getOutputList()) {
            if (!made.contains(output.getName())) {
                throw new ModelFormatException(
                        "The graph never makes its output " + output.getName());
            }
        }
    }

    private void checkNodes(List<NodeProto> nodes, Set<String> made) throws ModelFormatException {
        for (NodeProto node : nodes) {
            for (String input : node.getInputList()) {
                if (!input.isEmpty() && !made.contains(input)) {
                    throw notYetMade(node, input, nodes);
                }
            }
            for (AttributeProto attribute : node.getAttributeList()) {
                if (attribute.hasT() && !checked.contains(node)) {
                    TensorCheck.require(attribute.getT());
                }
                checkAttribute(attribute, made);
            }
            for (String output : node.getOutputList()) {
                if (!output.isEmpty() && !made.add(output)) {
                    throw new ModelFormatException("The graph makes " + output + " twice");
                }
            }
        }
    }

    private void checkAttribute(AttributeProto attribute, Set<String> made)
            throws ModelFormatException {
        for (TensorProto tensor : attribute.getTensorsList()) {
            TensorCheck.require(tensor);
        }
        if (attribute.hasSparseTensor()) {
            TensorCheck.require(attribute.getSparseTensor().getValues());
            TensorCheck.require(attribute.getSparseTensor().getIndices());
        }
        if (attribute.hasG()) {
            checkSubgraph(attribute.getG(), made);
        }
        for (GraphProto graph : attribute.getGraphsList()) {
            checkSubgraph(graph, made);
        }
    }

    private void checkSubgraph(GraphProto graph, Set<String> made) throws ModelFormatException {
        for (TensorProto tensor : graph.getInitializerList()) {
            TensorCheck.require(tensor);
        }
        checkGraph(graph, made);
    }

    private static ModelFormatException notYetMade(
            NodeProto user, String value, List<NodeProto> nodes) {
        Map<String, NodeProto> makers = new HashMap<>();
        for (NodeProto node : nodes) {
            node.getOutputList().forEach(output -> makers.put(output, node));
        }
        String title = user.getName().isEmpty() ? user.getOpType() : user.getName();
        if (!makers.containsKey(value)) {
            return new ModelFormatException(
                    "The node " + title + " uses " + value + ", which nothing makes");
        }
        Set<String> seen = new LinkedHashSet<>();
        List<String> open = new ArrayList<>(List.of(value));
        while (!open.isEmpty()) {
            String next = open.removeLast();
            NodeProto maker = makers.get(next);
            if (maker != null && seen.add(next)) {
                if (user.getOutputList().contains(next)) {
                    return new ModelFormatException(
                            "The graph goes in a circle: the node "
                                    + title
                                    + " uses "
                                    + value
                                    + ", which is made from its own result");
                }
                open.addAll(maker.getInputList());
            }
        }
        return new ModelFormatException(
                "The node " + title + " stands before the one that makes its input " + value);
    }
}
