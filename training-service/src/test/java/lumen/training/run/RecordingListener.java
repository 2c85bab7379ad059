package lumen.training.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lumen.contracts.training.TrainingProgress.Began;
import lumen.contracts.training.TrainingProgress.Metrics;
import lumen.contracts.training.TrainingProgress.Metrics.Scope;
import lumen.contracts.training.TrainingProgress.Phase;

/** Keeps what it hears. */
final class RecordingListener implements RunListener {
    final List<Phase> phases = new ArrayList<>();
    final List<Began> began = new ArrayList<>();
    final List<StepReport> steps = new ArrayList<>();
    final List<Metrics> rows = new ArrayList<>();
    final List<ExamplesReport> examples = new ArrayList<>();
    final List<WeightsReport> weights = new ArrayList<>();
    final List<CurvesReport> curves = new ArrayList<>();
    final List<String> lines = new ArrayList<>();
    int savings;

    @Override
    public void phase(Phase phase) {
        phases.add(phase);
    }

    @Override
    public void began(Began event, long step) {
        began.add(event);
    }

    @Override
    public void step(StepReport report) {
        steps.add(report);
    }

    @Override
    public void examples(ExamplesReport report) {
        examples.add(report);
    }

    @Override
    public void weights(WeightsReport report) {
        weights.add(report);
    }

    @Override
    public void metrics(Metrics row) {
        rows.add(row);
    }

    @Override
    public void curves(CurvesReport report) {
        curves.add(report);
    }

    @Override
    public void saving(int finishedEpochs, long step) {
        savings++;
    }

    @Override
    public void line(String text) {
        lines.add(text);
    }

    /** The rows of a scope. */
    List<Metrics> rows(Scope scope) {
        return rows.stream().filter(row -> row.scope() == scope).toList();
    }

    /** A figure of the last row of a scope. */
    double last(Scope scope, String figure) {
        Map<String, Double> values = rows(scope).getLast().values();
        return values.get(figure);
    }
}
