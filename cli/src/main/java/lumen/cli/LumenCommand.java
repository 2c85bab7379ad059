package lumen.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import lumen.cli.datasets.DatasetsCommand;
import lumen.cli.evaluate.EvaluateCommand;
import lumen.cli.jobs.JobsCommand;
import lumen.cli.models.ModelsCommand;
import lumen.cli.predict.PredictCommand;
import lumen.cli.terminal.Screen;
import lumen.cli.terminal.Terminal;
import lumen.cli.training.TrainCommand;
import lumen.cli.training.TrainingsCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The {@code lumen} command, which has only subcommands. */
@Command(
        name = "lumen",
        mixinStandardHelpOptions = true,
        synopsisHeading = "%nUsage: ",
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = LumenVersion.class,
        header = "Recognises which musical instruments are heard in audio.",
        commandListHeading = "%nCommands:%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nTo begin with:%n",
        footer = {
            "  lumen predict song.mp3         which instruments are heard in a file",
            "  lumen predict samples/         in all audio files of a directory",
            "  lumen evaluate --dataset-paths irmastest:test/",
            "                                 how well labelled files are recognised",
            "  lumen train --train-paths irmastrain:train/ --val-paths irmastest:val/ --model mn10",
            "                                 a model of your own",
            "  lumen help predict             everything that predict can do",
            "",
            "Exit codes: 0 answered, 1 some file failed, 2 wrong usage, 3 lumen not reachable,",
            "130 interrupted."
        })
public final class LumenCommand implements Callable<Integer> {
    private static final int WIDEST_HELP = 100;
    private static final int NARROWEST_HELP = 60;

    @Spec private CommandSpec spec;

    private LumenCommand() {}

    /**
     * Assembles the command. Further subcommands may be added to the result.
     *
     * @param access provides the lumen that answers when the user names no server
     * @param terminal where everything is written
     */
    public static CommandLine create(LumenAccess access, Terminal terminal) {
        return create(new Surroundings(terminal, access, System.getenv()));
    }

    static CommandLine create(Surroundings surroundings) {
        Terminal terminal = surroundings.terminal();
        CommandLine lumen =
                new CommandLine(new LumenCommand())
                        .addSubcommand(new PredictCommand(surroundings))
                        .addSubcommand(new EvaluateCommand(surroundings))
                        .addSubcommand(TrainCommand.create(surroundings))
                        .addSubcommand(TrainingsCommand.create(surroundings))
                        .addSubcommand(TrainCommand.createFindRate(surroundings))
                        .addSubcommand(ModelsCommand.create(surroundings))
                        .addSubcommand(new JobsCommand(surroundings))
                        .addSubcommand(DatasetsCommand.create(surroundings))
                        .addSubcommand(new HelpCommand());
        int width = Math.clamp(terminal.out().width(), NARROWEST_HELP, WIDEST_HELP);
        return lumen.setOut(writer(terminal.out()))
                .setErr(writer(terminal.err()))
                .setColorScheme(
                        CommandLine.Help.defaultColorScheme(
                                terminal.out().coloured() ? Ansi.ON : Ansi.OFF))
                .setUsageHelpWidth(width)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(
                        (exception, arguments) -> usageError(terminal, exception));
    }

    private static PrintWriter writer(Screen screen) {
        return new PrintWriter(screen.stream(), true, screen.stream().charset());
    }

    /**
     * The {@code lumen} command without the means to start a lumen: it asks the server that the
     * user names, or the one on this machine.
     */
    public static void main(String[] arguments) {
        System.exit(
                create(LumenAccess.at(LumenAccess.USUAL_ADDRESS), Terminal.system())
                        .execute(arguments));
    }

    /** Without a subcommand there is nothing to do but to tell which there are. */
    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.USAGE.code();
    }

    private static int usageError(Terminal terminal, ParameterException exception) {
        CommandLine command = exception.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        String hint = "See: " + name + " --help";
        if (exception instanceof UnmatchedArgumentException unmatched
                && !unmatched.getSuggestions().isEmpty()) {
            hint = "Did you mean " + unmatched.getSuggestions().getFirst() + "? " + hint;
        }
        ErrorWords.write(terminal.err(), words(exception), hint);
        return ExitCode.USAGE.code();
    }

    private static String words(ParameterException exception) {
        String message = exception.getMessage();
        String prefix = "Error: ";
        return message.startsWith(prefix) ? message.substring(prefix.length()) : message;
    }
}
