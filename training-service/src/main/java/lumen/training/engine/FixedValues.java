package lumen.training.engine;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.AbstractTensor;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** The tensors of a graph that are there before its first node: initialisers and constants. */
final class FixedValues implements AutoCloseable, GraphView.Values {
    private final Map<String, Tensor> tensors = new LinkedHashMap<>();
    private final Set<String> parameters;
    private final Execution execution;

    /**
     * @param parameters names of the initialisers that are trained
     */
    FixedValues(Set<String> parameters, Execution execution) {
        this.parameters = parameters;
        this.execution = execution;
    }

    Map<String, Tensor> tensors() {
        return tensors;
    }

    /** Reads an initialiser; a parameter gets gradients. */
    Tensor add(TensorProto initialiser) {
        try (PointerScope _ = new PointerScope()) {
            Tensor tensor = placed(TensorData.read(initialiser));
            boolean isTrained = parameters.contains(initialiser.getName());
            if (isTrained && execution.channelsLast() && tensor.dim() == 4) {
                tensor = tensor.contiguous(MemoryFormat.ChannelsLast);
            }
            tensor.retainReference();
            tensor.set_requires_grad(isTrained);
            tensors.put(initialiser.getName(), tensor);
            return tensor;
        }
    }

    /** Reads a Constant node in any of its forms. */
    void add(NodeProto constant) {
        AttributeProto value = constant.getAttribute(0);
        try (PointerScope _ = new PointerScope()) {
            Tensor tensor =
                    switch (value.getName()) {
                        case "value" -> TensorData.read(value.getT());
                        case "value_float" ->
                                AbstractTensor.create(value.getF()).reshape(new long[0]);
                        case "value_int" ->
                                AbstractTensor.create(value.getI()).reshape(new long[0]);
                        case "value_floats" -> floats(value.getFloatsList());
                        case "value_ints" -> integers(value.getIntsList());
                        default ->
                                throw new EngineException(
                                        "Constant %s holds a %s; tensors and numbers can be executed"
                                                .formatted(constant.getName(), value.getName()));
                    };
            tensors.put(constant.getOutput(0), placed(tensor).retainReference());
        }
    }

    private static Tensor floats(List<Float> values) {
        float[] array = new float[values.size()];
        for (int index = 0; index < array.length; index++) {
            array[index] = values.get(index);
        }
        return AbstractTensor.create(array, array.length);
    }

    private static Tensor integers(List<Long> values) {
        long[] array = values.stream().mapToLong(Long::longValue).toArray();
        return AbstractTensor.create(array, array.length);
    }

    /** Shapes, indices and single numbers stay where Java reads them. */
    private Tensor placed(Tensor tensor) {
        boolean stays = !tensor.is_floating_point() || tensor.dim() == 0;
        return stays || execution.device() == ComputeDevice.CPU
                ? tensor
                : tensor.to(execution.device().device(), tensor.scalar_type());
    }

    @Override
    public int parameterRank(String name) {
        return parameters.contains(name) ? (int) tensors.get(name).dim() : -1;
    }

    @Override
    public OptionalDouble scalar(String name) {
        Tensor tensor = tensors.get(name);
        boolean isNumber =
                tensor != null
                        && !parameters.contains(name)
                        && tensor.numel() == 1
                        && tensor.is_floating_point();
        return isNumber ? OptionalDouble.of(TensorData.floats(tensor)[0]) : OptionalDouble.empty();
    }

    @Override
    public Optional<long[]> integers(String name) {
        Tensor tensor = tensors.get(name);
        return tensor != null && tensor.scalar_type().intern() == ScalarType.Long
                ? Optional.of(TensorData.longs(tensor))
                : Optional.empty();
    }

    @Override
    public void close() {
        tensors.values().forEach(Tensor::close);
    }
}
