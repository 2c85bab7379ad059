package lumen.training.run;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.error.LumenException;
import lumen.contracts.training.TrainingProgress.Metrics.Scope;
import lumen.contracts.training.TrainingProgress.Phase;
import lumen.model.file.Aggregation;
import lumen.model.file.ModelFile;
import lumen.model.file.ModelFormatException;
import lumen.model.file.ModelMetadata;
import lumen.training.checkpoint.CheckpointException;
import lumen.training.checkpoint.CheckpointWriter;
import lumen.training.checkpoint.ServedModel;
import lumen.training.data.Batch;
import lumen.training.data.EvaluationSet;
import lumen.training.data.TrainingDataException;
import lumen.training.validation.Evaluation;
import lumen.training.validation.JudgedFiles;
import lumen.training.validation.WindowMetrics;

/**
 * Writes models, lets ONNX Runtime compute them as they are served, and judges what they say: on
 * the validation data after every epoch, on the test data in the end.
 */
final class ModelJudge {
    private static final int COMPARED_WINDOWS = 8;

    private final RunSetup setup;
    private final RunFolder folder;
    private final Reports reports;
    private final Interruption interruption;
    private final CheckpointWriter writer;
    private final List<String> labels;
    private final WindowMetrics windows;

    /** Ends what is being done when the run is told to. */
    @FunctionalInterface
    interface Interruption {
        void check() throws RunEndedException;
    }

    /**
     * What a validation brought.
     *
     * @param figures by the reference's names; none when validation is skipped
     */
    record Judged(Map<String, Double> figures) {}

    ModelJudge(RunSetup setup, RunFolder folder, Reports reports, Interruption interruption)
            throws InterruptedException, TrainingDataException {
        this.setup = setup;
        this.folder = folder;
        this.reports = reports;
        this.interruption = interruption;
        labels = setup.labels().codes();
        windows = new WindowMetrics(labels, setup.decisionThreshold());
        int rows = setup.features().rows();
        int frames = setup.features().windowFrames();
        setup.feed().begin(0);
        Batch batch = setup.feed().next();
        int compared = Math.min(COMPARED_WINDOWS, batch.windows());
        writer =
                new CheckpointWriter(
                        Arrays.copyOf(batch.features(), compared * rows * frames),
                        compared,
                        rows,
                        frames,
                        setup.recipe().execution().threads());
    }

    /**
     * Judges a model and writes it as the last one, with the decisions that suit it best.
     *
     * @param epoch counted from 0
     */
    Judged validate(ModelProto model, int epoch, long step)
            throws IOException,
                    OrtException,
                    InterruptedException,
                    TrainingDataException,
                    ModelFormatException,
                    CheckpointException,
                    RunEndedException {
        Evaluation untried = Evaluation.untried(labels, setup.decisionThreshold());
        if (setup.validation().isEmpty()) {
            interruption.check();
            writer.write(folder.last(), model, setup.metadata(epoch + 1, untried, Map.of()));
            return new Judged(Map.of());
        }
        reports.phase(Phase.VALIDATING);
        interruption.check();
        ModelFile.write(folder.candidate(), model, setup.metadata(epoch + 1, untried, Map.of()));
        JudgedFiles judged = judge(folder.candidate(), setup.validation().get());
        Map<String, Double> figures = new LinkedHashMap<>(windowFigures("val", judged));
        float[][][] scores = judged.scores();
        Double given = setup.recipe().network().threshold();
        Evaluation common =
                given == null
                        ? Evaluation.common(labels, scores, judged.truth())
                        : Evaluation.at(given, labels, scores, judged.truth());
        judged.fileFigures(common.aggregation(), common.thresholds())
                .forEach((name, value) -> figures.put("val/" + name, value));
        figures.put("val/threshold", common.thresholds()[0]);
        Evaluation decisions =
                given == null
                        ? Evaluation.tuned(
                                labels,
                                scores,
                                judged.truth(),
                                setup.recipe().network().thresholdShrinkage())
                        : common;
        interruption.check();
        double difference =
                writer.write(folder.last(), model, setup.metadata(epoch + 1, decisions, figures));
        figures.put("val/serving_difference", difference);
        Files.deleteIfExists(folder.candidate());
        reports.metrics(Scope.VALIDATION_EPOCH, epoch, step, figures);
        reports.curves("val", epoch, step, judged, decisions.aggregation());
        return new Judged(figures);
    }

    /**
     * Tests the best and the last weights.
     *
     * @param epoch the run's, counted from 0
     * @param stopped whether training was ended by somebody
     */
    RunResult test(RunState.Best best, int epoch, long step, boolean stopped)
            throws IOException,
                    OrtException,
                    InterruptedException,
                    TrainingDataException,
                    ModelFormatException,
                    RunEndedException {
        folder.publish(best.checkpoint());
        Map<String, Double> figures = new LinkedHashMap<>();
        if (setup.test().isPresent()) {
            reports.phase(Phase.TESTING);
            JudgedFiles judged = judge(folder.best(), setup.test().get());
            figures.putAll(test("test", folder.best(), judged));
            reports.curves(
                    "test",
                    epoch,
                    step,
                    judged,
                    ModelFile.describe(folder.best()).metadata().aggregation());
            boolean lastIsBest = Files.mismatch(folder.best(), folder.last()) < 0;
            figures.putAll(
                    test(
                            "test_last",
                            folder.last(),
                            lastIsBest ? judged : judge(folder.last(), setup.test().get())));
            reports.metrics(Scope.TEST, epoch, step, figures);
        }
        reports.phase(Phase.FINISHING);
        best.figures().forEach(figures::put);
        figures.keySet().removeIf(name -> name.startsWith("instruments/"));
        return new RunResult.Finished(folder.best(), best.epoch(), stopped, figures);
    }

    private Map<String, Double> test(String split, Path model, JudgedFiles judged)
            throws IOException, ModelFormatException {
        ModelMetadata metadata = ModelFile.describe(model).metadata();
        Aggregation aggregation = metadata.aggregation();
        double[] thresholds = labels.stream().mapToDouble(metadata.thresholds()::get).toArray();
        Map<String, Double> figures = new LinkedHashMap<>(windowFigures(split, judged));
        judged.fileFigures(aggregation, thresholds)
                .forEach((name, value) -> figures.put(split + "/" + name, value));
        return figures;
    }

    private JudgedFiles judge(Path model, EvaluationSet set)
            throws IOException,
                    OrtException,
                    InterruptedException,
                    TrainingDataException,
                    RunEndedException {
        int rows = setup.features().rows();
        int frames = setup.features().windowFrames();
        try (ServedModel served = new ServedModel(model, setup.recipe().execution().threads())) {
            EvaluationSet.Scored scored =
                    set.<RunEndedException>scores(
                            (features, count) -> {
                                interruption.check();
                                try {
                                    return served.logits(features, count, rows, frames);
                                } catch (OrtException e) {
                                    throw new IllegalStateException(
                                            "ONNX Runtime does not compute what it has loaded", e);
                                }
                            });
            JudgedFiles judged = new JudgedFiles(labels, scored.scores(), scored.truth());
            if (!judged.isFinite()) {
                throw new LumenException(
                        ErrorCode.TRAINING_DIVERGED, "the model answers with what is no number");
            }
            return judged;
        }
    }

    private Map<String, Double> windowFigures(String split, JudgedFiles judged) {
        Map<String, Double> ofStep =
                judged.addWindows(
                        setup.loss().forValidation(), setup.recipe().data().batchSize(), windows);
        return reports.windowFigures(split, windows, ofStep);
    }
}
