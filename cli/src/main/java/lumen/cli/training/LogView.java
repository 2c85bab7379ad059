package lumen.cli.training;

import java.time.Duration;
import lumen.cli.terminal.DisplayText;
import lumen.cli.terminal.Screen;
import lumen.cli.terminal.Terminal;
import lumen.contracts.rest.TrainingMetricsView;
import lumen.contracts.rest.TrainingView;

/** The log of a run as it is written, and nothing else. */
final class LogView implements FollowingView {
    private final Screen out;

    LogView(Terminal terminal) {
        this.out = terminal.out();
    }

    @Override
    public boolean wantsWholeLog() {
        return true;
    }

    @Override
    public void line(String line) {
        out.line(DisplayText.printable(line));
    }

    @Override
    public void standing(TrainingView training) {
        // The log says it.
    }

    @Override
    public void row(TrainingMetricsView.Row row) {
        // The log says it.
    }

    @Override
    public void notice(String text) {
        // Whoever reads a log gives no orders.
    }

    @Override
    public void waiting(Duration silent) {
        // The lines go on when the server does.
    }

    @Override
    public void ended(TrainingView training) {
        // The log says it.
    }

    @Override
    public void close() {
        // Every line stays.
    }
}
