package lumen.cli;

import lumen.cli.rest.RequestRefusedException;
import lumen.cli.terminal.DisplayText;
import lumen.cli.terminal.Screen;
import lumen.cli.terminal.Screen.Emphasis;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.error.Problem;

/** Says on standard error what went wrong and what the user can do about it. */
public final class ErrorWords {
    private ErrorWords() {}

    /**
     * Writes what went wrong.
     *
     * @param message what happened
     * @param advice what to do about it
     */
    public static void write(Screen err, String message, String advice) {
        err.line(err.emphasised("lumen:", Emphasis.FAILURE) + " " + DisplayText.printable(message));
        if (!advice.isBlank()) {
            err.line("       " + DisplayText.printable(advice));
        }
    }

    /** Writes why the server refused a request. */
    static void write(Screen err, RequestRefusedException refusal) {
        write(err, refusal.problem());
    }

    /** Writes a problem with all that is known of it. */
    public static void write(Screen err, Problem problem) {
        String detail = problem.detail() == null ? "" : ": " + problem.detail();
        write(err, problem.title() + detail + " (" + problem.code() + ")", advice(problem));
        if (problem.violations() != null) {
            for (Problem.Violation violation : problem.violations()) {
                err.line(
                        "       "
                                + DisplayText.printable(
                                        violation.field() + ": " + violation.message()));
            }
        }
        if (problem.errorId() != null) {
            err.line("       Error id: " + DisplayText.printable(problem.errorId()));
        }
    }

    /** What the user of this command can do about a problem. */
    public static String advice(Problem problem) {
        return switch (problem.code()) {
            case MODEL_NOT_FOUND -> "See which models there are with: lumen models";
            case JOB_NOT_FOUND -> "See which jobs there are with: lumen jobs";
            case TRAINING_NOT_FOUND -> "See which runs there are with: lumen trainings";
            case PATH_OUTSIDE_ROOTS ->
                    "Start lumen with: lumen up --data-root DIRECTORY; or stop it, and this command"
                            + " starts its own.";
            default -> problem.advice() == null ? "" : problem.advice();
        };
    }

    /** The exit code of a command whose request was refused. */
    static ExitCode exitCode(ErrorCode code) {
        if (code == ErrorCode.UNAVAILABLE || code == ErrorCode.TOO_BUSY) {
            return ExitCode.UNREACHABLE;
        }
        return code.status() < 500 ? ExitCode.USAGE : ExitCode.SOME_FAILED;
    }
}
