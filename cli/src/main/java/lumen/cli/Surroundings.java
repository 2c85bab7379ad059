package lumen.cli;

import java.util.Map;
import lumen.cli.terminal.Terminal;

/**
 * What a command finds around it.
 *
 * @param terminal where it writes
 * @param access provides the lumen that answers when the user names no server
 * @param environment the environment variables
 */
public record Surroundings(Terminal terminal, LumenAccess access, Map<String, String> environment) {
    public Surroundings {
        environment = Map.copyOf(environment);
    }
}
