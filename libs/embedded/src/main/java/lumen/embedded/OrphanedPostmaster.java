package lumen.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Stops a PostgreSQL server that outlived the process that started it: the server is no child of
 * that process, so it goes on after kill -9 and would hold the data and the port.
 */
final class OrphanedPostmaster {
    private static final int STOP_SECONDS = 30;

    private OrphanedPostmaster() {}

    /**
     * Stops the server that runs on these data, if there is one.
     *
     * @param data the database's directory
     * @throws IOException if it runs on
     */
    static void stop(Path data) throws IOException {
        Optional<ProcessHandle> running = find(data);
        if (running.isEmpty()) {
            return;
        }
        ProcessHandle postmaster = running.get();
        try {
            // SIGINT is PostgreSQL's fast shutdown; ProcessHandle.destroy would wait for clients.
            new ProcessBuilder("kill", "-INT", Long.toString(postmaster.pid())).start().waitFor();
            postmaster.onExit().get(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while an old PostgreSQL was stopped", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException(
                    "an old PostgreSQL, process %d, still runs on %s"
                            .formatted(postmaster.pid(), data),
                    e);
        }
    }

    /** The first line of postmaster.pid is the server's process id. */
    private static Optional<ProcessHandle> find(Path data) throws IOException {
        Path file = data.resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        long pid = Long.parseLong(Files.readAllLines(file).getFirst().strip());
        return ProcessHandle.of(pid).filter(OrphanedPostmaster::isPostgres);
    }

    /** Whether it is PostgreSQL at all: the number may belong to another process by now. */
    private static boolean isPostgres(ProcessHandle process) {
        return process.info()
                .command()
                .map(command -> Path.of(command).endsWith("postgres"))
                .orElse(false);
    }
}
