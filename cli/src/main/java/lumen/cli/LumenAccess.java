package lumen.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * Provides the lumen that answers a command when the user names no server: one that runs already,
 * or one that is started for the command and stopped after it.
 *
 * <p>An implementation that starts something registers no shutdown hook for it. On Ctrl+C the
 * command first cancels its jobs and then calls {@link Connection#close()}; a hook would run at the
 * same time and take the server away before the jobs are cancelled.
 */
@FunctionalInterface
public interface LumenAccess {

    /** Where the gateway listens unless it is told otherwise. */
    URI USUAL_ADDRESS = URI.create("http://127.0.0.1:8090");

    /**
     * Waits until a lumen answers.
     *
     * @param announce is told, in a few words each time, what is going on when it takes a while
     *     ("starting lumen"); shown on a terminal only
     * @throws LumenUnavailableException if none runs and none could be started
     * @throws InterruptedException if the user pressed Ctrl+C; nothing that was started is left
     */
    Connection connect(Consumer<String> announce)
            throws LumenUnavailableException, InterruptedException;

    /**
     * Access to a lumen that, if it has to be started, lets requests name files below these
     * directories; what runs already is taken as it is.
     *
     * @param roots absolute paths
     */
    default LumenAccess withDataRoots(List<Path> roots) {
        return this;
    }

    /** Access to a lumen that, if it has to be started, can train. */
    default LumenAccess withTraining() {
        return this;
    }

    /** Access to a lumen that runs already; none is started. */
    default LumenAccess withoutStarting() {
        return this;
    }

    /** A lumen that answers for the time of one command. */
    interface Connection extends AutoCloseable {

        /** The gateway's base address, such as {@code http://127.0.0.1:8090}. */
        URI address();

        /** Stops what was started for this command; what ran before goes on. */
        @Override
        void close();
    }

    /**
     * Access to a server that somebody else runs; whether it answers shows at the first request.
     */
    static LumenAccess at(URI address) {
        return announce ->
                new Connection() {
                    @Override
                    public URI address() {
                        return address;
                    }

                    @Override
                    public void close() {
                        // It ran before and goes on.
                    }
                };
    }
}
