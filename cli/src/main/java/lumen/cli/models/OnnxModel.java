package lumen.cli.models;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A model in ONNX Runtime on the processor, as inference-service runs it. */
final class OnnxModel implements AutoCloseable {
    private final OrtEnvironment environment =
            OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "lumen");
    private final OrtSession session;
    private final String input;

    /** Opens a model in memory. */
    OnnxModel(ModelProto model, int threads) throws OrtException {
        try (OrtSession.SessionOptions options = options(threads)) {
            session = environment.createSession(model.toByteArray(), options);
        }
        input = session.getInputNames().iterator().next();
    }

    /** Opens a model file. */
    OnnxModel(Path file, int threads) throws OrtException {
        try (OrtSession.SessionOptions options = options(threads)) {
            session = environment.createSession(file.toString(), options);
        }
        input = session.getInputNames().iterator().next();
    }

    private static OrtSession.SessionOptions options(int threads) throws OrtException {
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(threads);
        options.addConfigEntry("session.intra_op.allow_spinning", "0");
        options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
        return options;
    }

    /** A model with one value of its graph as its only output. */
    static ModelProto telling(ModelProto model, String value) {
        ModelProto.Builder asked = model.toBuilder();
        asked.getGraphBuilder().clearOutput().addOutput(ValueInfoProto.newBuilder().setName(value));
        return asked.build();
    }

    /** The first output. */
    float[] run(float[] values, long... shape) throws OrtException {
        return run(values, shape, List.copyOf(session.getOutputNames()).subList(0, 1))
                .values()
                .iterator()
                .next();
    }

    /** Some outputs by name. */
    Map<String, float[]> run(float[] values, long[] shape, List<String> names) throws OrtException {
        FloatBuffer buffer =
                ByteBuffer.allocateDirect(values.length * Float.BYTES)
                        .order(ByteOrder.nativeOrder())
                        .asFloatBuffer()
                        .put(values)
                        .flip();
        try (OnnxTensor tensor = OnnxTensor.createTensor(environment, buffer, shape);
                OrtSession.Result result = session.run(Map.of(input, tensor), Set.copyOf(names))) {
            Map<String, float[]> outputs = new LinkedHashMap<>();
            for (String name : names) {
                outputs.put(name, floats(result.get(name).orElseThrow()));
            }
            return outputs;
        }
    }

    private static float[] floats(OnnxValue value) throws OrtException {
        if (!(value instanceof OnnxTensor tensor) || tensor.getFloatBuffer() == null) {
            throw new OrtException("an output of the model is no tensor of float32");
        }
        FloatBuffer buffer = tensor.getFloatBuffer();
        float[] floats = new float[buffer.remaining()];
        buffer.get(floats);
        return floats;
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("a session cannot be closed", e);
        }
    }
}
