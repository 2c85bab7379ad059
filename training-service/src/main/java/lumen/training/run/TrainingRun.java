package lumen.training.run;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
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
import lumen.training.data.Batch;
import lumen.training.data.BatchFeed;
import lumen.training.data.EvaluationSet;
import lumen.training.data.Recording;
import lumen.training.data.RecordingReader;
import lumen.training.engine.BatchStatistics;
import lumen.training.engine.Execution;
import lumen.training.engine.Mode;
import lumen.training.engine.NativeRuntime;
import lumen.training.engine.TensorData;
import lumen.training.engine.TrainableGraph;
import lumen.training.optimization.Loss;
import lumen.training.optimization.OneCycleSchedule;
import lumen.training.optimization.WeightAverage;
import lumen.training.optimization.WeightOptimizer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/**
 * Trains one model: reads the data, runs the epochs, evaluates each, and leaves {@code best.onnx},
 * {@code last.onnx} and {@code metrics.csv} in the output directory.
 *
 * <p>Every model it leaves is complete: it holds the averaged weights, aggregation and thresholds
 * tuned on the validation set, and its provenance.
 */
public final class TrainingRun {
    /** Name of the checkpoint with the best validation figures. */
    public static final String BEST = "best.onnx";

    /** Name of the checkpoint after the last epoch. */
    public static final String LAST = "last.onnx";

    private static final double FINAL_RATE_SHARE = 1e-4;
    private static final int COMPARED_WINDOWS = 8;
    private static final int MEASURED_BATCHES = 40;

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
                        configuration.epochs());
        double bestFigure = -1;
        try (TrainableGraph graph = new TrainableGraph(initial, Execution.CHANNELS_LAST);
                WeightAverage average =
                        new WeightAverage(configuration.averageDecay(), graph.parameters());
                WeightOptimizer optimizer =
                        new WeightOptimizer(
                                graph.parameters(),
                                configuration.weightDecay(),
                                configuration.gradientClipping())) {
            output.printf(
                    "%s: %,d parameters, %d steps an epoch%n",
                    configuration.architecture(), graph.parameterCount(), feed.batchesPerEpoch());
            Deque<float[]> recent = new ArrayDeque<>();
            OneCycleSchedule schedule = schedule(feed.batchesPerEpoch());
            for (int epoch = 0; epoch < configuration.epochs(); epoch++) {
                long start = System.nanoTime();
                double loss = epoch(epoch, feed, graph, optimizer, average, schedule, recent);
                ModelProto model =
                        BatchStatistics.measured(
                                graph.withWeights(average.averages()),
                                recent,
                                configuration.features().rows(),
                                configuration.features().windowFrames());
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
                int lastStep = (epoch + 1) * feed.batchesPerEpoch() - 1;
                table.add(
                        new EpochReport(
                                epoch + 1,
                                loss,
                                common.metrics().microF1(),
                                common.metrics().macroF1(),
                                common.thresholds()[0],
                                schedule.rate(lastStep),
                                difference,
                                (System.nanoTime() - start) / 1e9));
            }
        }
        return best;
    }

    private double epoch(
            int epoch,
            BatchFeed feed,
            TrainableGraph graph,
            WeightOptimizer optimizer,
            WeightAverage average,
            OneCycleSchedule schedule,
            Deque<float[]> recent)
            throws InterruptedException {
        feed.begin(epoch);
        Loss loss = new Loss(configuration.labelSmoothing());
        int bands = configuration.features().rows();
        int frames = configuration.features().windowFrames();
        double sum = 0;
        int batches = feed.batchesPerEpoch();
        for (int index = 0; index < batches; index++) {
            Batch batch = feed.next();
            try (PointerScope _ = new PointerScope()) {
                Tensor features = TensorData.of(batch.features(), batch.examples(), bands, frames);
                Tensor targets = TensorData.of(batch.targets(), batch.examples(), labels.size());
                Tensor value = loss.of(graph.forward(Mode.TRAINING, features), targets);
                value.backward();
                double number = value.item_float();
                if (!Double.isFinite(number)) {
                    throw new IllegalStateException(
                            "the loss is %s in epoch %d, step %d: lower the learning rate"
                                    .formatted(number, epoch + 1, index + 1));
                }
                sum += number;
                int step = epoch * batches + index;
                optimizer.step(schedule.rate(step), schedule.momentum(step));
            }
            average.update();
            recent.add(batch.features());
            if (recent.size() > MEASURED_BATCHES) {
                recent.remove();
            }
        }
        return sum / batches;
    }

    private OneCycleSchedule schedule(int batches) {
        return new OneCycleSchedule(
                configuration.initialRate(),
                configuration.peakRate(),
                configuration.initialRate() * FINAL_RATE_SHARE,
                Math.max(2, configuration.epochs() * batches));
    }

    private ModelProto initialModel(BatchFeed feed)
            throws IOException, ModelFormatException, InterruptedException {
        if (configuration.initialModel() != null) {
            return withMomentum(ModelFile.read(configuration.initialModel()));
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
