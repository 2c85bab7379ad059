package lumen.contracts.rest;

import java.util.List;
import java.util.Map;
import lumen.contracts.training.TrainingProgress;

/**
 * The figures of a run, as {@code GET /trainings/{id}/metrics} tells them: the rows of its {@code
 * metrics.csv}.
 *
 * @param rows in the order of training
 */
public record TrainingMetricsView(List<Row> rows) {
    public TrainingMetricsView {
        rows = List.copyOf(rows);
    }

    /**
     * A row.
     *
     * @param epoch counted from 0
     * @param step finished steps of the run
     */
    public record Row(
            TrainingProgress.Metrics.Scope scope,
            int epoch,
            long step,
            Map<String, Double> values) {}
}
