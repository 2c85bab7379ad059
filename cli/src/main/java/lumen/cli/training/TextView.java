package lumen.cli.training;

import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import lumen.cli.terminal.DisplayText;
import lumen.cli.terminal.LiveLines;
import lumen.cli.terminal.Screen;
import lumen.cli.terminal.Screen.Emphasis;
import lumen.cli.terminal.Terminal;
import lumen.contracts.rest.State;
import lumen.contracts.rest.TrainingMetricsView;
import lumen.contracts.rest.TrainingView;
import lumen.contracts.training.TrainingProgress.Metrics.Scope;
import lumen.contracts.training.TrainingProgress.Phase;

/**
 * A run for people: on a terminal two lines that tell where it stands, and everywhere a line for
 * each epoch, the figures of the test, and what can be done with the model.
 */
final class TextView implements FollowingView {
    private static final Duration SHORTEST_EPOCH = Duration.ofMillis(500);

    private final Screen out;
    private final Screen err;
    private final LiveLines live;
    private final EpochTable epochs;
    private final Map<String, Double> step = new HashMap<>();
    private final Map<String, Double> test = new HashMap<>();
    private final Set<Phase> told = EnumSet.noneOf(Phase.class);
    private TrainingView latest;
    private String line = "";
    private long epochBegan;
    private boolean introduced;

    TextView(Terminal terminal) {
        this.out = terminal.out();
        this.err = terminal.err();
        this.live = new LiveLines(err);
        this.epochs = new EpochTable(out, this::print, this::epochTime);
    }

    @Override
    public void standing(TrainingView training) {
        if (latest == null) {
            print(out.emphasised(DisplayText.left("run", 12), Emphasis.HEADING) + training.name());
            print(out.emphasised(DisplayText.left("id", 12), Emphasis.HEADING) + training.id());
        } else if (training.attempt() > latest.attempt() && latest.state() == State.RUNNING) {
            notice("the worker was lost; the run goes on from its last checkpoint");
        }
        latest = training;
        if (epochBegan == 0 && training.phase() == Phase.TRAINING && training.epoch() == 1) {
            epochBegan = System.nanoTime();
        }
        introduce();
        announcePhase();
        draw();
    }

    private void introduce() {
        if (introduced || latest.parameters() == null) {
            return;
        }
        introduced = true;
        print(
                out.emphasised(DisplayText.left("model", 12), Emphasis.HEADING)
                        + "%s: %,d parameters, %d labels"
                                .formatted(
                                        latest.options().path("model").asText("checkpoint"),
                                        latest.parameters(),
                                        latest.labels() == null ? 0 : latest.labels().size()));
        print("");
    }

    /** In a file or a pipe nothing else tells that something goes on. */
    private void announcePhase() {
        if (!err.interactive()
                && latest.phase() != null
                && latest.phase() != Phase.VALIDATING
                && told.add(latest.phase())) {
            err.line("lumen: " + StandingLines.words(latest.phase()));
        }
    }

    @Override
    public void row(TrainingMetricsView.Row row) {
        if (row.scope() == Scope.STEP) {
            step.putAll(row.values());
            return;
        }
        if (row.scope() == Scope.TEST) {
            test.putAll(row.values());
        }
        epochs.row(row, metric());
    }

    /** Since the epoch before was told; one that was told of belatedly has no time. */
    private Duration epochTime() {
        long now = System.nanoTime();
        Duration since = Duration.ofNanos(epochBegan == 0 ? 0 : now - epochBegan);
        epochBegan = now;
        return since.compareTo(SHORTEST_EPOCH) < 0 ? Duration.ZERO : since;
    }

    private String metric() {
        return latest == null ? null : latest.metric();
    }

    @Override
    public boolean wantsWholeLog() {
        return false;
    }

    @Override
    public void line(String text) {
        line = text;
        draw();
    }

    @Override
    public void notice(String text) {
        live.erase();
        err.line(err.emphasised("lumen: " + text, Emphasis.HEADING));
        draw();
    }

    @Override
    public void waiting(Duration silent) {
        live.draw(List.of("lumen does not answer; waiting for it (" + silent.toSeconds() + " s)"));
    }

    @Override
    public void ended(TrainingView training) {
        epochs.flush(training.metric());
        live.erase();
        if (training.state() != State.SUCCEEDED) {
            return;
        }
        Map<String, Double> figures = new HashMap<>();
        if (training.figures() != null) {
            figures.putAll(training.figures());
        }
        figures.putAll(test);
        out.line("");
        TestTable.write(figures, out);
        if (training.bestEpoch() != null && training.best() != null) {
            out.line("");
            out.line(
                    String.format(
                            Locale.ROOT,
                            "The best epoch is %d, with %s %.4f.",
                            training.bestEpoch(),
                            training.metric(),
                            training.best()));
        }
        Double rate = figures.get(Figures.SUGGESTED_RATE);
        if (rate != null) {
            out.line(
                    "The loss falls most steeply at a learning rate of %s: give it with --lr, or"
                            .formatted(Figures.rate(rate)));
            out.line("with the scheduler ONECYCLE as --lr-onecycle-max.");
        }
        if (training.model() != null) {
            String model = DisplayText.printable(training.model());
            out.line("The model is " + out.emphasised(model, Emphasis.STRONG) + ":");
            out.line("  lumen predict --model " + model + " FILE...");
            out.line("  lumen models " + model);
            out.line("  lumen models alias default " + model);
        }
        if (training.folder() != null) {
            out.line("The records are in " + DisplayText.printable(training.folder()));
        }
        out.line("More of the run: lumen trainings show " + training.name());
    }

    private void print(String text) {
        live.erase();
        out.line(text);
        draw();
    }

    private void draw() {
        if (latest != null && !latest.state().ended()) {
            live.draw(StandingLines.of(latest, step, line, live.width(), err.symbols()));
        }
    }

    @Override
    public void close() {
        live.close();
    }
}
