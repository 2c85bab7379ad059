package lumen.cli;

/** What the {@code lumen} command's exit code tells a script. */
public enum ExitCode {
    /** Everything that was asked for was answered. */
    ANSWERED(0, "every file was answered"),
    /** Some file failed, or lumen failed in the middle. */
    SOME_FAILED(1, "at least one file failed; the reasons are on standard error"),
    /** The command line, or what it asked lumen for, is wrong. */
    USAGE(2, "the command line is wrong, or names a model or job that does not exist"),
    /** No lumen answers, and none could be started. */
    UNREACHABLE(3, "lumen cannot be reached or started"),
    /** The user pressed Ctrl+C; unfinished jobs were cancelled. */
    INTERRUPTED(130, "interrupted with Ctrl+C; unfinished jobs were cancelled");

    private final int code;
    private final String meaning;

    ExitCode(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    /** The number that the process ends with. */
    public int code() {
        return code;
    }

    /** What the number means, in words. */
    public String meaning() {
        return meaning;
    }
}
