package lumen.training.checkpoint;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;

/** A model file in ONNX Runtime, as inference-service runs it. */
public final class ServedModel implements AutoCloseable {
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession.SessionOptions options;
    private final OrtSession session;

    /**
     * Loads a model file.
     *
     * @param file the model
     * @param threads threads of one operator
     * @throws OrtException when ONNX Runtime cannot load it
     */
    public ServedModel(Path file, int threads) throws OrtException {
        options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(threads);
        options.addConfigEntry("session.intra_op.allow_spinning", "0");
        options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
        session = environment.createSession(file.toString(), options);
    }

    /**
     * Computes logits.
     *
     * @param features {@code [windows, bands, frames]}, row-major
     * @param windows number of windows
     * @param bands mel bands
     * @param frames columns
     * @return {@code [windows][labels]}
     * @throws OrtException when the shapes do not fit the model
     */
    public float[][] logits(float[] features, int windows, int bands, int frames)
            throws OrtException {
        int size = windows * bands * frames;
        // A heap buffer would be copied element by element.
        FloatBuffer buffer =
                ByteBuffer.allocateDirect(size * Float.BYTES)
                        .order(ByteOrder.nativeOrder())
                        .asFloatBuffer();
        buffer.put(features, 0, size).flip();
        String input = session.getInputNames().iterator().next();
        try (OnnxTensor tensor =
                        OnnxTensor.createTensor(
                                environment, buffer, new long[] {windows, bands, frames});
                OrtSession.Result result = session.run(Map.of(input, tensor))) {
            return (float[][]) result.get(0).getValue();
        }
    }

    @Override
    public void close() throws OrtException {
        session.close();
        options.close();
    }
}
