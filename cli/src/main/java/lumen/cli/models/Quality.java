package lumen.cli.models;

import java.util.List;
import java.util.Locale;
import lumen.evaluation.AveragePrecision;
import lumen.evaluation.MultilabelMetrics;
import lumen.model.file.ModelMetadata;

/**
 * How good a model is on some files.
 *
 * @param microF1 F1 over all decisions
 * @param macroF1 the mean of the labels' F1
 * @param meanAveragePrecision the mean of the labels' average precision
 */
record Quality(double microF1, double macroF1, double meanAveragePrecision) {
    /**
     * Compares scores with the truth at the model's thresholds.
     *
     * @param scores {@code [files][labels]}
     * @param truth {@code [files][labels]}
     */
    static Quality of(ModelMetadata metadata, float[][] scores, float[][] truth) {
        double[] thresholds =
                metadata.labels().stream()
                        .mapToDouble(label -> metadata.thresholds().get(label))
                        .toArray();
        MultilabelMetrics metrics =
                MultilabelMetrics.of(metadata.labels(), scores, truth, thresholds);
        return new Quality(
                metrics.microF1(), metrics.macroF1(), AveragePrecision.mean(scores, truth));
    }

    /** By how much the other is worse, in whichever figure it is worst. */
    double drop(Quality other) {
        return Math.max(
                microF1 - other.microF1,
                Math.max(
                        macroF1 - other.macroF1,
                        meanAveragePrecision - other.meanAveragePrecision));
    }

    /** The figures as cells of a table. */
    List<String> cells() {
        return List.of(cell(microF1), cell(macroF1), cell(meanAveragePrecision));
    }

    private static String cell(double figure) {
        return String.format(Locale.ROOT, "%.4f", figure);
    }
}
