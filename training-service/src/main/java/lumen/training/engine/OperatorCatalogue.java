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
 * <p>Operators of the default domain are known by their type. The model-local function {@code
 * StochasticDepth}, an identity when served, is known by its name in any other domain.
 */
final class OperatorCatalogue {
    private static final Map<String, OperatorFactory> FACTORIES = factories();

    private OperatorCatalogue() {}

    private static Map<String, OperatorFactory> factories() {
        Map<String, OperatorFactory> factories = new HashMap<>();
        ActivationOperators.register(factories);
        ArithmeticOperators.register(factories);
        ConvolutionOperators.register(factories);
        LinearOperators.register(factories);
        NormalisationOperators.register(factories);
        PoolingOperators.register(factories);
        ReductionOperators.register(factories);
        RegularisationOperators.register(factories);
        SelectionOperators.register(factories);
        ShapeOperators.register(factories);
        return Map.copyOf(factories);
    }

    /** The names of all operators, sorted. */
    static Set<String> names() {
        return new TreeSet<>(FACTORIES.keySet());
    }

    /**
     * Checks that all nodes can be executed.
     *
     * @throws EngineException naming every unknown operator at once
     */
    static void require(Collection<NodeProto> nodes) {
        Set<String> unknown = new TreeSet<>();
        for (NodeProto node : nodes) {
            if (!FACTORIES.containsKey(node.getOpType())) {
                unknown.add(node.getOpType());
            }
        }
        if (!unknown.isEmpty()) {
            throw new EngineException(
                    "the graph uses operators that cannot be trained: "
                            + String.join(", ", unknown));
        }
    }

    static Operator create(NodeProto node) {
        try {
            return FACTORIES.get(node.getOpType()).create(node, new Attributes(node));
        } catch (EngineException failure) {
            throw new EngineException(
                    "node %s: %s".formatted(node.getName(), failure.getMessage()), failure);
        }
    }
}
