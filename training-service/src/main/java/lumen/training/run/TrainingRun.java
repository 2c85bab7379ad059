package lumen.training.run;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnxruntime.OrtException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import lumen.audio.FeatureExtractor;
import lumen.audio.decoding.AudioException;
import lumen.datasets.Dataset;
import lumen.datasets.DatasetException;
import lumen.datasets.LabelSet;
import lumen.evaluation.MultilabelMetrics;
import lumen.model.architecture.Architectures;
import lumen.model.architecture.Blueprint;
import lumen.model.architecture.DeepHead;
import lumen.model.architecture.Preprocessing;
import lumen.model.file.Aggregation;
import lumen.model.file.ModelFile;
import lumen.model.file.ModelFormatException;
import lumen.model.file.ModelMetadata;
import lumen.training.checkpoint.CheckpointException;
import lumen.training.checkpoint.CheckpointWriter;
import lumen.training.checkpoint.ServedModel;
import lumen.training.engine.BatchStatistics;
import lumen.training.engine.NativeRuntime;
import lumen.training.examples.BatchFeed;
import lumen.training.examples.EvaluationSet;
import lumen.training.examples.Recording;
import lumen.training.examples.RecordingReader;

/**
 * Trains one model: reads the data, runs the epochs, evaluates each, and leaves {@code best.onnx},
 * {@code last.onnx}, {@code metrics.csv} and its state in the output directory.
 *
 * <p>Every model it leaves is complete: it holds the averaged weights, aggregation and thresholds
 * tuned on the validation set, and its provenance.
 */
public final class TrainingRun {
    /** Name of the checkpoint with the best validation figures. */
    public static final String BEST = "best.onnx";

    /** Name of the checkpoint after the last epoch. */
    public static final String LAST = "last.onnx";

    /** Name of the file that a run which was stopped goes on from. */
    public static final String STATE = "state.safetensors";

    private static final int COMPARED_WINDOWS = 8;

    private final TrainingConfiguration configuration;
    private final PrintStream output;
    private final LabelSet labels = LabelSet.irmas();

    /**
     * Prepares a run.
     *
     * @param output where progress is shown
     */
    public TrainingRun(TrainingConfiguration configuration, PrintStream output) {
        this.configuration = configuration;
        this.output = output;
    }

    /**
     * Trains to the end.
     *
     * @return the best checkpoint
     */
    public Path run()
            throws IOException,
                    DatasetException,
                    AudioException,
                    ModelFormatException,
                    OrtException,
                    CheckpointException,
                    InterruptedException {
        Files.createDirectories(configuration.outputDirectory());
        NativeRuntime.prepare(configuration.threads(), configuration.seed());
        Dataset train = Dataset.read(configuration.trainPaths(), labels);
        Dataset validation = Dataset.read(configuration.validationPaths(), labels);
        train.requireDisjoint(validation);
        output.printf("training: %d files, %s%n", train.files().size(), train.counts());
        EvaluationSet evaluationSet =
                new EvaluationSet(validation, FeatureExtractor.of(configuration.features()));
        output.printf("validation: %s%n", evaluationSet);
        var recordings =
                new RecordingReader(
                                configuration.features().samplingRate(),
                                configuration.cacheDirectory(),
                                configuration.threads())
                        .read(train);
        try (BatchFeed feed = feed(recordings)) {
            Provenance provenance = new Provenance(configuration, train, validation);
            return train(feed, evaluationSet, provenance);
        }
    }

    private BatchFeed feed(List<Recording> recordings) {
        return new BatchFeed(
                recordings,
                configuration.features(),
                configuration.augmentation().curriculum(configuration.epochs()),
                configuration.batchSize(),
                configuration.secondsPerExample(),
                configuration.seed(),
                configuration.exampleThreads());
    }

