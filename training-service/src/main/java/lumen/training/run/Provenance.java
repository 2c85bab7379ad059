package lumen.training.run;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import lumen.datasets.Dataset;
import lumen.datasets.DatasetPath;
import lumen.evaluation.MultilabelMetrics;

/** Describes in a model file how the model came about. */
final class Provenance {
    private final ObjectNode root = JsonNodeFactory.instance.objectNode();

    Provenance(TrainingConfiguration configuration, Dataset train, Dataset validation) {
        root.put("tool", "lumen training-service 0.1.0");
        root.put("java", Runtime.version().toString());
        root.put("libtorch", "2.10.0");
        describe("training_data", configuration.trainPaths(), train);
        describe("validation_data", configuration.validationPaths(), validation);
        root.set("configuration", json(configuration));
    }

    private void describe(String key, List<DatasetPath> paths, Dataset dataset) {
        ObjectNode node = root.putObject(key);
        node.put("files", dataset.files().size());
        node.put("sha256", dataset.fingerprint());
        // The folder's name says which set it was; where it lay is nobody's business.
        paths.forEach(
                path ->
                        node.withArray("sets")
                                .add(path.type().value() + ":" + path.path().getFileName()));
        ObjectNode counts = node.putObject("labels");
        dataset.counts().forEach(counts::put);
    }

    private static ObjectNode json(TrainingConfiguration configuration) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("architecture", configuration.architecture())
                .put("from_scratch", configuration.initialModel() == null)
                .put("augmentation", configuration.augmentation().name())
                .put("epochs", configuration.epochs())
                .put("batch_size", configuration.batchSize())
                .put("seconds_per_example", configuration.secondsPerExample())
                .put("optimizer", "ADAMW")
                .put("scheduler", "ONECYCLE")
                .put("loss_function", "CROSS_ENTROPY")
                .put("lr", configuration.initialRate())
                .put("lr_onecycle_max", configuration.peakRate())
                .put("weight_decay", configuration.weightDecay())
                .put("gradient_clip_val", configuration.gradientClipping())
                .put("batch_norm_momentum", configuration.batchNormMomentum())
                .put("label_smoothing", configuration.labelSmoothing())
                .put("weight_average_decay", configuration.averageDecay())
                .put("threshold_shrinkage", configuration.thresholdShrinkage())
                .put("accumulate_grad_batches", configuration.accumulatedBatches())
                .put("backbone_lr_factor", configuration.backboneRateFactor())
                .put("backbone_after", configuration.fineTuning().backboneAfter())
                .put("head_after", configuration.fineTuning().headAfter())
                .put("finetune_head_epochs", configuration.fineTuning().headEpochs())
                .put("finetune_train_bn", configuration.fineTuning().normalisations())
                .put("precision", configuration.execution().precision().name())
                .put("device", configuration.execution().device().name())
                .put("seed", configuration.seed())
                .put("threads", configuration.threads());
    }

    /** The description of the model after an epoch, with its figures. */
    ObjectNode after(int epoch, Evaluation evaluation) {
        ObjectNode result = root.deepCopy();
        writeFigures(result, epoch, evaluation);
        return result;
    }

    /**
     * Replaces the validation figures in a description.
     *
     * @param epoch the epoch that the figures belong to, from 1
     */
    static void writeFigures(ObjectNode description, int epoch, Evaluation evaluation) {
        MultilabelMetrics metrics = evaluation.metrics();
        ObjectNode figures = description.putObject("validation");
        figures.put("epoch", epoch);
        figures.put("micro_f1", rounded(metrics.microF1()));
        figures.put("macro_f1", rounded(metrics.macroF1()));
        ObjectNode labels = figures.putObject("f1");
        for (int label = 0; label < metrics.labels().size(); label++) {
            labels.put(metrics.labels().get(label), rounded(metrics.counts().get(label).f1()));
        }
    }

    private static double rounded(double figure) {
        return Math.round(figure * 1e4) / 1e4;
    }
}
