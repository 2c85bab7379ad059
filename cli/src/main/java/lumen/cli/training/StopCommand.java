package lumen.cli.training;

import java.util.concurrent.Callable;
import lumen.cli.ExitCode;
import lumen.cli.LumenVersion;
import lumen.cli.ServerOption;
import lumen.cli.Surroundings;
import lumen.cli.rest.Trainings;
import lumen.cli.terminal.Screen;
import lumen.contracts.rest.TrainingView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Ends a training run early. */
@Command(
        name = "stop",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        versionProvider = LumenVersion.class,
        separator = " ",
        synopsisHeading = "%nUsage: ",
        header = "Ends a training run early: it is tested, and its best epoch becomes a model.",
        optionListHeading = "%nOptions:%n",
        parameterListHeading = "%nWhat to end:%n")
final class StopCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RUN", description = "A run's id or name.")
    private String run;

    @Option(
            names = "--at-once",
            description = "Without a test and without a model; it can be resumed later.")
    private boolean atOnce;

    @Mixin private final ServerOption server;

    private final Surroundings surroundings;

    StopCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.server = new ServerOption(surroundings);
    }

    @Override
    public Integer call() {
        return server.answer(
                (client, progress) -> {
                    Trainings trainings = client.trainings();
                    TrainingView training = trainings.find(run);
                    if (atOnce) {
                        trainings.cancel(training.id());
                    } else {
                        trainings.stop(training.id());
                    }
                    progress.close();
                    Screen out = surroundings.terminal().out();
                    out.line(
                            training.name()
                                    + (atOnce
                                            ? " is cancelled"
                                            : " stops after the present step; the test follows"));
                    return ExitCode.ANSWERED;
                });
    }
}
