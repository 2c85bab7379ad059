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
    private static final int GAP = 2;
    private static final int LONGEST_BAR = 24;
    private static final int SHORTEST_BAR = 6;

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
        String stopping = run.stopping() ? "  (stopping)" : "";
        return switch (run.phase()) {
            case TRAINING, VALIDATING, FINDING_RATE -> {
                String epoch = epoch(run, step);
                String whole = whole(run) + stopping;
                int bar = width - TITLE - GAP - Math.max(epoch.length(), whole.length());
                yield List.of(
                        title(words(run.phase())) + bar(ofEpoch(run), bar, symbols) + epoch,
                        title("whole run") + bar(ofRun(run), bar, symbols) + whole);
            }
            case PREPARING, TESTING, FINISHING ->
                    List.of(title(words(run.phase())) + line + stopping);
        };
    }

    private static double ofEpoch(TrainingView run) {
        Integer steps = run.stepsPerEpoch();
        return steps == null || steps == 0 ? 0 : (double) run.stepsInEpoch() / steps;
    }

    private static double ofRun(TrainingView run) {
        Integer steps = run.stepsPerEpoch();
        return steps == null || steps == 0 || run.epochs() == 0
                ? 0
                : Math.min(1, run.step() / ((double) steps * run.epochs()));
    }

    private static String bar(double share, int room, Symbols symbols) {
        return room < SHORTEST_BAR
                ? ""
                : ProgressBar.bar(share, Math.min(room, LONGEST_BAR), symbols) + " ".repeat(GAP);
    }

    private static String epoch(TrainingView run, Map<String, Double> step) {
        StringBuilder text =
                new StringBuilder("epoch %d of %d".formatted(run.epoch(), run.epochs()));
        if (run.stepsPerEpoch() != null) {
            text.append("  %d/%d steps".formatted(run.stepsInEpoch(), run.stepsPerEpoch()));
        }
        Double loss = Figures.ofStep(step, Figures.TRAIN_LOSS);
        if (loss != null) {
            text.append("  loss ").append(Figures.score(loss));
        }
        Double rate = Figures.ofStep(step, Figures.RATE);
        if (rate != null) {
            text.append("  lr ").append(Figures.rate(rate));
        }
        return text.toString();
    }

    private static String whole(TrainingView run) {
        StringBuilder text = new StringBuilder("%d %%".formatted(Math.round(100 * ofRun(run))));
        if (run.secondsLeft() != null) {
            text.append("  ")
                    .append(ProgressBar.words(Math.round(run.secondsLeft())))
                    .append(" left");
        }
        if (run.filesPerSecond() != null) {
            text.append(String.format(Locale.ROOT, "  %.1f files/s", run.filesPerSecond()));
        }
        if (run.best() != null && run.bestEpoch() != null) {
            text.append("  best %s".formatted(Figures.score(run.best())));
        }
        return text.toString();
    }

    private static String title(String text) {
        return DisplayText.left(text, TITLE);
    }
}
