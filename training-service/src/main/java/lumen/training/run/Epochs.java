package lumen.training.run;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.error.LumenException;
import lumen.contracts.training.TrainingProgress.Metrics;
import lumen.contracts.training.TrainingProgress.Metrics.Scope;
import lumen.contracts.training.TrainingProgress.Phase;
import lumen.model.file.ModelFormatException;
import lumen.recipe.Recipe;
import lumen.training.checkpoint.CheckpointException;
import lumen.training.checkpoint.TrainingState;
import lumen.training.data.Batch;
import lumen.training.data.TrainingDataException;
import lumen.training.optimization.HeadFirstSchedule;
import lumen.training.optimization.PlateauSchedule;
import lumen.training.optimization.Schedule;
import lumen.training.run.RunSignals.Order;
import lumen.training.validation.WindowMetrics;
import org.bytedeco.javacpp.PointerScope;

/**
 * The epochs of a run, from wherever it stands to the test. Between two steps of the optimizer its
 * state can be written down.
 */
final class Epochs implements AutoCloseable {
    private final RunSetup setup;
    private final Recipe recipe;
    private final RunFolder folder;
    private final RunListener listener;
    private final RunSignals signals;
    private final Learner learner;
    private final Reports reports;
    private final ModelJudge judge;
    private final EarlyStopping stopping;
    private final WindowMetrics epochMetrics;
    private final WindowMetrics stepMetrics;
    private final Throughput throughput = new Throughput(System::nanoTime);
    private final int batchesInEpoch;
    private final String data;

    private double rate;
    private Schedule schedule;
    private int epoch;
    private int batch;
    private long step;
    private boolean over;
    private double latest = Double.NaN;
    private RunState.Best best;
    private long savedAt = System.nanoTime();

    /**
     * @param rate the learning rate that was looked for; 0 when none was
     */
    Epochs(RunSetup setup, RunFolder folder, double rate, RunListener listener, RunSignals signals)
            throws InterruptedException, TrainingDataException {
        this.setup = setup;
        this.recipe = setup.recipe();
        this.folder = folder;
        this.rate = rate;
        this.listener = listener;
        this.signals = signals;
        learner = setup.learner();
        reports = new Reports(setup, learner, listener);
        judge = new ModelJudge(setup, folder, reports, this::obey);
        stopping = new EarlyStopping(recipe.stopping().mode(), recipe.stopping().patience());
        epochMetrics = new WindowMetrics(setup.labels().codes(), setup.decisionThreshold());
        stepMetrics = new WindowMetrics(setup.labels().codes(), setup.decisionThreshold());
        batchesInEpoch = setup.batchesInEpoch();
        data = setup.data().train().fingerprint();
    }

    /** Trains and tests. */
    RunResult run()
            throws IOException,
                    OrtException,
                    InterruptedException,
                    TrainingDataException,
                    ModelFormatException,
                    CheckpointException,
                    RunEndedException {
        try {
            return toTheEnd();
        } catch (RunEndedException end) {
            // Wherever that was, the weights are those after a whole step.
            if (schedule != null && signals.order() == Order.RELEASE) {
                write();
            }
            throw end;
        }
    }

    private RunResult toTheEnd()
            throws IOException,
                    OrtException,
                    InterruptedException,
                    TrainingDataException,
                    ModelFormatException,
                    CheckpointException,
                    RunEndedException {
        if (Files.exists(folder.state())) {
            resume();
        } else {
            schedule = LearningPlan.schedule(recipe, setup.stepsInEpoch(), rate);
        }
        reports.began(epoch, step);
        obey();
        while (!over && epoch < recipe.schedule().epochs() && signals.order() != Order.STOP) {
            train();
            if (signals.order() == Order.STOP && batch < batchesInEpoch) {
                break;
            }
            finishEpoch();
        }
        boolean stopped = !over && epoch < recipe.schedule().epochs();
        if (stopped && (batch > 0 || best == null)) {
            listener.line("training was stopped in epoch %d".formatted(epoch + 1));
            save();
            judge();
        } else if (!stopped && !over) {
            over = true;
            save();
        }
        return judge.test(best, epoch, step, stopped);
    }

    private void train()
            throws IOException,
                    OrtException,
                    InterruptedException,
                    TrainingDataException,
                    RunEndedException {
        listener.phase(Phase.TRAINING);
        learner.beginEpoch(epoch);
        setup.feed().begin(epoch, batch);
        throughput.begin();
        int accumulated = recipe.optimisation().accumulatedBatches();
        int files = 0;
        while (batch < batchesInEpoch) {
            int within = batch % accumulated;
            int gathered = Math.min(accumulated, batchesInEpoch - batch + within);
            Batch next = setup.feed().next();
            if (batch == 0) {
                reports.examples(epoch, step, next);
            }
            learn(next, gathered);
            files += next.sampleIds().size();
            batch++;
            if (within == gathered - 1) {
                learner.step(schedule.rate(step), schedule.momentum(step));
                step++;
                throughput.add(files);
                files = 0;
                reportStep();
                obey();
                if (signals.order() == Order.STOP) {
                    return;
                }
                if (System.nanoTime() - savedAt > setup.environment().saveEvery().toNanos()) {
                    save();
                }
            }
        }
    }

    private void learn(Batch next, int gathered) throws OrtException {
        Learner.Learned learned = learner.learn(next, gathered);
        if (!Double.isFinite(learned.loss())) {
            throw diverged("the loss is %s".formatted(learned.loss()));
        }
        epochMetrics.add(learned.loss(), learned.logits(), next.targets());
        stepMetrics.add(learned.loss(), learned.logits(), next.targets());
    }

