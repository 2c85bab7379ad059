package lumen.model.cost;

import ai.onnx.proto.OnnxMl.GraphProto;
import java.util.NoSuchElementException;
import java.util.OptionalLong;
import lumen.model.graph.Parameters;

/**
 * What a network costs.
 *
 * @param parameters trainable values
 * @param multiplyAdds multiplications, each with its addition, that one input takes: those of
 *     convolutions, linear layers, matrix products, attention and recurrent layers, which is how
 *     publications count; empty if the graph has an operator that is not known here, has sizes that
 *     depend on the input's values, or breaks ONNX's rules
 */
public record Cost(long parameters, OptionalLong multiplyAdds) {
    /**
     * The cost of a graph. Weights need no values, as in {@code GraphBuilder.outline()}; small
     * int64 initialisers, which torch.onnx writes for shapes, do.
     *
     * @param graph has one input
     * @param inputShape the shape of the input, such as {@code 1, 128, 224} for one window
     */
    public static Cost of(GraphProto graph, long... inputShape) {
        return new Cost(Parameters.count(graph), multiplyAdds(graph, inputShape));
    }

    private static OptionalLong multiplyAdds(GraphProto graph, long... inputShape) {
        try {
            return OptionalLong.of(new SizeInference(graph, inputShape).multiplyAdds());
        } catch (UnknownSizeException
                | ArithmeticException
                | IndexOutOfBoundsException
                | NoSuchElementException e) {
            // The latter three: a graph that breaks ONNX's rules. Nobody can run it either.
            return OptionalLong.empty();
        }
    }
}
