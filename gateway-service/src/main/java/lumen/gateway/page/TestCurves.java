package lumen.gateway.page;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import lumen.evaluation.EvaluationReport;
import lumen.evaluation.LabelReport;
import lumen.evaluation.PrecisionRecallCurve;
import lumen.evaluation.RocCurve;
import lumen.evaluation.ScoreBins;
import lumen.gateway.evaluation.LevelEvaluation;

/**
 * What plots of a TEST job are drawn from.
 *
 * @param labels the curves of each label, in the model's order
 * @param calibration the reliability of all labels' scores together
 */
public record TestCurves(List<LabelCurves> labels, Bins calibration) {
    /**
     * The curves of one label.
     *
     * @param threshold from which score it is recognised
     * @param roc false positive rates and true positive rates
     * @param precisionRecall recalls and precisions
     * @param histogram its scores
     */
    public record LabelCurves(
            String label, double threshold, Curve roc, Curve precisionRecall, Bins histogram) {}

    /**
     * A curve; its three lists are as long as each other.
     *
     * @param thresholds falling; the first is 1 although nothing is recognised there
     * @param area under the curve; null where it is not defined
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Curve(List<Double> x, List<Double> y, List<Double> thresholds, Double area) {}

    /**
     * Scores in equally wide bins from 0 to 1.
     *
     * @param counts how many scores are in each bin
     * @param positives how many of them belong to examples with the label
     * @param sums the sum of the scores in each bin
     */
    public record Bins(List<Long> counts, List<Long> positives, List<Double> sums) {
        static Bins of(ScoreBins bins) {
            return new Bins(bins.counts(), bins.positives(), bins.sums());
        }
    }

    static TestCurves of(LevelEvaluation level) {
        EvaluationReport report = level.report();
        List<LabelCurves> labels =
                IntStream.range(0, report.labels().size())
                        .mapToObj(
                                label ->
                                        curves(
                                                report.labels().get(label),
                                                level.rocCurves().get(label),
                                                level.precisionRecallCurves().get(label)))
                        .toList();
        return new TestCurves(labels, Bins.of(report.calibration().bins()));
    }

    private static LabelCurves curves(
            LabelReport label, RocCurve roc, PrecisionRecallCurve precisionRecall) {
        return new LabelCurves(
                label.label(),
                label.threshold(),
                new Curve(
                        list(roc.falsePositiveRates()),
                        list(roc.truePositiveRates()),
                        list(roc.thresholds()),
                        roc.area().isPresent() ? roc.area().getAsDouble() : null),
                new Curve(
                        list(precisionRecall.recalls()),
                        list(precisionRecall.precisions()),
                        list(precisionRecall.thresholds()),
                        precisionRecall.averagePrecision()),
                Bins.of(label.histogram()));
    }

    /** JSON knows no infinity. */
    private static List<Double> list(double[] values) {
        return Arrays.stream(values)
                .map(value -> Double.isInfinite(value) ? 1 : value)
                .boxed()
                .toList();
    }
}
