package lumen.cli.training;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import lumen.cli.terminal.DisplayText;
import lumen.cli.terminal.ProgressBar;
import lumen.cli.terminal.Screen;
import lumen.cli.terminal.Screen.Emphasis;
import lumen.contracts.rest.TrainingMetricsView;

/**
 * The table of epochs, a line as soon as an epoch is over: its figures come in several rows, and
 * those of training may come before or after those of validation.
 */
final class EpochTable {
    private static final String COLUMNS = "%s %5s  %7s  %7s  %7s  %8s  %8s  %8s  %10s";

    private final Screen screen;
    private final Consumer<String> lines;
    private final Supplier<Duration> time;
    private final TreeMap<Integer, Map<String, Double>> pending = new TreeMap<>();
    private boolean headed;
    private Double best;

    /**
     * @param lines where the lines of the table go
     * @param time how long the epoch took that is written next; zero when it is not known
     */
    EpochTable(Screen screen, Consumer<String> lines, Supplier<Duration> time) {
        this.screen = screen;
        this.lines = lines;
        this.time = time;
    }

    /**
     * Takes a row.
     *
     * @param metric the figure that chooses the best epoch
     */
    void row(TrainingMetricsView.Row row, String metric) {
        switch (row.scope()) {
            case STEP -> {}
            case TEST -> flush(metric);
            case TRAIN_EPOCH, VALIDATION_EPOCH -> {
                while (!pending.isEmpty() && pending.firstKey() < row.epoch()) {
                    write(metric);
                }
                Map<String, Double> epoch =
                        pending.computeIfAbsent(row.epoch(), key -> new HashMap<>());
                epoch.putAll(row.values());
                if (Figures.ofEpoch(epoch, Figures.TRAIN_LOSS) != null
                        && Figures.ofEpoch(epoch, Figures.VALIDATION_LOSS) != null) {
                    write(metric);
                }
            }
        }
    }

    /** Writes what is known of the last epoch. */
    void flush(String metric) {
        while (!pending.isEmpty()) {
            write(metric);
        }
    }

    private void write(String metric) {
        Map.Entry<Integer, Map<String, Double>> epoch = pending.pollFirstEntry();
        Map<String, Double> values = epoch.getValue();
        if (!headed) {
            headed = true;
            heading();
        }
        Double reached = metric == null ? null : Figures.ofEpoch(values, metric);
        boolean isBest = reached != null && Figures.isBetter(metric, reached, best);
        if (isBest) {
            best = reached;
        }
        Duration taken = time.get();
        String line =
                COLUMNS.formatted(
                        isBest ? screen.symbols().mark() : ' ',
                        epoch.getKey() + 1,
                        Figures.score(Figures.ofEpoch(values, Figures.TRAIN_LOSS)),
                        Figures.score(Figures.ofEpoch(values, Figures.VALIDATION_LOSS)),
                        Figures.score(Figures.ofEpoch(values, Figures.VALIDATION_F1)),
                        Figures.score(Figures.ofEpoch(values, Figures.FILE_MICRO_F1)),
                        Figures.score(Figures.ofEpoch(values, Figures.FILE_MACRO_F1)),
                        Figures.rate(Figures.ofEpoch(values, Figures.RATE)),
                        taken.isZero() ? "" : ProgressBar.words(taken.toSeconds()));
        lines.accept(
                screen.emphasised(line.stripTrailing(), isBest ? Emphasis.STRONG : Emphasis.PLAIN));
    }

    private void heading() {
        String first =
                COLUMNS.formatted(
                        screen.symbols().mark(),
                        "best",
                        "train",
                        "val",
                        "val",
                        "file",
                        "file",
                        "",
                        "");
        String second =
                COLUMNS.formatted(
                        " ", "epoch", "loss", "loss", "F1", "micro F1", "macro F1", "lr", "time");
        lines.accept(screen.emphasised(first.stripTrailing(), Emphasis.HEADING));
        lines.accept(screen.emphasised(second, Emphasis.HEADING));
        lines.accept(
                screen.emphasised(
                        String.valueOf(screen.symbols().line()).repeat(DisplayText.width(second)),
                        Emphasis.FAINT));
    }
}
