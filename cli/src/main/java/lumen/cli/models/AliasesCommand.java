package lumen.cli.models;

import java.util.List;
import java.util.concurrent.Callable;
import lumen.cli.ExitCode;
import lumen.cli.LumenVersion;
import lumen.cli.ServerOption;
import lumen.cli.Surroundings;
import lumen.cli.terminal.DisplayText;
import lumen.cli.terminal.Screen;
import lumen.cli.terminal.TextTable;
import lumen.cli.terminal.TextTable.Cell;
import lumen.cli.terminal.TextTable.Column;
import lumen.contracts.rest.ModelAlias;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the aliases and the models that they mean. */
@Command(
        name = "aliases",
        mixinStandardHelpOptions = true,
        versionProvider = LumenVersion.class,
        separator = " ",
        synopsisHeading = "%nUsage: ",
        header = "Lists the aliases and the models that they mean.",
        optionListHeading = "%nOptions:%n")
final class AliasesCommand implements Callable<Integer> {
    @Mixin private final ServerOption server;

    private final Surroundings surroundings;

    AliasesCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.server = new ServerOption(surroundings);
    }

    @Override
    public Integer call() {
        return server.answer(
                (client, progress) -> {
                    List<ModelAlias> aliases = client.aliases();
                    progress.close();
                    list(aliases);
                    return ExitCode.ANSWERED;
                });
    }

    private void list(List<ModelAlias> aliases) {
        Screen out = surroundings.terminal().out();
        if (aliases.isEmpty()) {
            out.line("There are no aliases.");
            return;
        }
        TextTable table = new TextTable(List.of(Column.text("alias"), Column.text("model")));
        for (ModelAlias alias : aliases) {
            table.row(
                    List.of(
                            Cell.of(DisplayText.printable(alias.alias())),
                            Cell.of(DisplayText.printable(alias.model()))));
        }
        table.writeTo(out);
    }
}
