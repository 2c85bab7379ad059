package lumen.training.run;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Locale;
import java.util.stream.Collectors;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.error.LumenException;
import lumen.contracts.training.TrainingProgress.Phase;
import lumen.training.data.Batch;
import lumen.training.data.TrainingDataException;
import lumen.training.optimization.RateSearch;
import lumen.training.optimization.Schedule;

/** Looks for a learning rate with a copy of the model that is thrown away afterwards. */
final class RateFinding {
    private RateFinding() {}

    /**
     * Carries out a range test on the first epochs' batches and writes its curve down.
     *
     * @throws LumenException when no rate lowers the loss
     */
    static RunResult.RateFound find(
            RunSetup setup, RunFolder folder, RunListener listener, RunSignals signals)
            throws IOException,
                    OrtException,
                    InterruptedException,
                    TrainingDataException,
                    RunEndedException {
        listener.phase(Phase.FINDING_RATE);
        RateSearch search = new RateSearch(setup.recipe().run().findRateSteps());
        try (Learner learner = setup.learner()) {
            learner.beginEpoch(LearningPlan.fineTuning(setup.recipe()).headEpochs());
            int epoch = 0;
            setup.feed().begin(epoch);
            while (!search.isOver()) {
                if (!setup.feed().hasNext()) {
                    setup.feed().begin(++epoch);
                }
                Batch batch = setup.feed().next();
                double rate = search.rate();
                search.add(learner.learn(batch, 1).loss());
                learner.step(rate, Schedule.USUAL_MOMENTUM);
                switch (signals.order()) {
                    case GO_ON -> {}
                    case STOP, CANCEL -> throw new RunEndedException(new RunResult.Cancelled());
                    case RELEASE, ABANDON -> throw new RunEndedException(new RunResult.Released());
                }
            }
        }
        Files.writeString(
                folder.rates(),
                search.curve().stream()
                        .map(
                                point ->
                                        String.format(
                                                Locale.ROOT,
                                                "%.6g,%.6g%n",
                                                point.rate(),
                                                point.loss()))
                        .collect(Collectors.joining("", "rate,loss\n", "")));
        double suggested =
                search.suggestion()
                        .orElseThrow(
                                () ->
                                        new LumenException(
                                                ErrorCode.TRAINING_DIVERGED,
                                                "no learning rate lowered the loss: see %s"
                                                        .formatted(folder.rates().getFileName())));
        listener.line("learning rate where the loss falls most steeply: %.3g".formatted(suggested));
        return new RunResult.RateFound(suggested, search.curve());
    }
}
