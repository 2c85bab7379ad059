package lumen.benchmarks.services;

import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalInt;
import lumen.model.architecture.Architectures;
import lumen.model.architecture.Blueprint;
import lumen.model.architecture.DeepHead;
import lumen.model.architecture.Preprocessing;
import lumen.model.file.ModelFile;
import lumen.model.file.ModelFormatException;
import lumen.model.file.ModelMetadata;

/** Writes a model that knows nothing, but costs what a trained one of its architecture costs. */
public final class RandomWeights {
    private static final int BANDS = 128;

    private RandomWeights() {}

    /**
     * Writes the model.
     *
     * @param arguments the architecture, a model whose labels and features it is to have, and the
     *     file to write
     */
    public static void main(String[] arguments) throws IOException, ModelFormatException {
        if (arguments.length != 3) {
            throw new IllegalArgumentException("wanted: ARCHITECTURE LIKE.onnx FILE.onnx");
        }
        ModelMetadata like = ModelFile.describe(Path.of(arguments[1])).metadata();
        ModelFile.write(
                Path.of(arguments[2]),
                Architectures.named(arguments[0])
                        .build(
                                new Blueprint(
                                        new Preprocessing(BANDS, -40, 20, OptionalInt.empty()),
                                        DeepHead.singleLayer(),
                                        like.labels().size(),
                                        1)),
                new ModelMetadata(
                        like.labels(),
                        like.labelNames(),
                        like.featureSpecification(),
                        like.thresholds(),
                        like.aggregation(),
                        arguments[0],
                        like.provenance()));
    }
}
