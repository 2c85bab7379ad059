package lumen.training.worker;

import java.util.List;
import lumen.contracts.training.TrainingProgress.Began;
import lumen.contracts.training.TrainingProgress.Metrics;
import lumen.contracts.training.TrainingProgress.Phase;
import lumen.training.run.CurvesReport;
import lumen.training.run.ExamplesReport;
import lumen.training.run.RunListener;
import lumen.training.run.StepReport;
import lumen.training.run.WeightsReport;

/**
 * Several listeners as one.
 *
 * @param all in the order in which they hear
 */
record Listeners(List<RunListener> all) implements RunListener {
    static RunListener of(RunListener... listeners) {
        return new Listeners(List.of(listeners));
    }

    @Override
    public void phase(Phase phase) {
        all.forEach(listener -> listener.phase(phase));
    }

    @Override
    public void began(Began began, long step) {
        all.forEach(listener -> listener.began(began, step));
    }

    @Override
    public void saving(int finishedEpochs, long step) {
        all.forEach(listener -> listener.saving(finishedEpochs, step));
    }

    @Override
    public void step(StepReport report) {
        all.forEach(listener -> listener.step(report));
    }

    @Override
    public void examples(ExamplesReport report) {
        all.forEach(listener -> listener.examples(report));
    }

    @Override
    public void weights(WeightsReport report) {
        all.forEach(listener -> listener.weights(report));
    }

    @Override
    public void metrics(Metrics row) {
        all.forEach(listener -> listener.metrics(row));
    }

    @Override
    public void curves(CurvesReport report) {
        all.forEach(listener -> listener.curves(report));
    }

    /** Sources of features tell lines, too, from threads of their own. */
    @Override
    public synchronized void line(String text) {
        all.forEach(listener -> listener.line(text));
    }
}
