package lumen.cli.training;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import lumen.cli.terminal.DisplayText;
import lumen.cli.terminal.ProgressBar;
import lumen.cli.terminal.Symbols;
import lumen.contracts.rest.State;
import lumen.contracts.rest.TrainingView;
import lumen.contracts.training.TrainingProgress.Phase;

/** The two lines that tell where a run stands: the present epoch, and all of it. */
final class StandingLines {
    private static final int TITLE = 14;
    private static final int BAR = 24;
    private static final int NARROWEST_WITH_BAR = 70;

    private StandingLines() {}

    /** What a run does, in words. */
    static String words(Phase phase) {
        return switch (phase) {
            case PREPARING -> "preparing";
            case FINDING_RATE -> "finding a rate";
            case TRAINING -> "training";
            case VALIDATING -> "validating";
            case TESTING -> "testing";
            case FINISHING -> "finishing";
        };
    }

    /**
     * The lines.
     *
     * @param step the latest figures of a step
     * @param line the latest line of the log
     * @param width columns that there are
     */
    static List<String> of(
            TrainingView run, Map<String, Double> step, String line, int width, Symbols symbols) {
        if (run.state() == State.QUEUED || run.phase() == null) {
            return List.of(title("waiting") + "for a training-service that is free");
        }
        boolean bars = width >= NARROWEST_WITH_BAR;
        String stopping = run.stopping() ? "  (stopping)" : "";
        return switch (run.phase()) {
            case TRAINING, VALIDATING, FINDING_RATE ->
                    List.of(epoch(run, step, bars, symbols), whole(run, bars, symbols) + stopping);
            case PREPARING, TESTING, FINISHING ->
                    List.of(title(words(run.phase())) + line + stopping);
        };
    }

    private static String epoch(
            TrainingView run, Map<String, Double> step, boolean bars, Symbols symbols) {
        StringBuilder line = new StringBuilder(title(words(run.phase())));
        Integer steps = run.stepsPerEpoch();
        if (steps != null && steps > 0) {
            double share = (double) run.stepsInEpoch() / steps;
            line.append(bars ? ProgressBar.bar(share, BAR, symbols) + "  " : "")
                    .append("epoch %d of %d".formatted(run.epoch(), run.epochs()))
                    .append("  %d/%d steps".formatted(run.stepsInEpoch(), steps));
        }
        Double loss = Figures.ofStep(step, Figures.TRAIN_LOSS);
        if (loss != null) {
            line.append("  loss ").append(Figures.score(loss));
        }
        Double rate = Figures.ofStep(step, Figures.RATE);
        if (rate != null) {
            line.append("  lr ").append(Figures.rate(rate));
        }
        return line.toString();
    }

    private static String whole(TrainingView run, boolean bars, Symbols symbols) {
        Integer steps = run.stepsPerEpoch();
        double share =
                steps == null || steps == 0 || run.epochs() == 0
                        ? 0
                        : Math.min(1, run.step() / ((double) steps * run.epochs()));
        StringBuilder line =
                new StringBuilder(title("whole run"))
                        .append(bars ? ProgressBar.bar(share, BAR, symbols) + "  " : "")
                        .append("%d %%".formatted(Math.round(100 * share)));
        if (run.secondsLeft() != null) {
            line.append("  ")
                    .append(ProgressBar.words(Math.round(run.secondsLeft())))
                    .append(" left");
        }
        if (run.filesPerSecond() != null) {
            line.append(String.format(Locale.ROOT, "  %.1f files/s", run.filesPerSecond()));
        }
        if (run.best() != null && run.bestEpoch() != null) {
            line.append(
                    "  best %s in epoch %d".formatted(Figures.score(run.best()), run.bestEpoch()));
        }
        return line.toString();
    }

    private static String title(String text) {
        return DisplayText.left(text, TITLE);
    }
}
