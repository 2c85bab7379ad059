package lumen.gateway.evaluation;

import java.util.List;
import lumen.evaluation.EvaluationReport;
import lumen.evaluation.MetricsAccumulator;
import lumen.evaluation.PrecisionRecallCurve;
import lumen.evaluation.RocCurve;

/**
 * How good the predictions of files or of windows are: all that answers, plots and exports need.
 *
 * @param report counts and figures
 * @param rocCurves the ROC curve of each label, in the labels' order
 * @param precisionRecallCurves the precision-recall curve of each label, in the labels' order
 */
public record LevelEvaluation(
        EvaluationReport report,
        List<RocCurve> rocCurves,
        List<PrecisionRecallCurve> precisionRecallCurves) {
    /** More points of a curve cannot be told apart in a plot. */
    private static final int CURVE_POINTS = 500;

    static LevelEvaluation of(MetricsAccumulator examples) {
        return new LevelEvaluation(
                examples.report(),
                examples.rocCurves().stream().map(curve -> curve.thinned(CURVE_POINTS)).toList(),
                examples.precisionRecallCurves().stream()
                        .map(curve -> curve.thinned(CURVE_POINTS))
                        .toList());
    }
}
