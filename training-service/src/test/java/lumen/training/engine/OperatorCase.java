package lumen.training.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/**
 * A graph of one float input x and one float output y that the engine and ONNX Runtime must agree
 * on.
 *
 * @param low least value of the input
 * @param high greatest value of the input
 */
record OperatorCase(String name, ModelProto model, float low, float high) {
    private static final Random RANDOM = new Random(1);

    static OperatorCase of(String name, ModelProto model) {
        return new OperatorCase(name, model, -2, 2);
    }

    /** One node of one input. */
    static OperatorCase unary(String type, int operatorSet, Object... attributes) {
        return unary(type, type, operatorSet, attributes);
    }

    static OperatorCase unary(String name, String type, int operatorSet, Object... attributes) {
        return of(
                name,
                new Graphs()
                        .input("x", 2, 3, 4)
                        .output()
                        .node(type, "x", "y", attributes)
                        .model(operatorSet));
    }

    OperatorCase between(double least, double greatest) {
        return new OperatorCase(name, model, (float) least, (float) greatest);
    }

    @Override
    public String toString() {
        return name;
    }

    /** The types of the nodes. */
    Set<String> operators() {
        return model.getGraph().getNodeList().stream()
                .map(NodeProto::getOpType)
                .collect(Collectors.toSet());
    }

    static float[] floats(int count) {
        return floats(count, -2, 2);
    }

    private static float[] floats(int count, float low, float high) {
        float[] values = new float[count];
        for (int index = 0; index < count; index++) {
            values[index] = low + (high - low) * RANDOM.nextFloat();
        }
        return values;
    }

    /** Computes the output in both and compares: float32 arithmetic in another order. */
    void compare() throws OrtException {
        TensorShapeProto declared =
                model.getGraph().getInput(0).getType().getTensorType().getShape();
        long[] shape =
                declared.getDimList().stream().mapToLong(size -> size.getDimValue()).toArray();
        float[] values = floats((int) Axes.product(shape), low, high);
        float[] trained = inEngine(values, shape);
        float[] served = inOnnxRuntime(values, shape);
        assertThat(trained).hasSameSizeAs(served);
        for (int index = 0; index < served.length; index++) {
            float tolerated = 3e-6f * Math.max(1, Math.abs(served[index]));
            assertThat(trained[index])
                    .as("%s[%d]", name, index)
                    .isCloseTo(served[index], within(tolerated));
        }
    }

    private float[] inEngine(float[] values, long[] shape) {
        try (TrainableGraph graph = new TrainableGraph(model);
                PointerScope _ = new PointerScope();
                NoGradGuard _ = new NoGradGuard()) {
            Tensor input = TensorData.of(values, shape);
            return TensorData.floats(graph.forward(Mode.EVALUATION, input));
        }
    }

    private float[] inOnnxRuntime(float[] values, long[] shape) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(model.toByteArray());
                OnnxTensor input =
                        OnnxTensor.createTensor(environment, FloatBuffer.wrap(values), shape);
                OrtSession.Result result = session.run(Map.of("x", input))) {
            FloatBuffer buffer = ((OnnxTensor) result.get(0)).getFloatBuffer();
            float[] output = new float[buffer.remaining()];
            buffer.get(output);
            return output;
        }
    }
}
