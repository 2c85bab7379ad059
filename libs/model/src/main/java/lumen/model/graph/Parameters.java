package lumen.model.graph;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Tells a graph's trainable parameters from its other initialisers.
 *
 * <p>A parameter is a float32 initialiser of at least one dimension that is not a running statistic
 * of a batch normalisation. Graphs of {@link GraphBuilder} have no other initialisers.
 */
public final class Parameters {
    private Parameters() {}

    /** The names of the trainable parameters, in the order of the file. */
    public static List<String> trainable(GraphProto graph) {
        Set<String> statistics = runningStatistics(graph.getNodeList());
        return graph.getInitializerList().stream()
                .filter(tensor -> isTrainable(tensor, statistics))
                .map(TensorProto::getName)
                .toList();
    }

    /** The names of the running means and variances of batch normalisations. */
    public static Set<String> runningStatistics(List<NodeProto> nodes) {
        Set<String> names = new HashSet<>();
        for (NodeProto node : nodes) {
            if (node.getOpType().equals("BatchNormalization") && node.getInputCount() == 5) {
                names.add(node.getInput(3));
                names.add(node.getInput(4));
            }
        }
        return names;
    }

    /** How many trainable values a graph has. */
    public static long count(GraphProto graph) {
        Set<String> statistics = runningStatistics(graph.getNodeList());
        long count = 0;
        for (TensorProto tensor : graph.getInitializerList()) {
            if (isTrainable(tensor, statistics)) {
                long product = 1;
                for (long size : tensor.getDimsList()) {
                    product = Math.multiplyExact(product, size);
                }
                count = Math.addExact(count, product);
            }
        }
        return count;
    }

    private static boolean isTrainable(TensorProto tensor, Set<String> statistics) {
        return tensor.getDataType() == TensorProto.DataType.FLOAT_VALUE
                && tensor.getDimsCount() > 0
                && !statistics.contains(tensor.getName());
    }
}
