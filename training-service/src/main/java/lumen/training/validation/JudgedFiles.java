package lumen.training.validation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lumen.evaluation.EvaluationReport;
import lumen.evaluation.Figure;
import lumen.evaluation.MetricsAccumulator;
import lumen.model.file.Aggregation;
import lumen.training.engine.TensorData;
import lumen.training.optimization.Loss;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;

/**
 * What a model says to the files of a validation or test, and the figures that follow.
 *
 * @param labels codes of the labels
 * @param logits {@code [files][windows of the file][labels]}
 * @param truth {@code [files][labels]}, 1 where the label is there
 */
public record JudgedFiles(List<String> labels, float[][][] logits, float[][] truth) {
    public JudgedFiles {
        labels = List.copyOf(labels);
    }

    /** Whether every logit is a number. */
    public boolean isFinite() {
        for (float[][] file : logits) {
            for (float[] window : file) {
                for (float logit : window) {
                    if (!Float.isFinite(logit)) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    /** The scores of all windows, in the shape of the logits. */
    public float[][][] scores() {
        float[][][] scores = new float[logits.length][][];
        for (int file = 0; file < scores.length; file++) {
            scores[file] = new float[logits[file].length][labels.size()];
            for (int window = 0; window < scores[file].length; window++) {
                for (int label = 0; label < labels.size(); label++) {
                    scores[file][window][label] =
                            (float) (1 / (1 + Math.exp(-logits[file][window][label])));
                }
            }
        }
        return scores;
    }

    /**
     * The figures of windows.
     *
     * @param batchSize files whose windows are one step, as in training
     * @param windows is cleared, then holds all windows
     * @return those of the last step, by their names without split and suffix
     */
    public Map<String, Double> addWindows(Loss loss, int batchSize, WindowMetrics windows) {
        WindowMetrics step = new WindowMetrics(labels, windows.threshold());
        windows.clear();
        for (int first = 0; first < logits.length; first += batchSize) {
            int end = Math.min(logits.length, first + batchSize);
            int count = 0;
            for (int file = first; file < end; file++) {
                count += logits[file].length;
            }
            float[] ofBatch = new float[count * labels.size()];
            float[] targets = new float[ofBatch.length];
            int place = 0;
            for (int file = first; file < end; file++) {
                for (float[] window : logits[file]) {
                    System.arraycopy(window, 0, ofBatch, place, window.length);
                    System.arraycopy(truth[file], 0, targets, place, window.length);
                    place += window.length;
                }
            }
            double value = loss(loss, ofBatch, targets);
            windows.add(value, ofBatch, targets);
            step.clear();
            step.add(value, ofBatch, targets);
        }
        return step.figures();
    }

    private double loss(Loss loss, float[] ofBatch, float[] targets) {
        try (PointerScope _ = new PointerScope();
                NoGradGuard _ = new NoGradGuard()) {
            int windows = ofBatch.length / labels.size();
            return loss.ofBatch(
                            TensorData.of(ofBatch, windows, labels.size()),
                            TensorData.of(targets, windows, labels.size()))
                    .item_double();
        }
    }

    /**
     * The figures of files: micro- and macro-F1 of decisions, and those that need none, the mean
     * area under ROC curves, mean average precision and label ranking average precision. An area is
     * missing where every label is everywhere or nowhere.
     *
     * @param aggregation how windows' scores become a file's
     * @param thresholds one per label
     */
    public Map<String, Double> fileFigures(Aggregation aggregation, double[] thresholds) {
        MetricsAccumulator files = MetricsAccumulator.exact(labels, thresholds);
        float[][] scores = Evaluation.aggregate(scores(), aggregation);
        for (int file = 0; file < scores.length; file++) {
            files.add(scores[file], truth[file]);
        }
        EvaluationReport report = files.report();
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("file_micro_f1", report.value(Figure.MICRO_F1));
        figures.put("file_macro_f1", report.value(Figure.MACRO_F1));
        figures.put("file_f1", (report.value(Figure.MICRO_F1) + report.value(Figure.MACRO_F1)) / 2);
        figures.put("file_roc_auc", report.value(Figure.MACRO_ROC_AUC));
        figures.put("file_map", report.value(Figure.MEAN_AVERAGE_PRECISION));
        figures.put("file_lrap", report.value(Figure.LABEL_RANKING_AVERAGE_PRECISION));
        figures.values().removeIf(figure -> figure.isNaN());
        return figures;
    }
}
