package lumen.embedded;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * A PostgreSQL server made of native processes, unpacked from a jar. It listens on the loopback
 * interface only; local users are trusted. It runs as root (in a user namespace) and as an ordinary
 * user.
 */
public final class EmbeddedDatabase implements AutoCloseable {
    /** The user that owns everything; it needs no password on the loopback interface. */
    public static final String USER = "postgres";

    private static final Duration START_LIMIT = Duration.ofMinutes(3);

    private final EmbeddedPostgres server;
    private final DirectoryLock lock;

    private EmbeddedDatabase(EmbeddedPostgres server, DirectoryLock lock) {
        this.server = server;
        this.lock = lock;
    }

    /** What must outlive the process. */
    public enum Durability {
        /** A committed transaction survives a loss of power; the data stay after the stop. */
        KEPT,
        /** Faster, for tests: nothing stays after the stop. */
        DISPOSABLE
    }

    /**
     * Where the server keeps things and how it is reached.
     *
     * @param directory the server's own directory, made when new: its data, and postgresql.log with
     *     what the server has written since its latest start
     * @param programs where the programs are unpacked to; shared by any number of servers
     * @param port the clients' port
     * @param durability what must outlive the process
     */
    public record Settings(Path directory, Path programs, int port, Durability durability) {
        /** Checks the values. */
        public Settings {
            Objects.requireNonNull(durability, "durability");
            directory = directory.toAbsolutePath();
            programs = programs.toAbsolutePath();
        }

        private Path data() {
            return directory.resolve("data");
        }

        private Path log() {
            return directory.resolve("postgresql.log");
        }
    }

    /**
     * Starts the server and returns when it answers.
     *
     * <p>A server that still runs on the same data, because the process that started it was killed,
     * is stopped first.
     *
     * @throws IOException if the server does not start; the message holds the end of its log
     * @throws IllegalStateException if another process uses the directory
     */
    public static EmbeddedDatabase start(Settings settings) throws IOException {
        DirectoryLock lock =
                DirectoryLock.tryAcquire(settings.directory())
                        .orElseThrow(
                                () ->
                                        new IllegalStateException(
                                                "another process keeps a database in "
                                                        + settings.directory()));
        try {
            OrphanedPostmaster.stop(settings.data());
            return new EmbeddedDatabase(launch(settings), lock);
        } catch (IOException e) {
            lock.close();
            throw e;
        }
    }

    private static EmbeddedPostgres launch(Settings settings) throws IOException {
        boolean kept = settings.durability() == Durability.KEPT;
        File log = settings.log().toFile();
        try (UnpackedPrograms _ = UnpackedPrograms.prepare(settings.programs())) {
            return EmbeddedPostgres.builder()
                    .setDataDirectory(settings.data())
                    .setOverrideWorkingDirectory(settings.programs().toFile())
                    .setCleanDataDirectory(!kept)
                    .setRegisterShutdownHook(false)
                    .setPort(settings.port())
                    .setPGStartupWait(START_LIMIT)
                    .setOutputRedirector(ProcessBuilder.Redirect.to(log))
                    .setErrorRedirector(ProcessBuilder.Redirect.appendTo(log))
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .setServerConfig("unix_socket_directories", "")
                    .setServerConfig("shared_buffers", "64MB")
                    .setServerConfig("max_connections", "60")
                    // The library starts the server with both off: a later setting wins.
                    .setServerConfig("fsync", onOff(kept))
                    .setServerConfig("synchronous_commit", onOff(kept))
                    .start();
        } catch (IOException | RuntimeException e) {
            throw new IOException(
                    "PostgreSQL did not start on port %d: %s%n%s"
                            .formatted(settings.port(), e.getMessage(), logTail(settings.log())),
                    e);
        }
    }

    private static String onOff(boolean on) {
        return on ? "on" : "off";
    }

    private static String logTail(Path log) throws IOException {
        if (!Files.exists(log)) {
            return "";
        }
        List<String> lines = Files.readAllLines(log);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    }

    /**
     * Makes an empty database unless it exists.
     *
     * @param name lower-case letters
     * @return its JDBC URL
     * @throws SQLException if the server refuses
     */
    public String createDatabase(String name) throws SQLException {
        if (!name.equals(name.toLowerCase(Locale.ROOT))
                || !name.chars().allMatch(Character::isLetter)) {
            throw new IllegalArgumentException("not a plain database name: " + name);
        }
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            if (!exists(statement, name)) {
                statement.execute("create database " + name);
            }
        }
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(server.getPort(), name);
    }

    private static boolean exists(Statement statement, String name) throws SQLException {
        try (ResultSet found =
                statement.executeQuery(
                        "select 1 from pg_database where datname = '" + name + "'")) {
            return found.next();
        }
    }

    /** Ends open transactions and stops the server. */
    @Override
    public void close() throws IOException {
        try {
            server.close();
        } finally {
            lock.close();
        }
    }
}
