package lumen.embedded;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import lumen.contracts.topic.TopicLayout;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * One Apache Kafka node, broker and controller, inside this JVM. It listens on the loopback
 * interface only and keeps its records in a directory, which a later start takes up again, on other
 * ports if need be.
 */
public final class EmbeddedKafka implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final String NODE = "1";
    private static final int MAX_RECORD_BYTES = 8 << 20;

    private final KafkaRaftServer server;
    private final DirectoryLock lock;
    private final String bootstrapServers;

    private EmbeddedKafka(KafkaRaftServer server, DirectoryLock lock, String bootstrapServers) {
        this.server = server;
        this.lock = lock;
        this.bootstrapServers = bootstrapServers;
    }

    /**
     * Starts the node and returns when it serves clients.
     *
     * <p>When this fails, threads of the half-started node may go on: a process whose only purpose
     * is the broker should end itself.
     *
     * @param directory where the records are kept; made and formatted when new
     * @param port the clients' port
     * @param controllerPort the controller's own port, another than {@code port}
     * @throws IOException if the directory cannot be written
     * @throws IllegalStateException if another process uses the directory, or the node fails
     */
    public static EmbeddedKafka start(Path directory, int port, int controllerPort)
            throws IOException {
        Path data = directory.toAbsolutePath();
        if (data.toString().contains(",")) {
            // The broker's log.dirs is a list separated by commas, without a way to escape one.
            throw new IllegalArgumentException(
                    "Kafka cannot keep data in a folder with a comma in its path: " + data);
        }
        // Kafka's own lock comes after it has opened the metadata log: too late to be safe.
        DirectoryLock lock =
                DirectoryLock.tryAcquire(data)
                        .orElseThrow(
                                () ->
                                        new IllegalStateException(
                                                "another process keeps a broker in " + data));
        try {
            format(data);
            KafkaRaftServer server =
                    new KafkaRaftServer(
                            KafkaConfig.fromProps(settings(data, port, controllerPort)),
                            Time.SYSTEM);
            start(server);
            return new EmbeddedKafka(server, lock, HOST + ":" + port);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static void start(KafkaRaftServer server) {
        BrokerFault.failsTheStart();
        try {
            server.startup();
            BrokerFault.endsTheProcess();
        } catch (RuntimeException | BrokerFault e) {
            server.shutdown();
            throw new IllegalStateException("the broker did not start: " + e.getMessage(), e);
        }
    }

    private static void format(Path data) throws IOException {
        if (Files.exists(data.resolve("meta.properties"))) {
            return;
        }
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try {
            new Formatter()
                    .setPrintStream(new PrintStream(output, true, StandardCharsets.UTF_8))
                    .setClusterId(Uuid.randomUuid().toString())
                    .setNodeId(Integer.parseInt(NODE))
                    .setControllerListenerName("CONTROLLER")
                    .addDirectory(data.toString())
                    .setMetadataLogDirectory(data.toString())
                    .setReleaseVersion(MetadataVersion.latestProduction())
                    .run();
        } catch (Exception e) {
            throw new IOException(
                    "cannot prepare %s for the broker: %s"
                            .formatted(data, output.toString(StandardCharsets.UTF_8)),
                    e);
        }
    }

    private static Properties settings(Path data, int port, int controllerPort) {
        Properties settings = new Properties();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", NODE);
        settings.put("controller.quorum.voters", NODE + "@" + HOST + ":" + controllerPort);
        settings.put(
                "listeners",
                "PLAINTEXT://%s:%d,CONTROLLER://%s:%d".formatted(HOST, port, HOST, controllerPort));
        settings.put("advertised.listeners", "PLAINTEXT://" + HOST + ":" + port);
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("inter.broker.listener.name", "PLAINTEXT");
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("log.dirs", data.toString());
        settings.put("num.partitions", "6");
        // Topics of training runs are made by whoever writes first.
        settings.put("auto.create.topics.enable", "true");
        singleNode(settings);
        smallFootprint(settings);
        return settings;
    }

    private static void singleNode(Properties settings) {
        settings.put("default.replication.factor", "1");
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", "5");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("transaction.state.log.num.partitions", "3");
        settings.put("share.coordinator.state.topic.replication.factor", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("share.coordinator.state.topic.num.partitions", "3");
        // The default waits 3 s for more members before a group starts.
        settings.put("group.initial.rebalance.delay.ms", "0");
        // After kill -9 a new start waits until the old session is over: 9 s by default.
        settings.put("broker.session.timeout.ms", "3000");
        settings.put("broker.heartbeat.interval.ms", "1000");
    }

    private static void smallFootprint(Properties settings) {
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "4");
        settings.put("num.recovery.threads.per.data.dir", "2");
        settings.put("background.threads", "2");
        settings.put("log.cleaner.dedupe.buffer.size", Integer.toString(16 << 20));
        settings.put("log.index.size.max.bytes", Integer.toString(1 << 20));
        settings.put("log.retention.check.interval.ms", "60000");
        settings.put("message.max.bytes", Integer.toString(MAX_RECORD_BYTES));
        settings.put("replica.fetch.max.bytes", Integer.toString(MAX_RECORD_BYTES));
    }

    /** What clients connect to: host and port. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /**
     * Makes the topics that do not exist yet; existing ones stay as they are.
     *
     * @throws IllegalStateException if the broker refuses a topic
     */
    public void createTopics(List<TopicLayout> topics) {
        createTopics(bootstrapServers, topics);
    }

    /**
     * Makes the topics that do not exist yet on any broker; existing ones stay as they are.
     *
     * @param bootstrapServers the broker
     * @throws IllegalStateException if the broker cannot be reached or refuses a topic
     */
    public static void createTopics(String bootstrapServers, List<TopicLayout> topics) {
        Map<String, Object> client =
                Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        try (Admin admin = Admin.create(client)) {
            TopicLayout.create(admin, topics, Optional.empty());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while topics were made", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "cannot make the topics on %s: %s"
                            .formatted(bootstrapServers, e.getCause().getMessage()),
                    e.getCause());
        }
    }

    /** Stops the node and returns when its records are on disk. */
    @Override
    public void close() throws IOException {
        try {
            server.shutdown();
            server.awaitShutdown();
        } finally {
            lock.close();
        }
    }
}
