package lumen.model.cost;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Goes through a graph in order, works out each tensor's size, and adds up multiplications. */
final class SizeInference {
    private final Map<String, Size> sizes = new HashMap<>();
    private long multiplyAdds;

    /**
     * @throws UnknownSizeException if the graph has an operator that is not known here, or sizes
     *     that depend on the input's values
     */
    SizeInference(GraphProto graph, long... inputShape) {
        for (TensorProto tensor : graph.getInitializerList()) {
            sizes.put(tensor.getName(), sizeOf(tensor));
        }
        for (ValueInfoProto input : graph.getInputList()) {
            sizes.putIfAbsent(input.getName(), Size.of(inputShape));
        }
        for (NodeProto node : graph.getNodeList()) {
            follow(node);
        }
    }

    long multiplyAdds() {
        return multiplyAdds;
    }

    private void follow(NodeProto node) {
        List<Optional<Size>> inputs = new ArrayList<>();
        for (String name : node.getInputList()) {
            if (!name.isEmpty() && !sizes.containsKey(name)) {
                throw new UnknownSizeException("nothing is known of " + name);
            }
            inputs.add(Optional.ofNullable(sizes.get(name)));
        }
        NodeInputs view = new NodeInputs(node, inputs);
        List<Size> outputs = SizeRules.outputs(view);
        for (int i = 0; i < Math.min(outputs.size(), node.getOutputCount()); i++) {
            sizes.put(node.getOutput(i), outputs.get(i));
        }
        multiplyAdds = Math.addExact(multiplyAdds, Multiplications.of(view, outputs.getFirst()));
    }

    /** A tensor of the file; small whole numbers are kept. */
    static Size sizeOf(TensorProto tensor) {
        long[] shape = tensor.getDimsList().stream().mapToLong(Long::longValue).toArray();
        Size size = Size.of(shape);
        if (tensor.getDataType() != TensorProto.DataType.INT64_VALUE
                || size.count() > Size.MOST_VALUES) {
            return size;
        }
        long[] values = tensor.getInt64DataList().stream().mapToLong(Long::longValue).toArray();
        if (tensor.hasRawData()) {
            LongBuffer buffer =
                    tensor.getRawData()
                            .asReadOnlyByteBuffer()
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .asLongBuffer();
            values = new long[buffer.remaining()];
            buffer.get(values);
        }
        return values.length == size.count() ? new Size(shape, Optional.of(values)) : size;
    }
}
