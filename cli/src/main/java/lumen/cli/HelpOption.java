package lumen.cli;

import picocli.CommandLine.Option;

/** The option, of every command, that shows what the command can do. */
public final class HelpOption {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean wanted;

    /** Whether the help was asked for; it is shown without the command being run. */
    public boolean wanted() {
        return wanted;
    }
}
