package lumen.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import lumen.contracts.topic.TopicLayout;
import lumen.embedded.EmbeddedDatabase;
import lumen.embedded.EmbeddedKafka;
import lumen.embedded.FreePorts;

/**
 * The broker and the database of this test JVM. Each is started when it is first asked for, and
 * stopped and deleted when the JVM ends.
 */
public final class TestPlatform {
    /** The user of {@link #databaseUrl()}. */
    public static final String DATABASE_USER = EmbeddedDatabase.USER;

    /** Any password is good: the server trusts this machine. */
    public static final String DATABASE_PASSWORD = "postgres";

    /**
     * System properties that hold the addresses: Quarkus loads this class once more for each test
     * profile, and all of them shall share one platform.
     */
    private static final String SHARED_BROKER = "lumen.testing.broker";

    private static final String SHARED_DATABASE = "lumen.testing.database";

    private static final TestPlatform INSTANCE = new TestPlatform();

    private Path directory;
    private EmbeddedKafka kafka;
    private EmbeddedDatabase database;

    private TestPlatform() {}

    /** The one platform of this JVM. */
    public static TestPlatform get() {
        return INSTANCE;
    }

    /** The broker's address; every topic of lumen exists. */
    public String bootstrapServers() {
        return shared(SHARED_BROKER, this::startBroker);
    }

    /** The JDBC URL of a database that is empty when the first test begins. */
    public String databaseUrl() {
        return shared(SHARED_DATABASE, this::startDatabase);
    }

    /** The system properties are the one object that every copy of this class sees. */
    private static String shared(String property, Supplier<String> start) {
        synchronized (System.getProperties()) {
            String address = System.getProperty(property);
            if (address == null) {
                address = start.get();
                System.setProperty(property, address);
            }
            return address;
        }
    }

    private String startBroker() {
        List<Integer> ports = FreePorts.any(2);
        try {
            kafka = EmbeddedKafka.start(directory().resolve("kafka"), ports.get(0), ports.get(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        kafka.createTopics(TopicLayout.all());
        return kafka.bootstrapServers();
    }

    private String startDatabase() {
        try {
            database =
                    EmbeddedDatabase.start(
                            new EmbeddedDatabase.Settings(
                                    directory().resolve("database"),
                                    programs(),
                                    FreePorts.any(),
                                    EmbeddedDatabase.Durability.DISPOSABLE));
            return database.createDatabase("lumen");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException("the test database cannot be made", e);
        }
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

    private void stop() {
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
