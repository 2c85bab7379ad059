package lumen.standalone.platform;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import lumen.contracts.topic.TopicLayout;
import lumen.contracts.topic.Topics;
import lumen.embedded.EmbeddedDatabase;
import lumen.embedded.EmbeddedKafka;
import lumen.embedded.FreePorts;
import lumen.embedded.ReadRecords;

/**
 * The broker and the database that the services use. What the user names is used as it is; what is
 * not named is started here, both at the same time, and stopped with {@link #close()}.
 */
public final class Platform implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Platform.class.getName());
    private static final int BROKER_PORT = 9092;
    private static final int CONTROLLER_PORT = 9093;
    private static final int DATABASE_PORT = 5432;

    /** The consumer group of inference-service. */
    private static final String FEATURES_READER = "inference-service";

    private final CompletableFuture<Broker> broker;
    private final CompletableFuture<Database> database;

    private record Broker(String address, Optional<OwnBroker> own) {}

    /** The broker and what keeps its disk small. */
    private record OwnBroker(EmbeddedKafka kafka, ReadRecords features) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            features.close();
            kafka.close();
        }
    }

    private record Database(DatabaseAddress address, Optional<EmbeddedDatabase> own) {}

    private Platform(CompletableFuture<Broker> broker, CompletableFuture<Database> database) {
        this.broker = broker;
        this.database = database;
    }

    /**
     * Begins to start what is needed and returns at once.
     *
     * @param data the folder of all data
     * @param programs where PostgreSQL's programs are unpacked to
     * @param named what the user named
     * @param progress is told what became ready
     */
    public static Platform begin(
            Path data, Path programs, NamedPlatform named, Consumer<String> progress) {
        return new Platform(
                inThread("broker-start", () -> broker(data, named, progress)),
                inThread("database-start", () -> database(data, programs, named, progress)));
    }

    private static Broker broker(Path data, NamedPlatform named, Consumer<String> progress)
            throws IOException {
        if (named.kafka().isPresent()) {
            String address = named.kafka().get();
            EmbeddedKafka.createTopics(address, TopicLayout.all());
            progress.accept("Kafka at " + address + " has all topics");
            return new Broker(address, Optional.empty());
        }
        EmbeddedKafka kafka = startBroker(data.resolve("kafka"));
        try {
            kafka.createTopics(TopicLayout.all());
        } catch (IllegalStateException e) {
            kafka.close();
            throw e;
        }
        progress.accept("Kafka is ready at " + kafka.bootstrapServers());
        ReadRecords features =
                ReadRecords.deleteRegularly(
                        kafka.bootstrapServers(), Topics.FEATURES, FEATURES_READER);
        return new Broker(kafka.bootstrapServers(), Optional.of(new OwnBroker(kafka, features)));
    }

    /** Another program may take a port between the look-up and the broker's start. */
    private static EmbeddedKafka startBroker(Path folder) throws IOException {
        List<Integer> ports = FreePorts.preferring(List.of(BROKER_PORT, CONTROLLER_PORT));
        try {
            return EmbeddedKafka.start(folder, ports.get(0), ports.get(1));
        } catch (IllegalStateException e) {
            List<Integer> now = FreePorts.preferring(ports);
            if (now.equals(ports)) {
                throw e;
            }
            LOG.log(Level.INFO, "the broker starts again on other ports", e);
            return EmbeddedKafka.start(folder, now.get(0), now.get(1));
        }
    }

    private static Database database(
            Path data, Path programs, NamedPlatform named, Consumer<String> progress)
            throws IOException, SQLException {
        if (named.database().isPresent()) {
            return new Database(named.database().get(), Optional.empty());
        }
        int port = FreePorts.preferring(List.of(DATABASE_PORT)).getFirst();
        EmbeddedDatabase server =
                EmbeddedDatabase.start(
                        new EmbeddedDatabase.Settings(
                                data.resolve("postgresql"),
                                programs,
                                port,
                                EmbeddedDatabase.Durability.KEPT));
        String url;
        try {
            url = server.createDatabase("lumen");
        } catch (SQLException e) {
            server.close();
            throw e;
        }
        progress.accept("PostgreSQL is ready at 127.0.0.1:" + port);
        return new Database(
                new DatabaseAddress(url, EmbeddedDatabase.USER, EmbeddedDatabase.USER),
                Optional.of(server));
    }

    /**
     * Waits for the broker.
     *
     * @return its host and port
     * @throws PlatformException if it did not start
     */
    public String awaitBroker() throws PlatformException, InterruptedException {
        return await(broker).address();
    }

    /**
     * Waits for the database.
     *
     * @throws PlatformException if it did not start
     */
    public DatabaseAddress awaitDatabase() throws PlatformException, InterruptedException {
        return await(database).address();
    }

    private static <T> T await(CompletableFuture<T> start)
            throws PlatformException, InterruptedException {
        try {
            return start.get();
        } catch (ExecutionException e) {
            throw new PlatformException(e.getCause());
        }
    }

    /** Waits until what was begun has started or failed, and stops what was started here. */
    @Override
    public void close() {
        CompletableFuture<Void> brokerStop =
                broker.thenAcceptAsync(started -> started.own().ifPresent(Platform::stop));
        CompletableFuture<Void> databaseStop =
                database.thenAcceptAsync(started -> started.own().ifPresent(Platform::stop));
        joinQuietly(brokerStop);
        joinQuietly(databaseStop);
    }

    private static void stop(AutoCloseable server) {
        try {
            server.close();
        } catch (Exception e) {
            LOG.log(Level.WARNING, "the platform was not stopped cleanly", e);
        }
    }

    /** A start that failed has been reported by then; there is nothing to stop. */
    private static void joinQuietly(CompletableFuture<Void> stop) {
        try {
            stop.join();
        } catch (CompletionException e) {
            LOG.log(Level.FINE, "nothing to stop", e);
        }
    }

    private static <T> CompletableFuture<T> inThread(String name, Callable<T> start) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread.ofPlatform()
                .daemon()
                .name(name)
                .start(
                        () -> {
                            try {
                                result.complete(start.call());
                            } catch (Exception | LinkageError e) {
                                result.completeExceptionally(e);
                            }
                        });
        return result;
    }
}
