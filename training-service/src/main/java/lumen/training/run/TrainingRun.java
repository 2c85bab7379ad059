package lumen.training.run;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import lumen.contracts.training.TrainingProgress.Phase;
import lumen.datasets.DatasetException;
import lumen.model.file.ModelFile;
import lumen.model.file.ModelFormatException;
import lumen.recipe.Recipe;
import lumen.recipe.SchedulerKind;
import lumen.training.checkpoint.CheckpointException;
import lumen.training.data.TrainingDataException;
import lumen.training.engine.NativeRuntime;

/**
 * Trains one model: reads the data, runs the epochs, validates each, tests in the end, and leaves
 * {@code best.onnx} and {@code last.onnx} in the run's folder. A folder with the state of a run
 * that was interrupted is gone on with, bit for bit.
 *
 * <p>Every model it leaves is complete: it holds the averaged weights, aggregation and thresholds
 * tuned on the validation data, and its provenance.
 */
public final class TrainingRun {
    private final Recipe recipe;
    private final RunFolder folder;
    private final RunEnvironment environment;
    private final RunListener listener;
    private final RunSignals signals;

    /**
     * Prepares a run.
     *
     * @param recipe what is trained, and how
     * @param folder where the run's files go; named like the run
     * @param environment what the run may use
     * @param listener hears what the run does
     * @param signals tells it to end before its time
     */
    public TrainingRun(
            Recipe recipe,
            Path folder,
            RunEnvironment environment,
            RunListener listener,
            RunSignals signals)
            throws IOException {
        this.recipe = recipe;
        this.folder = new RunFolder(folder);
        this.environment = environment;
        this.listener = listener;
        this.signals = signals;
    }

    /**
     * Carries the run out, in the calling thread.
     *
     * @throws DatasetException when a dataset cannot be used
     * @throws TrainingDataException when features cannot be had
     * @throws ModelFormatException when a model or weights cannot be used
     * @throws CheckpointException when a state cannot be gone on with, or a model would compute
     *     something else when served
     * @throws OrtException when ONNX Runtime does not take the model
     * @throws lumen.contracts.error.LumenException when the loss is no number any more, or options
     *     do not fit the data
     * @throws lumen.training.engine.EngineException when the graph cannot be trained
     */
    public RunResult run()
            throws IOException,
                    DatasetException,
                    TrainingDataException,
                    ModelFormatException,
                    OrtException,
                    CheckpointException,
                    InterruptedException {
        listener.phase(Phase.PREPARING);
        prepareRuntime();
        Path checkpoint = recipe.network().checkpoint();
        if (checkpoint != null && isRun(checkpoint) && !Files.exists(folder.state())) {
            folder.takeOver(checkpoint);
        }
        try (RunSetup setup = new RunSetup(recipe, folder, environment, listener::line)) {
            if (recipe.run().findRate()) {
                return RateFinding.find(setup, folder, listener, signals);
            }
            double rate = rate(setup);
            try (Epochs epochs = new Epochs(setup, folder, rate, listener, signals)) {
                return epochs.run();
            }
        } catch (RunEndedException end) {
            return end.result();
        }
    }

    private void prepareRuntime() {
        NativeRuntime.prepare(recipe.execution().threads(), recipe.run().seed());
    }

    /** A checkpoint is a model file, or else what another run goes on from. */
    private static boolean isRun(Path checkpoint) {
        return !checkpoint.getFileName().toString().endsWith(ModelFile.EXTENSION);
    }

    private double rate(RunSetup setup)
            throws IOException,
                    OrtException,
                    InterruptedException,
                    TrainingDataException,
                    RunEndedException {
        if (recipe.schedule().kind() != SchedulerKind.AUTO_LR || Files.exists(folder.state())) {
            return 0;
        }
        double found = RateFinding.find(setup, folder, listener, signals).suggested();
        // The search has drawn random numbers; the run begins as it would without it.
        prepareRuntime();
        return found;
    }
}
