package lumen.cli.training;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import lumen.cli.ExitCode;
import lumen.cli.LumenAccess;
import lumen.cli.LumenUnavailableException;
import lumen.cli.LumenVersion;
import lumen.cli.ServerOption;
import lumen.cli.Surroundings;
import lumen.cli.rest.LumenClient;
import lumen.cli.rest.RequestRefusedException;
import lumen.cli.terminal.ProgressBar;
import lumen.contracts.rest.JobRequest;
import lumen.contracts.rest.JobView;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/**
 * Trains a model: submits a run with the options of a recipe and follows it. The options of the
 * recipe are not declared to picocli: there are many, and few commands need them.
 */
@Command(
        name = "train",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        versionProvider = LumenVersion.class,
        synopsisHeading = "%nUsage: ",
        customSynopsis =
                "lumen train --train-paths TYPE:PATH... --val-paths TYPE:PATH... --model NAME"
                        + " [OPTION...]",
        header = "Trains a model that recognises instruments.",
        descriptionHeading = "%n",
        description = {
            "Learns from labelled audio, shows how it goes, tests the best epoch and makes its"
                + " model one that predict can use at once. Datasets are irmastrain:DIR (a"
                + " directory for each label), irmastest:DIR (audio with .txt files), csv:FILE or"
                + " openmic:DIR. What is not given is as the preset says, which trains well from"
                + " scratch.",
            "",
            "Ctrl+C ends the training, and the test follows; Ctrl+C again ends everything at once."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  lumen train --train-paths irmastrain:data/train --val-paths irmastest:data/val \\",
            "              --model MOBILENET_V3_LARGE",
            "      train, test, and serve the model",
            "  lumen train --config run.yaml --epochs 60 --no-finetune-head",
            "      options from a file, some of them different",
            "  lumen train --preset FAST --train-paths csv:all.csv --train-only-dataset \\",
            "              --model MN10 --quick",
            "      try in a minute whether everything works",
        })
public final class TrainCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "Options from a YAML file of lines 'name: value', such as a run's config.yaml;"
                            + " those of the command line go before them.")
    private Path config;

    @Option(
            names = "--detach",
            description = "Submit the run and do not wait for it; a lumen has to run.")
    private boolean detached;

    @Option(names = "--json", description = "What happens as JSON, an object a line.")
    private boolean asJson;

    @Mixin private final ServerOption server;

    @Option(names = "--help-all", description = "This help with every option explained.")
    private boolean helpAll;

    @Unmatched private List<String> recipe = new ArrayList<>();

    private final Surroundings surroundings;
    private final boolean findsRate;

    private TrainCommand(Surroundings surroundings, boolean findsRate) {
        this.surroundings = surroundings;
        this.server = new ServerOption(surroundings);
        this.findsRate = findsRate;
    }

    /** Assembles the command. */
    public static CommandLine create(Surroundings surroundings) {
        return assemble(new TrainCommand(surroundings, false));
    }

    /** Assembles {@code find-lr}: the same run, of which only the learning rate is looked for. */
    public static CommandLine createFindRate(Surroundings surroundings) {
        CommandLine line = assemble(new TrainCommand(surroundings, true));
        line.setCommandName("find-lr");
        line.getCommandSpec()
                .usageMessage()
                .header("Looks for the learning rate of a training run.")
                .customSynopsis(
                        "lumen find-lr --train-paths TYPE:PATH... --val-paths TYPE:PATH... --model"
                                + " NAME [OPTION...]")
                .description(
                        "Takes a few steps of the run with a rate that grows from one to the next,"
                                + " draws the loss over it, and tells where the loss falls most"
                                + " steeply. Takes the options of train. Nothing is kept of the"
                                + " model.")
                .footer(
                        "  lumen find-lr --train-paths irmastrain:data/train --val-paths"
                                + " irmastest:data/val \\",
                        "                --model mn10 --find-lr-steps 200");
        return line;
    }

    private static CommandLine assemble(TrainCommand command) {
        CommandLine line = new CommandLine(command);
        line.getHelpSectionMap()
                .put(
                        UsageMessageSpec.SECTION_KEY_OPTION_LIST,
                        help -> new RecipeHelp(help, command.helpAll).text());
        return line;
    }

    @Override
    public Integer call() {
        if (helpAll) {
            spec.commandLine().usage(spec.commandLine().getOut());
            return ExitCode.ANSWERED.code();
        }
        ObjectNode further = JsonNodeFactory.instance.objectNode();
        if (findsRate) {
            further.put("find_lr", true);
        }
        RunRequest request =
                RunRequest.of(recipe, config, further, server.isNamed(), RunRequest.Extent.WHOLE);
        if (!request.faults().isEmpty()) {
            FaultList.write(request.faults(), spec.qualifiedName(), surroundings.terminal().err());
            return ExitCode.USAGE.code();
        }
        return server.answer(
                access -> forTraining(access, request),
                (client, progress) -> submit(request, client, progress));
    }

    private LumenAccess forTraining(LumenAccess access, RunRequest request) {
        LumenAccess prepared = access.withDataRoots(request.roots()).withTraining();
        return detached ? prepared.withoutStarting() : prepared;
    }

    private ExitCode submit(RunRequest request, LumenClient client, ProgressBar progress)
            throws LumenUnavailableException, RequestRefusedException, InterruptedException {
        JobView job = client.submit(JobRequest.train(request.options()));
        progress.close();
        if (detached) {
            surroundings.terminal().out().line(job.id());
            surroundings
                    .terminal()
                    .err()
                    .line(
                            "lumen: submitted; follow it with: lumen trainings show --follow "
                                    + job.id());
            return ExitCode.ANSWERED;
        }
        FollowedRun run = new FollowedRun(client.trainings(), surroundings.terminal());
        ExitCode exitCode = run.own(job.id(), run.view(asJson));
        if (findsRate && exitCode == ExitCode.ANSWERED && !asJson) {
            RateCurve.write(
                    client.trainings().file(job.id(), RateCurve.FILE),
                    surroundings.terminal().out());
        }
        return exitCode;
    }
}
