package lumen.cli.training;

import java.util.concurrent.Callable;
import lumen.cli.ExitCode;
import lumen.cli.LumenVersion;
import lumen.cli.ServerOption;
import lumen.cli.Surroundings;
import lumen.cli.rest.Trainings;
import lumen.cli.terminal.DisplayText;
import lumen.cli.terminal.Screen;
import lumen.contracts.rest.TrainingView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes the log of a training run. */
@Command(
        name = "log",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        versionProvider = LumenVersion.class,
        separator = " ",
        synopsisHeading = "%nUsage: ",
        header = "Writes the log of a training run.",
        optionListHeading = "%nOptions:%n",
        parameterListHeading = "%nWhat to write:%n")
final class LogCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RUN", description = "A run's id or name.")
    private String run;

    @Option(
            names = "--follow",
            description = "Go on until the run ends. Ctrl+C ends this only, not the run.")
    private boolean follow;

    @Mixin private final ServerOption server;

    private final Surroundings surroundings;

    LogCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.server = new ServerOption(surroundings);
    }

    @Override
    public Integer call() {
        return server.answer(
                access -> follow ? access.withoutStarting() : access,
                (client, progress) -> {
                    Trainings trainings = client.trainings();
                    TrainingView training = trainings.find(run);
                    progress.close();
                    if (follow) {
                        return new FollowedRun(trainings, surroundings.terminal())
                                .watch(training.id(), new LogView(surroundings.terminal()));
                    }
                    Screen out = surroundings.terminal().out();
                    for (String line : trainings.log(training.id()).lines()) {
                        out.line(DisplayText.printable(line));
                    }
                    return ExitCode.ANSWERED;
                });
    }
}
