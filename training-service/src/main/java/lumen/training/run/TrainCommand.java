package lumen.training.run;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import lumen.audio.FeatureSpecification;
import lumen.audio.MelFeatures;
import lumen.audio.Padding;
import lumen.audio.Transform;
import lumen.audio.Windowing;
import lumen.audio.decoding.AudioException;
import lumen.audio.mel.MelParameters;
import lumen.datasets.DatasetException;
import lumen.model.file.ModelFile;
import lumen.model.file.ModelFormatException;
import lumen.training.checkpoint.CheckpointException;
import lumen.training.engine.NativeRuntime;
import lumen.training.examples.AugmentationStrength;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command line of a training run. */
@Command(
        name = "lumen train-offline",
        mixinStandardHelpOptions = true,
        version = "lumen train-offline 0.1.0",
        sortOptions = false,
        showDefaultValues = true,
        description = "Trains a model that recognises instruments and writes it as an ONNX file.")
public final class TrainCommand implements Callable<Integer> {
    @Option(
            names = "--train-paths",
            arity = "1..*",
            required = true,
            paramLabel = "TYPE:PATH",
            description = "Datasets to train on, such as irmastrain:DIR, irmastest:DIR, csv:FILE.")
    private List<String> trainPaths;

    @Mixin private EvaluationOptions evaluation;
    @Mixin private FineTuningOptions fineTuning;
    @Mixin private ExecutionOptions execution;

    @Option(
            names = "--out-dir",
            required = true,
            description = "Where best.onnx, last.onnx and metrics.csv are written.")
    private Path outputDirectory;

    @Option(
            names = "--cache-dir",
            description = "Where decoded recordings are kept; default: the output directory.")
    private Path cacheDirectory;

    @Option(
            names = "--model",
            defaultValue = "MOBILENET_V3_LARGE",
            description = "Architecture to build with fresh weights.")
    private String model;

    @Option(
            names = "--ckpt",
            description =
                    "Model file to train further; its graph and features are used instead of"
                            + " --model and the signal options.")
    private Path initialModel;

    @Option(
            names = "--audio-transform",
            defaultValue = "LOG_MEL_SPECTROGRAM",
            description = "MEL_SPECTROGRAM or LOG_MEL_SPECTROGRAM.")
    private Transform transform;

    @Option(names = "--sampling-rate", defaultValue = "22050", description = "In Hz.")
    private int samplingRate;

    @Option(names = "--n-fft", defaultValue = "2048", description = "Samples in a frame.")
    private int fftLength;

    @Option(
            names = "--hop-length",
            defaultValue = "882",
            description = "Samples from one frame to the next.")
    private int hopLength;

    @Option(names = "--n-mels", defaultValue = "128", description = "Mel bands.")
    private int mels;

    @Option(
            names = "--window-frames",
            defaultValue = "76",
            description = "Frames that the model sees at once.")
    private int windowFrames;

