package lumen.cli.models;

import java.util.concurrent.Callable;
import lumen.cli.ExitCode;
import lumen.cli.LumenVersion;
import lumen.cli.ServerOption;
import lumen.cli.Surroundings;
import lumen.cli.terminal.DisplayText;
import lumen.contracts.rest.ModelAlias;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes an alias mean a model, or forgets it. */
@Command(
        name = "alias",
        mixinStandardHelpOptions = true,
        versionProvider = LumenVersion.class,
        separator = " ",
        synopsisHeading = "%nUsage: ",
        header = "Makes an alias mean a model, or forgets it.",
        customSynopsis = {
            "lumen models alias NAME MODEL [--server URL]",
            "  or:  lumen models alias NAME --remove [--server URL]"
        },
        parameterListHeading = "%nWhat means what:%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  lumen models alias champion mine",
            "  lumen models alias default champion",
            "      whoever names no model is answered by the one that is champion now",
            "  lumen models alias --remove champion",
        })
final class AliasCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            paramLabel = "NAME",
            description = {
                "The alias: small letters, digits and '-'. The alias default is the model of"
                        + " requests that name none."
            })
    private String name;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "MODEL",
            description = "The model that it means from now on: an id, or another alias of it.")
    private String model;

    @Option(names = "--remove", description = "Forgets the alias.")
    private boolean remove;

    @Mixin private final ServerOption server;

    @Spec private CommandSpec command;

    private final Surroundings surroundings;

    AliasCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.server = new ServerOption(surroundings);
    }

    @Override
    public Integer call() {
        if (remove == (model != null)) {
            throw new ParameterException(
                    command.commandLine(),
                    remove
                            ? "--remove forgets the alias whatever it means; leave MODEL out"
                            : "Which model is " + name + " to mean? Name it, or say --remove");
        }
        return server.answer(
                (client, progress) -> {
                    if (remove) {
                        client.removeAlias(name);
                        progress.close();
                        tell(name + " means no model any more");
                    } else {
                        ModelAlias alias = client.setAlias(name, model);
                        progress.close();
                        tell(alias.alias() + " means " + alias.model());
                    }
                    return ExitCode.ANSWERED;
                });
    }

    private void tell(String sentence) {
        surroundings.terminal().out().line(DisplayText.printable(sentence));
    }
}
