package lumen.cli.training;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import lumen.cli.LumenUnavailableException;
import lumen.cli.rest.RequestRefusedException;
import lumen.cli.rest.ServerEvents;
import lumen.cli.rest.TrainingNews;
import lumen.cli.rest.Trainings;
import lumen.contracts.rest.TrainingLogView;
import lumen.contracts.rest.TrainingMetricsView;
import lumen.contracts.rest.TrainingView;
import lumen.contracts.training.TrainingProgress.Metrics.Scope;

/**
 * Follows a run to its end and shows what is heard of it. When the events end, or are silent for
 * long, the run is asked for; a server that does not answer is waited for.
 */
final class Following {
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration PAUSE_WITHOUT_SERVER = Duration.ofSeconds(1);

    /** A worker says something every two seconds. */
    private static final Duration SILENCE_ALLOWED = Duration.ofSeconds(15);

    private final Trainings trainings;
    private final FollowingView view;
    private final IntSupplier presses;
    private final Duration patience;

    private final Set<Key> shown = new HashSet<>();
    private long linesShown;
    private boolean stopSent;
    private TrainingView latest;

    /** A row of figures; the same may be told twice. */
    private record Key(Scope scope, long step) {}

    /** How following ended. */
    enum End {
        /** The run has ended. */
        RUN_ENDED,
        /** The user pressed Ctrl+C twice, and the run was cancelled. */
        CANCELLED
    }

    /**
     * @param presses how often Ctrl+C was pressed
     * @param patience for how long a server that does not answer is waited for
     */
    Following(Trainings trainings, FollowingView view, IntSupplier presses, Duration patience) {
        this.trainings = trainings;
        this.view = view;
        this.presses = presses;
        this.patience = patience;
    }

    /**
     * Follows a run.
     *
     * @throws LumenUnavailableException if the server is away for longer than the patience
     * @throws InterruptedException if this process is told to end; the run goes on
     */
    End follow(String id)
            throws LumenUnavailableException, RequestRefusedException, InterruptedException {
        long answered = System.nanoTime();
        while (true) {
            try {
                End end = listen(id);
                if (end != null) {
                    return end;
                }
                answered = System.nanoTime();
            } catch (LumenUnavailableException away) {
                Duration silent = Duration.ofNanos(System.nanoTime() - answered);
                if (silent.compareTo(patience) > 0 || presses.getAsInt() >= 2) {
                    throw away;
                }
                view.waiting(silent);
                Thread.sleep(PAUSE_WITHOUT_SERVER);
            }
        }
    }

    /** The run as it was heard of last. */
    TrainingView latest() {
        return latest;
    }

    /** Listens until the run ends or the events do, in which case there is no end yet. */
    private End listen(String id)
            throws LumenUnavailableException, RequestRefusedException, InterruptedException {
        BlockingQueue<TrainingNews> news = new LinkedBlockingQueue<>();
        try (ServerEvents events = trainings.follow(id, news::add)) {
            catchUp(id);
            long heard = System.nanoTime();
            while (!latest.state().ended()) {
                if (obey(id)) {
                    return End.CANCELLED;
                }
                TrainingNews next = news.poll(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
                if (next != null) {
                    heard = System.nanoTime();
                    show(next);
                } else if (events.ended()
                        || System.nanoTime() - heard > SILENCE_ALLOWED.toNanos()) {
                    return null;
                }
            }
        }
        catchUp(id);
        view.ended(latest);
        return End.RUN_ENDED;
    }

    /** Asks for what may have been missed. */
    private void catchUp(String id)
            throws LumenUnavailableException, RequestRefusedException, InterruptedException {
        TrainingView now = trainings.training(id);
        if (view.wantsWholeLog()) {
            TrainingLogView log = trainings.log(id);
            lines(log.first(), log.lines());
        }
        standing(now);
        rows(trainings.metrics(id));
    }

    private void show(TrainingNews news) {
        switch (news) {
            case TrainingNews.Standing(TrainingView training) -> standing(training);
            case TrainingNews.Figures(List<TrainingMetricsView.Row> rows) -> rows(rows);
            case TrainingNews.LogLines(long first, List<String> lines) -> lines(first, lines);
        }
    }

    private void standing(TrainingView training) {
        latest = training;
        view.standing(training);
    }

    private void rows(List<TrainingMetricsView.Row> rows) {
        for (TrainingMetricsView.Row row : rows) {
            if (shown.add(new Key(row.scope(), row.step()))) {
                view.row(row);
            }
        }
    }

    private void lines(long first, List<String> lines) {
        for (int index = 0; index < lines.size(); index++) {
            if (first + index >= linesShown) {
                linesShown = first + index + 1;
                view.line(lines.get(index));
            }
        }
    }

    /** Does what Ctrl+C asks for; tells whether the run was cancelled. */
    private boolean obey(String id)
            throws LumenUnavailableException, RequestRefusedException, InterruptedException {
        int pressed = presses.getAsInt();
        if (pressed >= 2) {
            view.notice("cancelling");
            told(() -> trainings.cancel(id));
            return true;
        }
        if (pressed == 1 && !stopSent) {
            view.notice("stopping: the test phase follows; Ctrl+C again ends at once");
            told(() -> trainings.stop(id));
            stopSent = true;
        }
        return false;
    }

    private interface Order {
        void give() throws LumenUnavailableException, RequestRefusedException, InterruptedException;
    }

    /** Gives an order; that the run has ended meanwhile is no fault. */
    private static void told(Order order)
            throws LumenUnavailableException, RequestRefusedException, InterruptedException {
        try {
            order.give();
        } catch (RequestRefusedException refusal) {
            switch (refusal.problem().code()) {
                case JOB_FINISHED, TRAINING_COMPLETE -> {}
                default -> throw refusal;
            }
        }
    }
}
