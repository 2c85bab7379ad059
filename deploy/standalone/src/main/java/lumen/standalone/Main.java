package lumen.standalone;

import java.util.Map;
import lumen.cli.LumenCommand;
import lumen.cli.terminal.Terminal;
import picocli.CommandLine;

/** The {@code lumen} command, with the means to start lumen on this machine. */
public final class Main {
    private Main() {}

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        Map<String, String> environment = System.getenv();
        Installation installation = Installation.current();
        StandaloneAccess access =
                new StandaloneAccess(() -> new UpCommand(environment, installation).options(true));
        CommandLine lumen = LumenCommand.create(access, Terminal.system());
        lumen.addSubcommand(new UpCommand(environment, installation));
        System.exit(lumen.execute(arguments));
    }
}
