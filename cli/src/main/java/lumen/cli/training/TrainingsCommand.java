package lumen.cli.training;

import java.util.concurrent.Callable;
import lumen.cli.LumenVersion;
import lumen.cli.ServerOption;
import lumen.cli.Surroundings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists training runs, tells of them and steers them. */
@Command(
        name = "trainings",
        sortOptions = false,
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
    @Mixin private final RunList list = new RunList();

    @Mixin private final ServerOption server;

    private final Surroundings surroundings;

    private TrainingsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.server = new ServerOption(surroundings);
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
        return server.answer(
                (client, progress) -> list.write(client, progress, surroundings.terminal().out()));
    }
}
