package lumen.cli.training;

import java.util.concurrent.Callable;
import lumen.cli.LumenVersion;
import lumen.cli.Surroundings;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Lists training runs, tells of them and steers them. */
@Command(
        name = "trainings",
        mixinStandardHelpOptions = true,
        versionProvider = LumenVersion.class,
        separator = " ",
        synopsisHeading = "%nUsage: ",
        synopsisSubcommandLabel = "[COMMAND]",
        header = "Lists training runs, tells of them and steers them.",
        descriptionHeading = "%n",
        description = "A run is named by its id or by the name of its folder and model.",
        optionListHeading = "%nOptions:%n",
        commandListHeading = "%nCommands:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  lumen trainings",
            "      the latest runs",
            "  lumen trainings show 11-22-14-30-05_CalmTango_mn10 --follow",
            "      how a run goes, as it goes",
            "  lumen trainings compare FIRST SECOND",
            "      what was different and what came of it",
        })
public final class TrainingsCommand implements Callable<Integer> {
    private final ListCommand list;

    private TrainingsCommand(Surroundings surroundings) {
        this.list = new ListCommand(surroundings);
    }

    /** Assembles the command with its subcommands. */
    public static CommandLine create(Surroundings surroundings) {
        return new CommandLine(new TrainingsCommand(surroundings))
                .addSubcommand(new ListCommand(surroundings))
                .addSubcommand(new ShowCommand(surroundings))
                .addSubcommand(new LogCommand(surroundings))
                .addSubcommand(new StopCommand(surroundings))
                .addSubcommand(ResumeCommand.create(surroundings))
                .addSubcommand(new CompareCommand(surroundings));
    }

    /** Without a subcommand: the list. */
    @Override
    public Integer call() {
        return list.call();
    }
}