    private Path train(BatchFeed feed, EvaluationSet evaluationSet, Provenance provenance)
            throws IOException,
                    ModelFormatException,
                    OrtException,
                    CheckpointException,
                    InterruptedException {
        ModelProto initial = initialModel(feed);
        CheckpointWriter writer =
                new CheckpointWriter(
                        evaluationSet.firstWindows(COMPARED_WINDOWS),
                        Math.min(COMPARED_WINDOWS, evaluationSet.windowCount()),
                        configuration.features().rows(),
                        configuration.features().windowFrames(),
                        configuration.threads());
        Path best = configuration.outputDirectory().resolve(BEST);
        Path last = configuration.outputDirectory().resolve(LAST);
        EpochTable table =
                new EpochTable(
                        output,
                        configuration.outputDirectory().resolve("metrics.csv"),
                        configuration.epochs(),
                        configuration.resume());
        Path state = configuration.outputDirectory().resolve(STATE);
        try (TrainingLoop loop = new TrainingLoop(configuration, feed, initial, labels.size())) {
            output.printf(
                    "%s: %,d parameters, %d steps an epoch%n",
                    configuration.architecture(), loop.parameterCount(), loop.stepsPerEpoch());
            double bestFigure = -1;
            int first = 0;
            if (configuration.resume() && Files.exists(state)) {
                JsonNode progress = loop.resume(state);
                first = progress.path("epochs").asInt();
                bestFigure = progress.path("best_figure").asDouble();
                output.printf("going on after epoch %d%n", first);
            }
            for (int epoch = first; epoch < configuration.stopAfterEpochs(); epoch++) {
                long start = System.nanoTime();
                double loss = loop.run(epoch);
                ModelProto model = loop.averaged();
                // Scores are needed to tune what the checkpoint says about itself.
                ModelFile.write(last, model, metadata(provenance, epoch, untuned()));
                float[][][] scores;
                try (ServedModel served = new ServedModel(last, configuration.threads())) {
                    scores = evaluationSet.scores(served);
                }
                Evaluation common =
                        Evaluation.common(labels.codes(), scores, evaluationSet.truth());
                Evaluation tuned =
                        Evaluation.tuned(
                                labels.codes(),
                                scores,
                                evaluationSet.truth(),
                                configuration.thresholdShrinkage());
                double difference = writer.write(last, model, metadata(provenance, epoch, tuned));
                if (common.figure() > bestFigure) {
                    bestFigure = common.figure();
                    Files.copy(last, best, StandardCopyOption.REPLACE_EXISTING);
                }
                loop.write(state, epoch + 1, bestFigure);
                table.add(
                        new EpochReport(
                                epoch + 1,
                                loss,
                                common.metrics().microF1(),
                                common.metrics().macroF1(),
                                common.thresholds()[0],
                                loop.lastRate(epoch),
                                difference,
                                (System.nanoTime() - start) / 1e9));
            }
        }
        return best;
    }

    private ModelProto initialModel(BatchFeed feed)
            throws IOException, ModelFormatException, InterruptedException {
        if (configuration.initialModel() != null) {
            ModelProto initial = ModelFile.read(configuration.initialModel());
            List<String> own = ModelFile.metadata(initial).labels();
            if (!own.equals(labels.codes())) {
                throw new ModelFormatException(
                        "the model has the labels %s, but the data those of IRMAS, %s"
                                .formatted(own, labels.codes()));
            }
            return withMomentum(initial);
        }
        Standardisation standardisation = Standardisation.measure(feed);
        output.printf(
                "features: mean %.3f, standard deviation %.3f%n",
                standardisation.mean(), standardisation.deviation());
        return withMomentum(
                Architectures.named(configuration.architecture())
                        .build(
                                new Blueprint(
                                        new Preprocessing(
                                                configuration.features().rows(),
                                                standardisation.mean(),
                                                standardisation.deviation(),
                                                OptionalInt.empty()),
                                        DeepHead.singleLayer(),
                                        labels.size(),
                                        configuration.seed())));
    }

    private ModelProto withMomentum(ModelProto model) {
        return BatchStatistics.withMomentum(model, configuration.batchNormMomentum());
    }

    private Evaluation untuned() {
        double[] thresholds = new double[labels.size()];
        Arrays.fill(thresholds, 0.5);
        return new Evaluation(
                Aggregation.MEAN,
                thresholds,
                MultilabelMetrics.of(labels.codes(), new float[0][], new float[0][], thresholds));
    }

    private ModelMetadata metadata(Provenance provenance, int epoch, Evaluation evaluation) {
        return new ModelMetadata(
                labels.codes(),
                labels.names(),
                configuration.features().toJson(),
                evaluation.thresholdsByLabel(),
                evaluation.aggregation(),
                configuration.architecture(),
                provenance.after(epoch + 1, evaluation));
    }
}
