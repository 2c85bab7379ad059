package lumen.cli.datasets;

import java.util.concurrent.Callable;
import lumen.cli.ExitCode;
import lumen.cli.LumenVersion;
import lumen.cli.Surroundings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The tools for datasets, which has only subcommands. */
@Command(
        name = "datasets",
        mixinStandardHelpOptions = true,
        versionProvider = LumenVersion.class,
        synopsisHeading = "%nUsage: ",
        synopsisSubcommandLabel = "COMMAND",
        header = "Counts, checks, divides and converts datasets on this machine.",
        commandListHeading = "%nCommands:%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nDatasets are named as TYPE:PATH:%n",
        footer = {
            "  irmastrain:DIR   a file's label is the name of its directory",
            "  irmastest:DIR    a file's labels are the lines of the .txt beside it",
            "  csv:FILE         a table with a column 'file' and a column of 0 and 1 for each"
                    + " label",
            "  openmic:DIR      OpenMIC-2018",
            "  inference:DIR    audio without labels",
        })
public final class DatasetsCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    private DatasetsCommand() {}

    /** Assembles the command with its subcommands. */
    public static CommandLine create(Surroundings surroundings) {
        return new CommandLine(new DatasetsCommand())
                .addSubcommand(new StatsCommand(surroundings))
                .addSubcommand(new CheckCommand(surroundings))
                .addSubcommand(new LeaksCommand(surroundings))
                .addSubcommand(new SplitSongsCommand(surroundings))
                .addSubcommand(new SplitCsvCommand(surroundings))
                .addSubcommand(new OpenMicCommand(surroundings))
                .addSubcommand(new ResampleCommand(surroundings))
                .addSubcommand(new NormalizationCommand(surroundings));
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.USAGE.code();
    }
}
