package lumen.training.run;

import lumen.contracts.training.TrainingProgress.Began;
import lumen.contracts.training.TrainingProgress.Metrics;
import lumen.contracts.training.TrainingProgress.Phase;

/**
 * Hears what a run does. The run's own thread calls, in order, and waits: listeners must be quick.
 * Whatever they throw ends the run.
 */
public interface RunListener {
    /** The run does something else from now on. */
    default void phase(Phase phase) {}

    /**
     * Data and model are loaded; training begins or goes on.
     *
     * @param began what the run has
     * @param step finished optimizer steps; what was heard of later ones, before the run was
     *     interrupted, comes again and is to be forgotten
     */
    default void began(Began began, long step) {}

    /** A step of the optimizer is done. */
    default void step(StepReport report) {}

    /** What the network sees at the beginning of an epoch. */
    default void examples(ExamplesReport report) {}

    /** The weights after an epoch. */
    default void weights(WeightsReport report) {}

    /** Figures, exactly a row of {@code metrics.csv}. */
    default void metrics(Metrics row) {}

    /** The scores of a validation or test, for curves. */
    default void curves(CurvesReport report) {}

    /**
     * The run's state is about to be written down: a run that is taken up from it goes on after
     * everything that was heard so far.
     *
     * @param finishedEpochs epochs that are done, validation included
     * @param step finished steps of the whole run
     */
    default void saving(int finishedEpochs, long step) {}

    /** Something for people to read, one line of the log. */
    default void line(String text) {}
}
