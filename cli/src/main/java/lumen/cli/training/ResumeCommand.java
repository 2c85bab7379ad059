package lumen.cli.training;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import lumen.cli.ExitCode;
import lumen.cli.LumenAccess;
import lumen.cli.LumenVersion;
import lumen.cli.ServerOption;
import lumen.cli.Surroundings;
import lumen.cli.rest.Trainings;
import lumen.contracts.rest.TrainingView;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Goes on with a training run from its last checkpoint. */
@Command(
        name = "resume",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        versionProvider = LumenVersion.class,
        synopsisHeading = "%nUsage: ",
        customSynopsis = "lumen trainings resume RUN [OPTION...]",
        header = "Goes on with a training run from its last checkpoint, and follows it.",
        descriptionHeading = "%n",
        description = {
            "RUN is the id or the name of a run that was stopped, cancelled or failed, or that is"
                    + " to have more epochs. Options that are given are different from now on."
        },
        footerHeading = "%nExample:%n",
        footer = "  lumen trainings resume 11-22-14-30-05_CalmTango_mn10 --epochs 60")
final class ResumeCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "RUN", description = "A run's id or name.")
    private String run;

    @Option(names = "--detach", description = "Do not wait for the run; a lumen has to run.")
    private boolean detached;

    @Option(names = "--json", description = "What happens as JSON, an object a line.")
    private boolean asJson;

    @Mixin private final ServerOption server;

    @Option(names = "--help-all", description = "This help with every option explained.")
    private boolean helpAll;

    @Unmatched private List<String> recipe = new ArrayList<>();

    private final Surroundings surroundings;

    private ResumeCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.server = new ServerOption(surroundings);
    }

    /** Assembles the command. */
    static CommandLine create(Surroundings surroundings) {
        ResumeCommand command = new ResumeCommand(surroundings);
        CommandLine line = new CommandLine(command);
        line.getHelpSectionMap()
                .put(
                        UsageMessageSpec.SECTION_KEY_OPTION_LIST,
                        help -> new RecipeHelp(help, command.helpAll).text());
        line.getHelpSectionMap().remove(UsageMessageSpec.SECTION_KEY_PARAMETER_LIST);
        return line;
    }

    @Override
    public Integer call() {
        if (helpAll) {
            spec.commandLine().usage(spec.commandLine().getOut());
            return ExitCode.ANSWERED.code();
        }
        if (run == null) {
            throw new ParameterException(spec.commandLine(), "which run? Give its id or name");
        }
        RunRequest changes =
                RunRequest.of(
                        recipe,
                        null,
                        JsonNodeFactory.instance.objectNode(),
                        server.isNamed(),
                        RunRequest.Extent.CHANGES);
        if (!changes.faults().isEmpty()) {
            FaultList.write(changes.faults(), spec.qualifiedName(), surroundings.terminal().err());
            return ExitCode.USAGE.code();
        }
        return server.answer(
                access -> forTraining(access, changes),
                (client, progress) -> {
                    Trainings trainings = client.trainings();
                    TrainingView training = trainings.find(run);
                    trainings.resume(training.id(), changes.options());
                    progress.close();
                    if (detached) {
                        surroundings.terminal().out().line(training.id());
                        return ExitCode.ANSWERED;
                    }
                    FollowedRun followed = new FollowedRun(trainings, surroundings.terminal());
                    return followed.own(training.id(), followed.view(asJson));
                });
    }

    private LumenAccess forTraining(LumenAccess access, RunRequest changes) {
        LumenAccess prepared = access.withDataRoots(changes.roots()).withTraining();
        return detached ? prepared.withoutStarting() : prepared;
    }
}
