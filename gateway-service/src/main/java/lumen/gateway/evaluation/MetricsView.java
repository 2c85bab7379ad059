package lumen.gateway.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import lumen.contracts.rest.TestMetrics;
import lumen.contracts.rest.TestMetrics.Counts;
import lumen.contracts.rest.TestMetrics.Label;
import lumen.contracts.rest.TestMetrics.Level;
import lumen.evaluation.ConfusionCounts;
import lumen.evaluation.LabelReport;
import lumen.gateway.store.JobEntity;
import lumen.gateway.store.JobModelEntity;

/** Makes what is told of metrics out of what is known. */
final class MetricsView {
    private MetricsView() {}

    /** The name of the reference's batch mean among the figures of windows. */
    private static final String BATCH_MEAN = "f1_batch_mean";

    static TestMetrics of(
            JobEntity job,
            JobModelEntity model,
            TestEvaluation evaluation,
            OptionalDouble batchMean) {
        Level chunks = level(evaluation.chunks(), model.labelNames);
        batchMean.ifPresent(mean -> chunks.figures().put(BATCH_MEAN, mean));
        return new TestMetrics(
                job.id.toString(),
                model.modelId,
                model.modelVersion,
                job.datasets,
                model.thresholds,
                evaluation.coverage(),
                level(evaluation.files(), model.labelNames),
                chunks);
    }

    private static Level level(LevelEvaluation level, JsonNode names) {
        Map<String, Double> figures = new LinkedHashMap<>();
        level.report().figures().forEach((figure, value) -> figures.put(figure.key(), value));
        Map<String, TestMetrics.Interval> intervals = new LinkedHashMap<>();
        level.intervals()
                .forEach(
                        (figure, interval) ->
                                intervals.put(
                                        figure.key(),
                                        new TestMetrics.Interval(interval.low(), interval.high())));
        List<Label> labels =
                level.report().labels().stream().map(label -> label(label, names)).toList();
        return new Level(
                level.report().examples(),
                figures,
                intervals.isEmpty() ? null : intervals,
                labels,
                level.report().cooccurrence());
    }

    private static Label label(LabelReport report, JsonNode names) {
        ConfusionCounts counts = report.counts();
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("accuracy", counts.accuracy());
        figures.put("hamming_distance", 1 - counts.accuracy());
        figures.put("precision", counts.precision());
        figures.put("recall", counts.recall());
        figures.put("f1", counts.f1());
        figures.put("average_precision", report.averagePrecision());
        report.rocArea().ifPresent(area -> figures.put("roc_auc", area));
        return new Label(
                report.label(),
                names.path(report.label()).asText(report.label()),
                new Counts(
                        counts.truePositives(),
                        counts.falsePositives(),
                        counts.falseNegatives(),
                        counts.trueNegatives()),
                figures);
    }
}
