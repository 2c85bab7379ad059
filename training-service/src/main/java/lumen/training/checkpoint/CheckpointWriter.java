package lumen.training.checkpoint;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.nio.file.Path;
import lumen.model.file.ModelFile;
import lumen.model.file.ModelFormatException;
import lumen.model.file.ModelMetadata;
import lumen.training.engine.Mode;
import lumen.training.engine.TensorData;
import lumen.training.engine.TrainableGraph;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/**
 * Writes model files and makes sure of each that ONNX Runtime and the training engine agree on what
 * it computes.
 */
public final class CheckpointWriter {
    private static final double TOLERATED = 1e-3;

    private final float[] features;
    private final int windows;
    private final int bands;
    private final int frames;
    private final int threads;

    /**
     * Prepares the comparison.
     *
     * @param features windows to compare on, {@code [windows, bands, frames]}
     * @param threads threads of ONNX Runtime
     */
    public CheckpointWriter(float[] features, int windows, int bands, int frames, int threads) {
        this.features = features.clone();
        this.windows = windows;
        this.bands = bands;
        this.frames = frames;
        this.threads = threads;
    }

    /**
     * Writes a model and compares.
     *
     * @return the greatest difference of a logit, relative to the greatest logit where that is
     *     above 1
     * @throws CheckpointException when it is above 1e-3; the file stays for inspection
     */
    public double write(Path file, ModelProto model, ModelMetadata metadata)
            throws IOException, ModelFormatException, OrtException, CheckpointException {
        ModelFile.write(file, model, metadata);
        double difference = compare(file);
        if (!(difference <= TOLERATED)) {
            throw new CheckpointException(
                    "%s: logits of ONNX Runtime and of training differ by %.3g, more than %.0e"
                            .formatted(file.getFileName(), difference, TOLERATED));
        }
        return difference;
    }

    private double compare(Path file) throws IOException, ModelFormatException, OrtException {
        float[] trained;
        try (TrainableGraph graph = new TrainableGraph(ModelFile.read(file));
                PointerScope _ = new PointerScope();
                NoGradGuard _ = new NoGradGuard()) {
            Tensor input = TensorData.of(features, windows, bands, frames);
            trained = TensorData.floats(graph.forward(Mode.EVALUATION, input));
        }
        double greatest = 0;
        double scale = 1;
        try (ServedModel served = new ServedModel(file, threads)) {
            float[][] logits = served.logits(features, windows, bands, frames);
            int labels = trained.length / windows;
            for (int index = 0; index < trained.length; index++) {
                double difference =
                        Math.abs(trained[index] - logits[index / labels][index % labels]);
                if (Double.isNaN(difference)) {
                    return Double.NaN;
                }
                greatest = Math.max(greatest, difference);
                scale = Math.max(scale, Math.abs(trained[index]));
            }
        }
        return greatest / scale;
    }
}