    private LumenException diverged(String what) {
        return new LumenException(
                ErrorCode.TRAINING_DIVERGED,
                "%s in epoch %d, batch %d, at the learning rate %.3g"
                        .formatted(what, epoch + 1, batch + 1, schedule.rate(step)));
    }

    private void reportStep() {
        int stepsInEpoch = setup.stepsInEpoch();
        Map<String, Double> values = new LinkedHashMap<>();
        stepMetrics
                .figures()
                .forEach((name, value) -> values.put("train/" + name + "_step", value));
        values.put("current_lr/step", schedule.rate(step - 1));
        stepMetrics.clear();
        long left = (long) stepsInEpoch * recipe.schedule().epochs() - step;
        listener.step(
                new StepReport(
                        epoch,
                        step,
                        Math.ceilDiv(batch, recipe.optimisation().accumulatedBatches()),
                        stepsInEpoch,
                        throughput.filesPerSecond(),
                        throughput.secondsFor(left),
                        values));
        if (step % recipe.run().logEveryNSteps() == 0) {
            listener.metrics(new Metrics(Scope.STEP, epoch, step, values));
        }
    }

    private void finishEpoch()
            throws IOException,
                    OrtException,
                    InterruptedException,
                    TrainingDataException,
                    ModelFormatException,
                    CheckpointException,
                    RunEndedException {
        if (recipe.stopping().saveOnTrainEpochEnd()) {
            save();
        }
        reports.trainEpoch(epoch, step, epochMetrics, schedule.rate(Math.max(0, step - 1)));
        double earlier = latest;
        judge();
        double decides = recipe.stopping().checkOnTrainEpochEnd() ? earlier : latest;
        boolean ends = !Double.isNaN(decides) && stopping.endsAfter(decides);
        boolean headOnly = epoch < LearningPlan.fineTuning(recipe).headEpochs();
        if (plateau() != null && !headOnly && !Double.isNaN(latest)) {
            plateau().epochEnded(latest);
        }
        reports.weights(epoch, step);
        epoch++;
        batch = 0;
        epochMetrics.clear();
        if (ends) {
            listener.line(
                    "training ends early: no better %s for %d epochs"
                            .formatted(
                                    recipe.stopping().metric().key(),
                                    recipe.stopping().patience()));
            over = true;
        }
        over |= epoch == recipe.schedule().epochs();
        save();
    }

    /** Validates the present weights and makes them the best if they are. */
    private void judge()
            throws IOException,
                    OrtException,
                    InterruptedException,
                    TrainingDataException,
                    ModelFormatException,
                    CheckpointException,
                    RunEndedException {
        ModelJudge.Judged judged = judge.validate(learner.model(), epoch, step);
        if (judged.figures().isEmpty()) {
            best = new RunState.Best(0, epoch + 1, folder.keep(epoch + 1), Map.of());
            return;
        }
        latest = judged.figures().get(recipe.stopping().metric().key());
        boolean better =
                best == null
                        || switch (recipe.stopping().mode()) {
                            case MAX -> latest > best.value();
                            case MIN -> latest < best.value();
                        };
        if (better) {
            String checkpoint =
                    folder.keep(
                            epoch + 1,
                            judged.figures().get("val/f1"),
                            judged.figures().get("val/loss"));
            best = new RunState.Best(latest, epoch + 1, checkpoint, judged.figures());
        }
    }

    private PlateauSchedule plateau() {
        Schedule main =
                schedule instanceof HeadFirstSchedule headFirst ? headFirst.then() : schedule;
        return main instanceof PlateauSchedule own ? own : null;
    }

    /** Ends the run at once where it was told to. */
    private void obey() throws RunEndedException {
        switch (signals.order()) {
            case GO_ON, STOP -> {}
            case CANCEL -> throw new RunEndedException(new RunResult.Cancelled());
            case RELEASE, ABANDON -> throw new RunEndedException(new RunResult.Released());
        }
    }

    private void save() throws IOException, RunEndedException {
        obey();
        write();
    }

    private void write() throws IOException {
        listener.saving(epoch, step);
        RunState state =
                new RunState(
                        data,
                        epoch,
                        batch,
                        step,
                        over,
                        rate,
                        best,
                        stopping.state(),
                        latest,
                        plateau() == null ? null : plateau().state(),
                        epochMetrics.state(),
                        learner.memory());
        try (PointerScope _ = new PointerScope()) {
            TrainingState.write(folder.state(), learner.tensors(), state.toJson());
        }
        if (best != null) {
            folder.needs(best.checkpoint());
            folder.publish(best.checkpoint());
        }
        savedAt = System.nanoTime();
    }

    private void resume() throws IOException, CheckpointException {
        RunState state = RunState.fromJson(TrainingState.progress(folder.state()));
        if (!state.data().equals(data)) {
            throw new CheckpointException(
                    "the run cannot go on: its training data has changed; begin a new run from"
                            + " best.onnx instead");
        }
        learner.resume(state.memory(), tensors -> TrainingState.read(folder.state(), tensors));
        rate = state.rate();
        schedule = LearningPlan.schedule(recipe, setup.stepsInEpoch(), rate);
        epoch = state.epoch();
        batch = state.batch();
        step = state.step();
        over = state.over();
        best = state.best();
        latest = state.latest();
        stopping.resume(state.stopping());
        if (plateau() != null && state.plateau() != null) {
            plateau().resume(state.plateau());
        }
        epochMetrics.resume(state.metrics());
        if (best != null) {
            folder.needs(best.checkpoint());
            folder.publish(best.checkpoint());
        }
        listener.line(
                "going on in epoch %d after batch %d, step %d".formatted(epoch + 1, batch, step));
    }

    @Override
    public void close() {
        learner.close();
    }
}
