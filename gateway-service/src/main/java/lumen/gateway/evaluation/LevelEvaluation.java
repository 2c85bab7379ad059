package lumen.gateway.evaluation;

import java.util.List;
import java.util.Map;
import lumen.evaluation.Bootstrap;
import lumen.evaluation.EvaluationReport;
import lumen.evaluation.Figure;
import lumen.evaluation.Interval;
import lumen.evaluation.MetricsAccumulator;
import lumen.evaluation.PrecisionRecallCurve;
import lumen.evaluation.RocCurve;

/**
 * How good the predictions of files or of windows are: all that answers, plots and exports need.
 *
 * @param report counts and figures
 * @param rocCurves the ROC curve of each label, in the labels' order
 * @param precisionRecallCurves the precision-recall curve of each label, in the labels' order
 * @param intervals the 95 % bootstrap interval of each figure; empty for windows, which are not
 *     independent of each other
 */
public record LevelEvaluation(
        EvaluationReport report,
        List<RocCurve> rocCurves,
        List<PrecisionRecallCurve> precisionRecallCurves,
        Map<Figure, Interval> intervals) {
    /** More points of a curve cannot be told apart in a plot. */
    private static final int CURVE_POINTS = 500;

    private static final int DRAWS = 1_000;
    private static final long MOST_DRAWN_SCORES = 200_000_000;
    private static final double CONFIDENCE = 0.95;

    /** The result for files, which were kept exactly. */
    static LevelEvaluation ofFiles(MetricsAccumulator files) {
        // Of very many files fewer draws tell as much, in bounded time.
        long scores = files.examples() * files.labels().size();
        int draws = Math.clamp(MOST_DRAWN_SCORES / scores, 100, DRAWS);
        return of(files, new Bootstrap(draws, CONFIDENCE, 1).intervals(files));
    }

    /** The result for windows. */
    static LevelEvaluation ofWindows(MetricsAccumulator windows) {
        return of(windows, Map.of());
    }

    private static LevelEvaluation of(
            MetricsAccumulator examples, Map<Figure, Interval> intervals) {
        return new LevelEvaluation(
                examples.report(),
                examples.rocCurves().stream().map(curve -> curve.thinned(CURVE_POINTS)).toList(),
                examples.precisionRecallCurves().stream()
                        .map(curve -> curve.thinned(CURVE_POINTS))
                        .toList(),
                intervals);
    }
}
