package lumen.standalone.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import lumen.embedded.FreePorts;

/**
 * One service as a child process. A thread of its own starts it, waits for its end and starts it
 * again, until the service is stopped or given up.
 */
public final class ServiceProcess {
    private static final long LOG_LIMIT = 5L << 20;

    private final ServiceLaunch launch;
    private final ServiceListener listener;
    private final BoundedLog log;
    private final RestartPolicy policy = new RestartPolicy();
    private final Thread watcher;
    private Process process;
    private int port;
    private boolean stopping;
    private boolean givenUp;

    /**
     * Prepares the service; {@link #start()} starts it.
     *
     * @param launch how it is started
     * @param logs the directory of its log
     * @param listener what is told about its life
     */
    public ServiceProcess(ServiceLaunch launch, Path logs, ServiceListener listener) {
        this.launch = launch;
        this.listener = listener;
        port = launch.usualPort();
        log = new BoundedLog(logs.resolve(launch.kind().serviceName() + ".log"), LOG_LIMIT);
        watcher = Thread.ofPlatform().daemon().name(name() + "-watcher").unstarted(this::watch);
    }

    /** The service's name. */
    public String name() {
        return launch.kind().serviceName();
    }

    /** Whether predictions can be had without it. */
    public boolean isOptional() {
        return launch.kind().isOptional();
    }

    /** Where the service answers HTTP, from its latest start on. */
    public synchronized URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** What its answers carry in the header {@link ServiceLaunch#TOKEN_HEADER}. */
    String token() {
        return launch.token();
    }

    /** Where its output goes. */
    public Path logFile() {
        return log.file();
    }

    /** The latest lines of its output. */
    public List<String> logTail() {
        return log.tail();
    }

    /** The process that runs now; nothing between a death and the next start. */
    public synchronized Optional<Long> processId() {
        return Optional.ofNullable(process).filter(Process::isAlive).map(Process::pid);
    }

    /** Whether it died too often to be started again. */
    public synchronized boolean isGivenUp() {
        return givenUp;
    }

    /**
     * Starts the service and the watch over it.
     *
     * @throws IOException if the process cannot be made
     */
    public void start() throws IOException {
        if (launch.kind().isYielding() && !ServiceLaunch.yields()) {
            listener.announce(
                    "there is no command nice: %s slows the other services down".formatted(name()));
        }
        launchOnce();
        watcher.start();
    }

    private synchronized void launchOnce() throws IOException {
        if (stopping) {
            return;
        }
        // Another program may have taken the port since it was chosen, or since the service died.
        port = FreePorts.preferring(List.of(port)).getFirst();
        process = launch.start(port);
        Process started = process;
        Thread.ofPlatform().daemon().name(name() + "-log").start(() -> copyLog(started));
    }

    private void copyLog(Process source) {
        try {
            log.copy(source.getInputStream());
        } catch (IOException e) {
            // A log that cannot be written must not be silent, and must not stop the service.
            if (source.isAlive()) {
                listener.announce(
                        "the log of %s cannot be written: %s".formatted(name(), e.getMessage()));
            }
        }
    }

    private void watch() {
        try {
            while (true) {
                Process current = current();
                long started = System.nanoTime();
                int exit = current.waitFor();
                Duration ran = Duration.ofNanos(System.nanoTime() - started);
                if (!restart(current, exit, ran)) {
                    return;
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized Process current() {
        return process;
    }

    /** Whether there is a process to watch again. */
    private boolean restart(Process ended, int exit, Duration ran)
            throws InterruptedException, IOException {
        synchronized (this) {
            if (stopping) {
                return false;
            }
        }
        Optional<Duration> wait = policy.afterDeath(ran);
        if (wait.isEmpty()) {
            synchronized (this) {
                givenUp = true;
            }
            listener.givenUp(this);
            return false;
        }
        listener.announce(
                "%s (process %d) ended with code %d: starting it again"
                        .formatted(name(), ended.pid(), exit));
        Thread.sleep(wait.get());
        launchOnce();
        listener.restarted(this);
        return true;
    }

    /**
     * Asks the service to end, waits, and kills it and its own children when it does not.
     *
     * @param patience how long it may take
     */
    public void stop(Duration patience) {
        Process running;
        synchronized (this) {
            stopping = true;
            running = process;
        }
        watcher.interrupt();
        if (running == null) {
            return;
        }
        List<ProcessHandle> children = running.descendants().toList();
        // Unlike Process.destroy, this leaves the stream of its last words open.
        running.toHandle().destroy();
        try {
            if (!running.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                running.toHandle().destroyForcibly();
                running.waitFor();
            }
        } catch (InterruptedException e) {
            running.toHandle().destroyForcibly();
            Thread.currentThread().interrupt();
        }
        children.forEach(ProcessHandle::destroyForcibly);
    }
}
