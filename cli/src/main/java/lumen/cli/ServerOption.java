package lumen.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import lumen.cli.rest.LumenClient;
import lumen.cli.rest.RequestRefusedException;
import lumen.cli.terminal.ProgressBar;
import lumen.cli.terminal.Screen;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option that says which lumen answers, and the way to it, shared by all commands that ask. */
public final class ServerOption {
    /** The environment variable that names a server for all commands. */
    static final String VARIABLE = "LUMEN_URL";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--server",
            paramLabel = "URL",
            description = {
                "The lumen that answers, such as http://music-box:8090. Without it: the one that"
                    + " the environment variable LUMEN_URL names, else the one that runs on this"
                    + " machine, else one that is started for this command and stopped after it."
            })
    private String server;

    private final Surroundings surroundings;

    public ServerOption(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** Whether the user names a server, which may be on another machine. */
    public boolean isNamed() {
        return server != null || !surroundings.environment().getOrDefault(VARIABLE, "").isEmpty();
    }

    /** What a command does with a lumen that answers. */
    @FunctionalInterface
    public interface Work {
        /**
         * Does it.
         *
         * @param client the way to the lumen
         * @param progress where to say how far the work is; closed afterwards
         */
        ExitCode with(LumenClient client, ProgressBar progress)
                throws LumenUnavailableException, RequestRefusedException, InterruptedException;
    }

    /**
     * Does something with the lumen that the user means; failures are told on standard error.
     *
     * @return the exit code of the command
     */
    public int answer(Work work) {
        return answer(List.of(), work);
    }

    /**
     * Does something with the lumen that the user means, which has to read files on its own.
     *
     * @param dataRoots where the files are; a lumen that is started for the command may read them
     * @return the exit code of the command
     */
    public int answer(List<Path> dataRoots, Work work) {
        return answer(access -> access.withDataRoots(dataRoots), work);
    }

    /**
     * Does something with the lumen that the user means, which has to be able to do more than to
     * answer.
     *
     * @param needs says so; matters for a lumen that is started for the command
     * @return the exit code of the command
     */
    public int answer(UnaryOperator<LumenAccess> needs, Work work) {
        LumenAccess access = needs.apply(access());
        try (Interruption _ = Interruption.of(Thread.currentThread())) {
            return attempt(access, work).code();
        }
    }

    private ExitCode attempt(LumenAccess access, Work work) {
        Screen err = surroundings.terminal().err();
        try {
            return connected(access, work);
        } catch (LumenUnavailableException exception) {
            ErrorWords.write(err, exception.getMessage(), exception.advice());
            return ExitCode.UNREACHABLE;
        } catch (RequestRefusedException exception) {
            ErrorWords.write(err, exception);
            return ErrorWords.exitCode(exception.problem().code());
        } catch (InterruptedException interrupted) {
            ErrorWords.write(err, "interrupted; what was not finished has been cancelled", "");
            return ExitCode.INTERRUPTED;
        }
    }

    private ExitCode connected(LumenAccess access, Work work)
            throws LumenUnavailableException, RequestRefusedException, InterruptedException {
        try (ProgressBar progress = new ProgressBar(surroundings.terminal().err());
                LumenAccess.Connection connection = access.connect(progress::announce);
                LumenClient client = new LumenClient(connection.address())) {
            return work.with(client, progress);
        }
    }

    private LumenAccess access() {
        String named =
                server == null ? surroundings.environment().getOrDefault(VARIABLE, "") : server;
        if (named.isEmpty() && server == null) {
            return surroundings.access();
        }
        try {
            URI address = new URI(named);
            if (("http".equals(address.getScheme()) || "https".equals(address.getScheme()))
                    && address.getHost() != null) {
                return LumenAccess.at(address);
            }
        } catch (URISyntaxException exception) {
            throw notAnAddress(named, exception);
        }
        throw notAnAddress(named, null);
    }

    private ParameterException notAnAddress(String named, URISyntaxException cause) {
        return new ParameterException(
                command.commandLine(),
                "'" + named + "' is not a server's address; write it as http://host:8090",
                cause);
    }
}
