package lumen.training.worker;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import lumen.contracts.training.TrainingProgress.Began;
import lumen.contracts.training.TrainingProgress.Metrics;
import lumen.contracts.training.TrainingProgress.Metrics.Scope;
import lumen.contracts.training.TrainingProgress.Phase;
import lumen.contracts.training.TrainingRequest;
import lumen.training.run.RunListener;
import lumen.training.run.RunResult;
import lumen.training.run.RunSignals;
import lumen.training.run.StepReport;

/**
 * A run without a network: a step is taken when the test lets it, the state is the number of steps,
 * and the model is a text.
 */
final class TestingRun implements RunExecution {
    static final int STEPS = 4;
    static final String MODEL = "the model";

    private final Semaphore allowed = new Semaphore(0);
    private final Semaphore begun = new Semaphore(0);

    /** Lets the run take so many steps more. */
    TestingRun allow(int steps) {
        allowed.release(steps);
        return this;
    }

    /** Waits until a run has begun. */
    void awaitBegin() throws InterruptedException {
        begun.acquire();
    }

    @Override
    public RunResult run(
            TrainingRequest request, Path folder, RunListener listener, RunSignals signals)
            throws Exception {
        Path state = folder.resolve("state");
        int first = Files.exists(state) ? Integer.parseInt(Files.readString(state)) : 0;
        listener.line("begin");
        listener.began(new Began(8, 4, 4, 10, STEPS, 1, 0, List.of("pia")), first);
        begun.release();
        listener.phase(Phase.TRAINING);
        boolean stopped = false;
        for (int step = first; step < STEPS && !stopped; step++) {
            allowed.acquire();
            listener.step(new StepReport(0, step + 1, step + 1, STEPS, 2.5, Double.NaN, Map.of()));
            listener.metrics(new Metrics(Scope.STEP, 0, step + 1, Map.of("train/loss_step", 0.5)));
            switch (signals.order()) {
                case GO_ON -> {}
                case STOP -> stopped = true;
                case CANCEL -> {
                    return new RunResult.Cancelled();
                }
                case RELEASE -> {
                    Files.writeString(state, Integer.toString(step + 1));
                    return new RunResult.Released();
                }
                case ABANDON -> {
                    return new RunResult.Released();
                }
            }
        }
        Path best = Files.writeString(folder.resolve("best.onnx"), MODEL);
        return new RunResult.Finished(best, 1, stopped, Map.of("test/f1_epoch", 0.75));
    }
}
