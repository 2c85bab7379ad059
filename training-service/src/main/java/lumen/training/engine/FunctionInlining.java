package lumen.training.engine;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts the nodes of a model's own functions in the place of their calls.
 *
 * <p>{@code lumen::StochasticDepth} stays a call: it is an identity as a function, and the engine
 * has an operator for it.
 */
final class FunctionInlining {
    /** Functions that call each other deeper than this are taken for a circle. */
    private static final int DEEPEST = 32;

    private final Map<String, FunctionProto> functions = new HashMap<>();
    private int calls;

    private FunctionInlining(ModelProto model) {
        for (FunctionProto function : model.getFunctionsList()) {
            functions.put(key(function.getDomain(), function.getName()), function);
        }
        functions.remove(key(OperatorCatalogue.OWN_DOMAIN, OperatorCatalogue.STOCHASTIC_DEPTH));
    }

    /** The graph's nodes without calls. */
    static List<NodeProto> nodes(ModelProto model) {
        FunctionInlining inlining = new FunctionInlining(model);
        List<NodeProto> nodes = new ArrayList<>();
        inlining.add(model.getGraph().getNodeList(), nodes, 0);
        return nodes;
    }

    private static String key(String domain, String name) {
        return domain + "::" + name;
    }

    private void add(List<NodeProto> from, List<NodeProto> to, int depth) {
        for (NodeProto node : from) {
            FunctionProto function = functions.get(key(node.getDomain(), node.getOpType()));
            if (function == null) {
                to.add(node);
            } else if (depth == DEEPEST) {
                throw new EngineException(
                        "the model's function %s calls itself".formatted(function.getName()));
            } else {
                add(body(function, node), to, depth + 1);
            }
        }
    }

    /** The function's nodes with the call's values, and names of their own for all others. */
    private List<NodeProto> body(FunctionProto function, NodeProto call) {
        String prefix = "%s.%d.".formatted(function.getName(), calls++);
        Map<String, String> names = new HashMap<>();
        names.put("", "");
        for (int index = 0; index < function.getInputCount(); index++) {
            String given = index < call.getInputCount() ? call.getInput(index) : "";
            names.put(function.getInput(index), given);
        }
        for (int index = 0; index < function.getOutputCount(); index++) {
            String wanted = index < call.getOutputCount() ? call.getOutput(index) : "";
            names.put(
                    function.getOutput(index),
                    wanted.isEmpty() ? prefix + function.getOutput(index) : wanted);
        }
        Map<String, AttributeProto> attributes = new HashMap<>();
        function.getAttributeProtoList().forEach(value -> attributes.put(value.getName(), value));
        call.getAttributeList().forEach(value -> attributes.put(value.getName(), value));
        List<NodeProto> nodes = new ArrayList<>();
        for (NodeProto node : function.getNodeList()) {
            NodeProto.Builder copy =
                    node.toBuilder()
                            .setName(prefix + node.getName())
                            .clearInput()
                            .clearOutput()
                            .clearAttribute();
            node.getInputList()
                    .forEach(name -> copy.addInput(names.getOrDefault(name, prefix + name)));
            node.getOutputList()
                    .forEach(name -> copy.addOutput(names.getOrDefault(name, prefix + name)));
            for (AttributeProto attribute : node.getAttributeList()) {
                if (attribute.getRefAttrName().isEmpty()) {
                    copy.addAttribute(attribute);
                } else if (attributes.containsKey(attribute.getRefAttrName())) {
                    copy.addAttribute(
                            attributes.get(attribute.getRefAttrName()).toBuilder()
                                    .setName(attribute.getName()));
                }
            }
            nodes.add(copy.build());
        }
        return nodes;
    }
}
