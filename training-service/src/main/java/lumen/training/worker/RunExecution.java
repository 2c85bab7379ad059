package lumen.training.worker;

import java.nio.file.Path;
import lumen.contracts.training.TrainingRequest;
import lumen.training.run.RunListener;
import lumen.training.run.RunResult;
import lumen.training.run.RunSignals;

/** Carries a run out, from its beginning or from where its folder says that it stood. */
@FunctionalInterface
interface RunExecution {
    /**
     * Trains.
     *
     * @param folder the run's own, which is there
     * @param listener hears what happens
     * @param signals tell the run to end
     * @throws Exception whatever ends the run without a result; {@link RunFailures} puts it into
     *     words
     */
    RunResult run(TrainingRequest request, Path folder, RunListener listener, RunSignals signals)
            throws Exception;
}
