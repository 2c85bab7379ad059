package lumen.model.graph;

import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import java.util.List;

/** What drops parts of the signal in training and passes everything otherwise. */
public final class Regularization {
    /** The name of the function for stochastic depth. */
    public static final String STOCHASTIC_DEPTH = "StochasticDepth";

    /** The domain of the functions that a model brings along. */
    public static final String DOMAIN = "lumen";

    private static final int VERSION = 1;

    private Regularization() {}

    /**
     * Dropout: in training, each value becomes 0 with probability {@code ratio} and is divided by
     * {@code 1 - ratio} otherwise. ONNX Runtime drops the node. A ratio of 0 adds nothing.
     */
    public static Value dropout(GraphBuilder graph, Value value, String path, double ratio) {
        if (ratio == 0) {
            return value;
        }
        return graph.node(
                path,
                "Dropout",
                List.of(value, graph.constant(new long[0], (float) ratio)),
                Attributes.none());
    }

    /**
     * Stochastic depth: in training, each of the batch's N rows becomes 0 with the probability and
     * is divided by {@code 1 - probability} otherwise (Huang et al. 2016, "Deep networks with
     * stochastic depth"). ONNX has no such operator, so it is a function of the model that passes
     * its input on; who trains the graph knows it by its name, {@value #STOCHASTIC_DEPTH} of the
     * domain {@value #DOMAIN}, and its attribute {@code p}. A probability of 0 adds nothing.
     */
    public static Value stochasticDepth(
            GraphBuilder graph, Value value, String path, double probability) {
        if (probability == 0) {
            return value;
        }
        return graph.call(
                path,
                DOMAIN,
                STOCHASTIC_DEPTH,
                value,
                Attributes.none().with("p", (float) probability));
    }

    static boolean isFunction(NodeProto node) {
        return node.getDomain().equals(DOMAIN);
    }

    static OperatorSetIdProto domain() {
        return OperatorSetIdProto.newBuilder().setDomain(DOMAIN).setVersion(VERSION).build();
    }

    /** The function's body, which serving inlines. */
    static FunctionProto stochasticDepthFunction(OperatorSetIdProto operators) {
        return FunctionProto.newBuilder()
                .setDomain(DOMAIN)
                .setName(STOCHASTIC_DEPTH)
                .addInput("X")
                .addOutput("Y")
                .addAttribute("p")
                .addOpsetImport(operators)
                .addNode(NodeProto.newBuilder().setOpType("Identity").addInput("X").addOutput("Y"))
                .build();
    }
}
