package lumen.training.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lumen.contracts.training.TrainingProgress.Began;
import lumen.contracts.training.TrainingProgress.Metrics;
import lumen.contracts.training.TrainingProgress.Metrics.Scope;
import lumen.contracts.training.TrainingProgress.Phase;
import lumen.model.file.Aggregation;
import lumen.training.data.Batch;
import lumen.training.validation.Evaluation;
import lumen.training.validation.JudgedFiles;
import lumen.training.validation.WindowMetrics;

/** Tells a run's listener what there is to tell, under the reference's names. */
final class Reports {
    private static final int SHOWN_EXAMPLES = 8;

    private final RunSetup setup;
    private final Learner learner;
    private final RunListener listener;

    Reports(RunSetup setup, Learner learner, RunListener listener) {
        this.setup = setup;
        this.learner = learner;
        this.listener = listener;
    }

    void phase(Phase phase) {
        listener.phase(phase);
    }

    /**
     * @param finishedEpochs those of the state that is gone on with
     * @param step finished steps
     */
    void began(int finishedEpochs, long step) {
        listener.line(
                "%,d parameters, %d steps an epoch"
                        .formatted(learner.parameterCount(), setup.stepsInEpoch()));
        listener.began(
                new Began(
                        setup.data().train().files().size(),
                        setup.data().validation().files().size(),
                        setup.data().test().files().size(),
                        learner.parameterCount(),
                        setup.stepsInEpoch(),
                        setup.recipe().schedule().epochs(),
                        finishedEpochs,
                        setup.labels().codes()),
                step);
    }

    /** Shows the first window of some samples. */
    void examples(int epoch, long step, Batch batch) {
        int rows = setup.features().rows();
        int frames = setup.features().windowFrames();
        int size = rows * frames;
        List<String> codes = setup.labels().codes();
        List<ExamplesReport.Example> examples = new ArrayList<>();
        int window = 0;
        for (int file = 0; file < Math.min(SHOWN_EXAMPLES, batch.sampleIds().size()); file++) {
            List<String> labels = new ArrayList<>();
            for (int label = 0; label < codes.size(); label++) {
                if (batch.targets()[window * codes.size() + label] >= 0.5f) {
                    labels.add(codes.get(label));
                }
            }
            examples.add(
                    new ExamplesReport.Example(
                            batch.sampleIds().get(file),
                            labels,
                            Arrays.copyOfRange(
                                    batch.features(), window * size, (window + 1) * size)));
            window += batch.windowsOfFile()[file];
        }
        listener.examples(new ExamplesReport(epoch, step, rows, frames, examples));
    }

    /** The figures of an epoch's training. */
    void trainEpoch(int epoch, long step, WindowMetrics windows, double rate) {
        Map<String, Double> figures =
                new LinkedHashMap<>(windowFigures("train", windows, Map.of()));
        double all = learner.parameterCount();
        double learning = learner.learningCount();
        figures.put("params/total_params_epoch", all);
        figures.put("params/trainable_params_epoch", learning);
        figures.put("params/non_trainable_params_epoch", all - learning);
        figures.put("current_lr/epoch", rate);
        metrics(Scope.TRAIN_EPOCH, epoch, step, figures);
    }

    /**
     * The figures of windows under the reference's names: {@code <split>/<name>}, the same with
     * {@code _epoch}, those of a step with {@code _step}, and those of each label.
     */
    Map<String, Double> windowFigures(
            String split, WindowMetrics windows, Map<String, Double> ofStep) {
        Map<String, Double> figures = new LinkedHashMap<>();
        windows.figures()
                .forEach(
                        (name, value) -> {
                            figures.put(split + "/" + name, value);
                            figures.put(split + "/" + name + "_epoch", value);
                        });
        ofStep.forEach((name, value) -> figures.put(split + "/" + name + "_step", value));
        figures.put(split + "/f1_batchmean", windows.batchMeanF1());
        if (setup.recipe().run().perInstrumentMetrics()) {
            windows.figuresByLabel(setup.labels().names())
                    .forEach(
                            (name, value) ->
                                    figures.put(
                                            "instruments/%s/%s_epoch".formatted(split, name),
                                            value));
        }
        return figures;
    }

    /** A row of figures. */
    void metrics(Scope scope, int epoch, long step, Map<String, Double> figures) {
        Map<String, Double> row = new LinkedHashMap<>(figures);
        row.put("epoch_true", (double) epoch);
        listener.metrics(new Metrics(scope, epoch, step, row));
    }

    void weights(int epoch, long step) {
        listener.weights(
                new WeightsReport(epoch, step, learner.parameterNames(), learner::parameter));
    }

    void curves(String split, int epoch, long step, JudgedFiles judged, Aggregation aggregation) {
        listener.curves(
                new CurvesReport(
                        split,
                        epoch,
                        step,
                        setup.labels().codes(),
                        Evaluation.aggregate(judged.scores(), aggregation),
                        judged.truth()));
    }
}
