package lumen.training.engine;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Every ONNX operator that can be trained, by name.
 *
 * <p>Operators of ONNX's own domain are known by their type. Of other domains only {@code
 * lumen::StochasticDepth} is known; a model's own functions have been put in place of their calls
 * before.
 */
final class OperatorCatalogue {
    /** The domain of lumen's own functions in a model. */
    static final String OWN_DOMAIN = "lumen";

    /** An identity when served; drops whole examples of a residual branch in training. */
    static final String STOCHASTIC_DEPTH = "StochasticDepth";

    private static final Map<String, OperatorFactory> FACTORIES = factories();

    private OperatorCatalogue() {}

    private static Map<String, OperatorFactory> factories() {
        Map<String, OperatorFactory> factories = new HashMap<>();
        ActivationOperators.register(factories);
        ArithmeticOperators.register(factories);
        AttentionOperators.register(factories);
        ConvolutionOperators.register(factories);
        FunctionOperators.register(factories);
        LinearOperators.register(factories);
        NormalisationOperators.register(factories);
        PaddingOperators.register(factories);
        PoolingOperators.register(factories);
        RecurrentOperators.register(factories);
        ReductionOperators.register(factories);
        RegularisationOperators.register(factories);
        ResizeOperators.register(factories);
        SelectionOperators.register(factories);
        ShapeOperators.register(factories);
        SpectralOperators.register(factories);
        return Map.copyOf(factories);
    }

    /** The names of all operators, sorted. */
    static Set<String> names() {
        return new TreeSet<>(FACTORIES.keySet());
    }

    private static boolean isKnown(NodeProto node) {
        String domain = node.getDomain();
        if (node.getOpType().equals(STOCHASTIC_DEPTH)) {
            return domain.equals(OWN_DOMAIN);
        }
        return (domain.isEmpty() || domain.equals("ai.onnx"))
                && FACTORIES.containsKey(node.getOpType());
    }

    /**
     * Checks that all nodes can be executed.
     *
     * @throws EngineException naming every unknown operator at once
     */
    static void require(Collection<NodeProto> nodes) {
        Set<String> unknown = new TreeSet<>();
        for (NodeProto node : nodes) {
            if (!isKnown(node) && !node.getOpType().equals("Constant")) {
                unknown.add(
                        node.getDomain().isEmpty()
                                ? node.getOpType()
                                : node.getDomain() + "::" + node.getOpType());
            }
        }
        if (!unknown.isEmpty()) {
            throw new EngineException(
                    "the graph uses operators that cannot be trained: "
                            + String.join(", ", unknown));
        }
    }

    /**
     * The operator of a node.
     *
     * @param operatorSet version of ONNX's operators that the graph is written in
     */
    static Operator create(NodeProto node, long operatorSet) {
        try {
            Attributes attributes = new Attributes(node, operatorSet);
            return FACTORIES.get(node.getOpType()).create(node, attributes);
        } catch (EngineException failure) {
            throw new EngineException(
                    "%s %s: %s".formatted(node.getOpType(), node.getName(), failure.getMessage()),
                    failure);
        }
    }
}
