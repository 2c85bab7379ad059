package lumen.cli.training;

import java.time.Duration;
import java.util.function.IntSupplier;
import lumen.cli.ErrorWords;
import lumen.cli.ExitCode;
import lumen.cli.LumenUnavailableException;
import lumen.cli.rest.RequestRefusedException;
import lumen.cli.rest.Trainings;
import lumen.cli.terminal.Screen;
import lumen.cli.terminal.Terminal;
import lumen.contracts.rest.State;
import lumen.contracts.rest.TrainingView;

/** Follows a run until it has ended, and says what came of it. */
final class FollowedRun {
    /** A gateway that is restarted, or a network that is away for a while. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Trainings trainings;
    private final Terminal terminal;

    FollowedRun(Trainings trainings, Terminal terminal) {
        this.trainings = trainings;
        this.terminal = terminal;
    }

    /**
     * Follows a run that belongs to this command: Ctrl+C stops it, a second one cancels it. When
     * this process is told to end in another way the run goes on.
     *
     * @throws LumenUnavailableException if the server is away for too long; the run may go on
     */
    ExitCode own(String id, FollowingView view)
            throws LumenUnavailableException, RequestRefusedException {
        try (CtrlC ctrlC = CtrlC.counted()) {
            return follow(id, view, ctrlC::presses);
        }
    }

    /** Follows a run; Ctrl+C ends following only. */
    ExitCode watch(String id, FollowingView view)
            throws LumenUnavailableException, RequestRefusedException {
        return follow(id, view, () -> 0);
    }

    private ExitCode follow(String id, FollowingView view, IntSupplier presses)
            throws LumenUnavailableException, RequestRefusedException {
        Screen err = terminal.err();
        try (view) {
            Following following = new Following(trainings, view, presses, PATIENCE);
            Following.End end = following.follow(id);
            view.close();
            return end == Following.End.CANCELLED
                    ? cancelled(err)
                    : exitCode(following.latest(), err);
        } catch (InterruptedException told) {
            err.line("lumen: no longer following; the run goes on whenever lumen runs");
            err.line("       Follow it with: lumen trainings show --follow " + id);
            return ExitCode.INTERRUPTED;
        }
    }

    /** How a run is shown on this terminal. */
    FollowingView view(boolean asJson) {
        return asJson ? new JsonView(terminal) : new TextView(terminal);
    }

    private static ExitCode cancelled(Screen err) {
        err.line("lumen: the run was cancelled; it has no model");
        return ExitCode.INTERRUPTED;
    }

    private static ExitCode exitCode(TrainingView run, Screen err) {
        if (run.problem() != null) {
            ErrorWords.write(err, run.problem());
        }
        if (run.state() == State.CANCELLED) {
            ErrorWords.write(
                    err,
                    "the run was cancelled",
                    "Go on with it: lumen trainings resume " + run.name());
        }
        return run.state() == State.SUCCEEDED ? ExitCode.ANSWERED : ExitCode.SOME_FAILED;
    }
}
