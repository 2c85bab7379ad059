package lumen.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import lumen.embedded.EmbeddedDatabase;
import lumen.embedded.EmbeddedKafka;
import lumen.embedded.FreePorts;
import lumen.embedded.TopicLayout;

/**
 * The broker and the database of this test JVM. Each is started when it is first asked for, and
 * stopped and deleted when the JVM ends.
 */
public final class TestPlatform {
    /** The user of {@link #databaseUrl()}. */
    public static final String DATABASE_USER = EmbeddedDatabase.USER;

    /** Any password is good: the server trusts this machine. */
    public static final String DATABASE_PASSWORD = "postgres";

    private static final TestPlatform INSTANCE = new TestPlatform();

    private Path directory;
    private EmbeddedKafka kafka;
    private EmbeddedDatabase database;
    private String databaseUrl;

    private TestPlatform() {}

    /** The one platform of this JVM. */
    public static TestPlatform get() {
        return INSTANCE;
    }

    /** The broker's address; every topic of lumen exists. */
    public synchronized String bootstrapServers() {
        if (kafka == null) {
            List<Integer> ports = FreePorts.any(2);
            try {
                kafka =
                        EmbeddedKafka.start(
                                directory().resolve("kafka"), ports.get(0), ports.get(1));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            kafka.createTopics(TopicLayout.all());
        }
        return kafka.bootstrapServers();
    }

    /** The JDBC URL of an empty database. */
    public synchronized String databaseUrl() {
        if (databaseUrl == null) {
            try {
                database =
                        EmbeddedDatabase.start(
                                new EmbeddedDatabase.Settings(
                                        directory().resolve("database"),
                                        programs(),
                                        FreePorts.any(),
                                        EmbeddedDatabase.Durability.DISPOSABLE));
                databaseUrl = database.createDatabase("lumen");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (SQLException e) {
                throw new IllegalStateException("the test database cannot be made", e);
            }
        }
        return databaseUrl;
    }

    /** A new client of the broker; close it at the end of the test. */
    public TestTopics topics() {
        return new TestTopics(bootstrapServers());
    }

    private Path directory() throws IOException {
        if (directory == null) {
            directory = Files.createTempDirectory("lumen-test-");
            Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop-test-platform"));
        }
        return directory;
    }

    /** The unpacked programs are kept between test runs: unpacking takes a second or more. */
    private static Path programs() {
        return Path.of(
                System.getProperty("java.io.tmpdir"),
                "lumen-postgresql-" + System.getProperty("user.name"));
    }

    private synchronized void stop() {
        try {
            if (kafka != null) {
                kafka.close();
            }
            if (database != null) {
                database.close();
            }
            delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("the test platform was not stopped cleanly", e);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