    @Option(
            names = "--normalize-audio",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Divide every recording by its peak.")
    private boolean normalizeAudio;

    @Option(
            names = "--augmentations",
            defaultValue = "GROWING",
            description = "One of ${COMPLETION-CANDIDATES}.")
    private AugmentationStrength augmentation;

    @Option(names = "--epochs", defaultValue = "40", description = "Passes over the data.")
    private int epochs;

    @Option(names = "--batch-size", defaultValue = "24", description = "Examples in a step.")
    private int batchSize;

    @Option(
            names = "--seconds-per-example",
            defaultValue = "4",
            description =
                    "A recording of n seconds gives n divided by this examples in every epoch, at"
                            + " least one.")
    private double secondsPerExample;

    @Option(names = "--lr", defaultValue = "3e-4", description = "First learning rate.")
    private double initialRate;

    @Option(
            names = "--lr-onecycle-max",
            defaultValue = "2e-3",
            description = "Greatest learning rate of the cycle.")
    private double peakRate;

    @Option(
            names = "--weight-decay",
            defaultValue = "0.02",
            description = "Of weights of more than one axis.")
    private double weightDecay;

    @Option(
            names = "--gradient-clip-val",
            defaultValue = "2",
            description = "Greatest norm of the gradient; 0 for none.")
    private double gradientClipping;

    @Option(
            names = "--batch-norm-momentum",
            defaultValue = "0.1",
            description =
                    "Share of the running statistics of batch normalisation that a batch replaces.")
    private double batchNormMomentum;

    @Option(
            names = "--label-smoothing",
            defaultValue = "0.02",
            description = "How far targets move towards 1/2.")
    private double labelSmoothing;

    @Option(
            names = "--weight-average-decay",
            defaultValue = "0.998",
            description = "Share of the average of weights that a step keeps.")
    private double averageDecay;

    @Option(
            names = "--accumulate-grad-batches",
            defaultValue = "1",
            description = "Batches whose gradients one step of the optimizer gathers.")
    private int accumulatedBatches;

    @Option(
            names = "--stop-after-epochs",
            description =
                    "Stop after this many of the epochs, so that --resume can go on another time.")
    private Integer stopAfterEpochs;

    @Option(
            names = "--resume",
            description =
                    "Go on where a run with the same options and output directory was stopped.")
    private boolean resume;

    @Option(names = "--seed", defaultValue = "42", description = "Decides everything random.")
    private long seed;

    @Option(
            names = "--example-threads",
            defaultValue = "1",
            description = "Threads that make examples.")
    private int exampleThreads;

    /** Runs the command and exits with its code. */
    public static void main(String[] arguments) {
        Locale.setDefault(Locale.ROOT);
        System.exit(CommandLines.of(new TrainCommand()).execute(arguments));
    }

    @Override
    public Integer call()
            throws IOException,
                    DatasetException,
                    AudioException,
                    ModelFormatException,
                    OrtException,
                    CheckpointException,
                    InterruptedException {
        Path best = new TrainingRun(configuration(), System.out).run();
        System.out.println(best);
        return CommandLine.ExitCode.OK;
    }

    private TrainingConfiguration configuration()
            throws DatasetException, IOException, ModelFormatException {
        // Before anything asks for a device: these settings must come first.
        NativeRuntime.prepare(evaluation.threads, seed);
        String architecture = model.toLowerCase(Locale.ROOT);
        FeatureSpecification features;
        if (initialModel == null) {
            features =
                    MelFeatures.of(
                            transform,
                            new MelParameters(
                                    samplingRate,
                                    fftLength,
                                    hopLength,
                                    mels,
                                    0,
                                    samplingRate / 2.0),
                            normalizeAudio,
                            new Windowing(
                                    windowFrames,
                                    evaluation.windowHopFrames == null
                                            ? windowFrames
                                            : evaluation.windowHopFrames,
                                    Padding.REPEAT));
        } else {
            var metadata = ModelFile.describe(initialModel).metadata();
            features = FeatureSpecification.fromJson(metadata.featureSpecification());
            if (evaluation.windowHopFrames != null) {
                features = features.withWindowHopFrames(evaluation.windowHopFrames);
            }
            architecture = metadata.architecture();
        }
        return new TrainingConfiguration(
                DatasetPaths.parse(trainPaths),
                DatasetPaths.parse(evaluation.validationPaths),
                architecture,
                initialModel,
                features,
                augmentation,
                epochs,
                batchSize,
                secondsPerExample,
                initialRate,
                peakRate,
                weightDecay,
                gradientClipping,
                batchNormMomentum,
                labelSmoothing,
                averageDecay,
                evaluation.thresholdShrinkage,
                seed,
                accumulatedBatches,
                fineTuning.rateFactor(),
                fineTuning.fineTuning(),
                execution.of(architecture),
                resume,
                stopAfterEpochs == null ? epochs : stopAfterEpochs,
                evaluation.threads,
                exampleThreads,
                outputDirectory,
                cacheDirectory == null ? outputDirectory : cacheDirectory);
    }
}
