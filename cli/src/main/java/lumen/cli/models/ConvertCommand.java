package lumen.cli.models;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnxruntime.OrtException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import lumen.audio.FeatureSpecification;
import lumen.audio.Transform;
import lumen.cli.ExitCode;
import lumen.cli.LumenVersion;
import lumen.cli.Surroundings;
import lumen.model.file.FeatureElementType;
import lumen.model.file.ModelFile;
import lumen.model.file.ModelFormatException;
import lumen.model.file.ModelMetadata;
import lumen.model.quantization.HalfPrecision;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a model compute in float16, for graphics processors. */
@Command(
        name = "convert",
        mixinStandardHelpOptions = true,
        versionProvider = LumenVersion.class,
        separator = " ",
        synopsisHeading = "%nUsage: ",
        header = "Makes a model compute in float16, for graphics processors.",
        parameterListHeading = "%nWhat to convert:%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExample:%n",
        footer = "  lumen models convert models/convnext.onnx --precision fp16")
final class ConvertCommand implements Callable<Integer> {
    private static final int WINDOWS = 4;
    private static final int THREADS = 1;
    private static final double MEAN_DECIBELS = -40;
    private static final double DECIBEL_DEVIATION = 20;

    /** What a model can be made to compute in. */
    enum Precision {
        FP16
    }

    @Parameters(paramLabel = "MODEL", description = "A model file.")
    private Path file;

    @Option(
            names = "--precision",
            paramLabel = "PRECISION",
            required = true,
            description = "fp16; for eight-bit integers see lumen models quantize.")
    private Precision precision;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description =
                    "The model file to write; MODEL with the precision in its name if absent.")
    private Path out;

    @Option(names = "--replace", description = "Replaces the model file if it is there already.")
    private boolean replace;

    private final Surroundings surroundings;

    ConvertCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        return ModelWork.answer(surroundings, this::convert);
    }

    private ExitCode convert() throws IOException, ModelFormatException, OrtException {
        String suffix = "-" + precision.name().toLowerCase(Locale.ROOT);
        Path target =
                ModelTarget.of(
                        out == null
                                ? file.resolveSibling(
                                        ModelWork.stem(file) + suffix + ModelFile.EXTENSION)
                                : out,
                        "",
                        replace);
        ModelProto model = ModelFile.read(file);
        ModelMetadata metadata = ModelFile.metadata(model);
        ModelProto converted =
                switch (precision) {
                    case FP16 -> HalfPrecision.of(model);
                };
        ObjectNode provenance = metadata.provenance().deepCopy();
        provenance
                .putObject("conversion")
                .put("tool", new LumenVersion().getVersion()[0])
                .put("of_version", ModelFile.version(file))
                .put("precision", precision.name().toLowerCase(Locale.ROOT));
        FeatureSpecification features =
                FeatureSpecification.fromJson(metadata.featureSpecification());
        FeatureElementType delivered =
                HalfPrecisionFeatures.hold(features.transform())
                        ? FeatureElementType.FLOAT16
                        : FeatureElementType.FLOAT32;
        Path trial = target.resolveSibling("." + target.getFileName() + ".part");
        double difference;
        try {
            ModelFile.write(
                    trial,
                    converted,
                    metadata.withProvenance(provenance).withFeatureElementType(delivered));
            difference = difference(trial, features, delivered);
            Files.move(
                    trial,
                    target,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(trial);
        }
        surroundings
                .terminal()
                .out()
                .line(
                        String.format(
                                Locale.ROOT,
                                "scores of noise differ by at most %.2g; %.1f MB instead of %.1f"
                                        + " MB",
                                difference,
                                Files.size(target) / 1e6,
                                Files.size(file) / 1e6));
        surroundings.terminal().out().line("features are delivered as " + delivered);
        surroundings.terminal().out().line("written: " + target);
        return ExitCode.ANSWERED;
    }

    /**
     * The greatest difference of a score between the two files, on noise about as loud as music.
     * The converted one gets it as precisely as its features will be delivered.
     */
    private double difference(
            Path converted, FeatureSpecification features, FeatureElementType delivered)
            throws OrtException, ModelFormatException {
        long[] shape = {WINDOWS, features.rows(), features.windowFrames()};
        float[] noise = new float[WINDOWS * features.rows() * features.windowFrames()];
        float[] received = new float[noise.length];
        boolean decibels = features.transform() == Transform.LOG_MEL_SPECTROGRAM;
        Random random = new Random(1);
        for (int i = 0; i < noise.length; i++) {
            double value = random.nextGaussian();
            noise[i] = (float) (decibels ? MEAN_DECIBELS + DECIBEL_DEVIATION * value : value);
            received[i] =
                    switch (delivered) {
                        case FLOAT32 -> noise[i];
                        case FLOAT16 -> Float.float16ToFloat(Float.floatToFloat16(noise[i]));
                    };
        }
        double greatest = 0;
        try (OnnxModel before = new OnnxModel(file, THREADS);
                OnnxModel after = new OnnxModel(converted, THREADS)) {
            float[] expected = before.run(noise, shape);
            float[] actual = after.run(received, shape);
            for (int i = 0; i < expected.length; i++) {
                double distance = Math.abs(score(expected[i]) - score(actual[i]));
                if (Double.isNaN(distance)) {
                    throw new ModelFormatException(
                            "The model's values are too large for this precision");
                }
                greatest = Math.max(greatest, distance);
            }
        }
        return greatest;
    }

    private static double score(float logit) {
        return 1 / (1 + Math.exp(-logit));
    }
}
