package lumen.model.architecture;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import lumen.model.graph.Tensors;

/** A model's weights as float64, for references written with plain loops. */
final class Weights {
    private final Map<String, double[]> values = new HashMap<>();

    Weights(ModelProto model) {
        for (TensorProto tensor : model.getGraph().getInitializerList()) {
            FloatBuffer floats = Tensors.floats(tensor);
            double[] list = new double[floats.capacity()];
            for (int i = 0; i < list.length; i++) {
                list[i] = floats.get(i);
            }
            values.put(tensor.getName(), list);
        }
    }

    double[] get(String name) {
        double[] list = values.get(name);
        if (list == null) {
            throw new IllegalArgumentException("no weight " + name);
        }
        return list;
    }

    /** The model with noise added to each weight, so that no zero or one hides a mistake. */
    static ModelProto shaken(ModelProto model, long seed) {
        Random random = new Random(seed);
        ModelProto.Builder shaken = model.toBuilder();
        List<TensorProto> tensors = model.getGraph().getInitializerList();
        for (int i = 0; i < tensors.size(); i++) {
            TensorProto tensor = tensors.get(i);
            FloatBuffer floats = Tensors.floats(tensor);
            float[] values = new float[floats.capacity()];
            for (int k = 0; k < values.length; k++) {
                values[k] = (float) (floats.get(k) + 0.1 * random.nextGaussian());
            }
            long[] shape = tensor.getDimsList().stream().mapToLong(Long::longValue).toArray();
            shaken.getGraphBuilder().setInitializer(i, Tensors.of(tensor.getName(), shape, values));
        }
        return shaken.build();
    }

    static float[] noise(int count, long seed) {
        Random random = new Random(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
