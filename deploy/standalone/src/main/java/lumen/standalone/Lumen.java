package lumen.standalone;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lumen.embedded.DirectoryLock;
import lumen.embedded.FreePorts;
import lumen.standalone.platform.DatabaseAddress;
import lumen.standalone.platform.Platform;
import lumen.standalone.platform.PlatformException;
import lumen.standalone.service.Readiness;
import lumen.standalone.service.ServiceKind;
import lumen.standalone.service.ServiceLaunch;
import lumen.standalone.service.ServiceListener;
import lumen.standalone.service.ServiceProcess;

/**
 * The whole of lumen, running: broker, database and services. It belongs to this process; {@link
 * #close()} stops everything in reverse order and leaves nothing but the data.
 */
public final class Lumen implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Lumen.class.getName());
    private static final Duration READY_LIMIT = Duration.ofMinutes(5);

    /** The first stop takes some seconds longer: the JVMs write their archives then. */
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(60);

    private final LumenOptions options;
    private final Consumer<String> progress;
    private final DirectoryLock lock;
    private final Platform platform;
    private final Map<ServiceKind, ServiceProcess> services = new EnumMap<>(ServiceKind.class);
    private final CompletableFuture<String> failure = new CompletableFuture<>();
    private String kafka;
    private DatabaseAddress database;
    private boolean announced;
    private boolean closed;

    private Lumen(
            LumenOptions options,
            Consumer<String> progress,
            DirectoryLock lock,
            Platform platform) {
        this.options = options;
        this.progress = progress;
        this.lock = lock;
        this.platform = platform;
    }

    /**
     * Starts lumen and returns when every service is ready.
     *
     * @param progress is told in words what is going on, from several threads
     * @throws AlreadyRunningException if another process has the data folder
     * @throws StartException if a part does not start; nothing is left running
     * @throws InterruptedException if the thread was interrupted; nothing is left running
     */
    public static Lumen start(LumenOptions options, Consumer<String> progress)
            throws AlreadyRunningException, StartException, InterruptedException {
        checkInstallation(options);
        DirectoryLock lock = lock(options.data());
        Lumen lumen;
        try {
            options.data().prepare();
            OwnLog.begin(options.data().logs());
            RunningLumen.remove(options.data());
            Platform platform =
                    Platform.begin(
                            options.data().root(),
                            options.data().cache().resolve("postgresql"),
                            options.platform(),
                            progress);
            lumen = new Lumen(options, progress, lock, platform);
        } catch (IOException e) {
            release(lock);
            throw unwritable(options.data(), e);
        }
        try {
            lumen.startAll();
            return lumen;
        } catch (StartException | InterruptedException | RuntimeException e) {
            boolean interrupted = Thread.interrupted();
            lumen.close();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            throw e;
        }
    }

    private static void checkInstallation(LumenOptions options) throws StartException {
        for (ServiceKind kind : kinds(options)) {
            Path program = options.installation().program(kind);
            if (!Files.isDirectory(program)) {
                throw new StartException(
                        "%s has not been built: there is no %s"
                                .formatted(kind.serviceName(), program),
                        "Build lumen with: ./lumen build");
            }
        }
        if (!Files.isDirectory(options.models())) {
            throw new StartException(
                    "there is no model folder " + options.models(),
                    "Name the folder that holds .onnx files with --models.");
        }
    }

    private static List<ServiceKind> kinds(LumenOptions options) {
        return Arrays.stream(ServiceKind.values())
                .filter(kind -> options.training() || kind != ServiceKind.TRAINING)
                .toList();
    }

    private static DirectoryLock lock(DataFolder data)
            throws AlreadyRunningException, StartException {
        try {
            return DirectoryLock.tryAcquire(data.root())
                    .orElseThrow(() -> new AlreadyRunningException(data));
        } catch (IOException e) {
            throw unwritable(data, e);
        }
    }

    private static StartException unwritable(DataFolder data, IOException e) {
        return new StartException(
                "the data folder cannot be written: " + e,
                "Name another folder with --data, or LUMEN_HOME; the present one is "
                        + data.root()
                        + ".",
                e);
    }

    private void startAll() throws StartException, InterruptedException {
        Map<ServiceKind, Integer> ports = ports();
        try {
            kafka = platform.awaitBroker();
            launch(ServiceKind.FEATURE, ports);
            launch(ServiceKind.INFERENCE, ports);
            database = platform.awaitDatabase();
            launch(ServiceKind.GATEWAY, ports);
            for (ServiceProcess service : services.values()) {
                Readiness.await(service, READY_LIMIT);
                progress.accept(service.name() + " is ready at " + service.address());
            }
            if (options.training()) {
                // Nobody who wants a prediction waits for it.
                launch(ServiceKind.TRAINING, ports);
            }
            announced = true;
            writeState();
        } catch (PlatformException e) {
            throw new StartException(
                    e.getMessage(),
                    "The data folder is " + options.data().root() + "; its logs may say more.",
                    e);
        } catch (Readiness.NotReadyException e) {
            throw new StartException(
                    e.getMessage(), "The whole log is " + e.service().logFile() + ".", e);
        } catch (IOException e) {
            throw new StartException(
                    "a service cannot be started: " + e.getMessage(),
                    "Check the memory and the limits of this machine.",
                    e);
        }
    }

    private Map<ServiceKind, Integer> ports() throws StartException {
        List<ServiceKind> kinds = kinds(options);
        List<Integer> free = FreePorts.preferring(kinds.stream().map(this::wantedPort).toList());
        Map<ServiceKind, Integer> ports = new EnumMap<>(ServiceKind.class);
        for (int i = 0; i < kinds.size(); i++) {
            ports.put(kinds.get(i), free.get(i));
        }
        int gateway = ports.get(ServiceKind.GATEWAY);
        if (options.port().isPresent() && options.port().getAsInt() != gateway) {
            throw new StartException(
                    "port %d is taken".formatted(options.port().getAsInt()),
                    "Name another one with --port, or none to take any free one.");
        }
        return ports;
    }

    private int wantedPort(ServiceKind kind) {
        return kind == ServiceKind.GATEWAY
                ? options.port().orElse(kind.usualPort())
                : kind.usualPort();
    }

    private void launch(ServiceKind kind, Map<ServiceKind, Integer> ports) throws IOException {
        Path temporary = options.data().temporary().resolve(kind.serviceName());
        Files.createDirectories(temporary);
        ServiceLaunch launch =
                new ServiceLaunch(
                        kind,
                        options.installation().program(kind),
                        options.data().cache(),
                        temporary,
                        ports.get(kind),
                        UUID.randomUUID().toString(),
                        environment());
        ServiceProcess service =
                new ServiceProcess(launch, options.data().logs(), new Supervision());
        services.put(kind, service);
        service.start();
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("LUMEN_KAFKA", kafka);
        environment.put("LUMEN_MODELS", options.models().toString());
        environment.put("LUMEN_NEW_MODELS", options.data().models().toString());
        environment.put("LUMEN_RUNS", options.data().runs().toString());
        environment.put(
                "LUMEN_TRAINING_CACHE", options.data().cache().resolve("features").toString());
        environment.put("LUMEN_AUDIO_STORE", options.data().audio().toString());
        environment.put("LUMEN_SAMPLES", options.installation().samples().toString());
        environment.put(
                "LUMEN_DATA_ROOTS",
                options.dataRoots().stream().map(Path::toString).collect(Collectors.joining(",")));
        if (database != null) {
            environment.put("LUMEN_DATABASE_URL", database.url());
            environment.put("LUMEN_DATABASE_USER", database.user());
            environment.put("LUMEN_DATABASE_PASSWORD", database.password());
        }
        return environment;
    }

    /** Where the REST API answers. */
    public URI gateway() {
        return services.get(ServiceKind.GATEWAY).address();
    }

    /** The broker's host and port. */
    public String kafka() {
        return kafka;
    }

    /** The services, in the order of their start. */
    public List<ServiceProcess> services() {
        return List.copyOf(services.values());
    }

    /**
     * Completes, with a sentence and the end of a log, when a service dies again and again; lumen
     * is then of no use any more and should be closed.
     */
    public CompletableFuture<String> failure() {
        return failure.copy();
    }

    private synchronized void writeState() throws IOException {
        if (!announced || closed) {
            return;
        }
        ProcessHandle self = ProcessHandle.current();
        new RunningLumen(
                        self.pid(),
                        RunningLumen.startOf(self),
                        options.temporary(),
                        gateway(),
                        kafka,
                        database.url(),
                        services.values().stream().map(Lumen::state).toList())
                .write(options.data());
    }

    private static RunningLumen.RunningService state(ServiceProcess service) {
        return new RunningLumen.RunningService(
                service.name(),
                service.processId().orElse(null),
                service.address(),
                service.logFile().toString());
    }

    /** Stops everything: gateway, workers, then broker and database. May be called again. */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        try {
            RunningLumen.remove(options.data());
        } catch (IOException e) {
            LOG.log(Level.WARNING, "the state file stays", e);
        }
        stop(ServiceKind.GATEWAY);
        List<Thread> stopping =
                Stream.of(ServiceKind.TRAINING, ServiceKind.INFERENCE, ServiceKind.FEATURE)
                        .map(kind -> Thread.ofPlatform().start(() -> stop(kind)))
                        .toList();
        stopping.forEach(Lumen::join);
        platform.close();
        release(lock);
    }

    private void stop(ServiceKind kind) {
        ServiceProcess service = services.get(kind);
        if (service != null) {
            service.stop(STOP_PATIENCE);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void release(DirectoryLock lock) {
        try {
            lock.close();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "the lock stays until this process ends", e);
        }
    }

    /** Keeps the state file true and tells the user what happens to services. */
    private final class Supervision implements ServiceListener {
        @Override
        public void announce(String line) {
            LOG.info(line);
            progress.accept(line);
        }

        @Override
        public void restarted(ServiceProcess service) {
            try {
                writeState();
            } catch (IOException e) {
                LOG.log(Level.WARNING, "the state file is out of date", e);
            }
        }

        @Override
        public void givenUp(ServiceProcess service) {
            String words =
                    "%s keeps ending and is given up. The end of its log, %s:%n%s"
                            .formatted(
                                    service.name(),
                                    service.logFile(),
                                    String.join("\n", service.logTail()));
            if (service.isOptional()) {
                announce(words);
            } else {
                failure.complete(words);
            }
        }
    }
}
