package lumen.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import lumen.cli.terminal.Screen;
import lumen.cli.terminal.Symbols;
import lumen.cli.terminal.Terminal;

/** Runs the command as a user would, on a terminal of a given width or in a pipe. */
final class CommandRun {
    private final LumenAccess access;
    private Map<String, String> environment = Map.of();
    private int width = Screen.UNLIMITED;
    private boolean coloured;

    /**
     * What a run left.
     *
     * @param out standard output
     * @param err standard error
     */
    record Result(int exitCode, String out, String err) {}

    CommandRun(LumenAccess access) {
        this.access = access;
    }

    static CommandRun of(URI server) {
        return new CommandRun(LumenAccess.at(server));
    }

    /** On a terminal instead of in a pipe. */
    CommandRun onTerminal(int columns) {
        width = columns;
        return this;
    }

    CommandRun withColours() {
        coloured = true;
        return this;
    }

    CommandRun with(String variable, String value) {
        environment = Map.of(variable, value);
        return this;
    }

    Result run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(screen(out), screen(err));
        int exitCode =
                LumenCommand.create(new Surroundings(terminal, access, environment))
                        .execute(arguments);
        return new Result(
                exitCode,
                out.toString(StandardCharsets.UTF_8),
                err.toString(StandardCharsets.UTF_8));
    }

    private Screen screen(ByteArrayOutputStream bytes) {
        return new Screen(
                new PrintStream(bytes, true, StandardCharsets.UTF_8),
                width != Screen.UNLIMITED,
                width,
                coloured,
                Symbols.UNICODE);
    }
}
