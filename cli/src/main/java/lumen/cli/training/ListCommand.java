package lumen.cli.training;

import java.util.concurrent.Callable;
import lumen.cli.LumenVersion;
import lumen.cli.ServerOption;
import lumen.cli.Surroundings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists training runs. */
@Command(
        name = "list",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        versionProvider = LumenVersion.class,
        separator = " ",
        synopsisHeading = "%nUsage: ",
        header = "Lists the training runs, newest first.",
        optionListHeading = "%nOptions:%n")
final class ListCommand implements Callable<Integer> {
    @Mixin private final RunList list = new RunList();

    @Mixin private final ServerOption server;

    private final Surroundings surroundings;

    ListCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.server = new ServerOption(surroundings);
    }

    @Override
    public Integer call() {
        return server.answer(
                (client, progress) -> list.write(client, progress, surroundings.terminal().out()));
    }
}
