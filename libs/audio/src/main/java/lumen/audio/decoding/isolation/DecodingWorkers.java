package lumen.audio.decoding.isolation;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import lumen.audio.decoding.AudioDecoder;
import lumen.audio.decoding.AudioException;
import lumen.audio.decoding.AudioException.Reason;
import lumen.audio.decoding.AudioInformation;
import lumen.audio.decoding.BlockConsumer;
import lumen.audio.decoding.SampleSource;

/**
 * Processes that decode files of strangers, kept between files. A file that ends its process is
 * tried once more by another; one that makes it hang is given up at its deadline. Thread-safe: as
 * many files as there are processes are decoded at once, further ones wait.
 */
public final class DecodingWorkers implements AutoCloseable {
    private static final Logger LOG = System.getLogger(DecodingWorkers.class.getName());
    private static final Duration STARTING = Duration.ofSeconds(30);
    private static final Duration WATCH_INTERVAL = Duration.ofMillis(100);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final int DEATHS_WITHOUT_PAUSE = 4;
    private static final int MOST_STARTS = 3;

    private final WorkerLaunch launch;
    private final int processes;
    private final Semaphore permits;
    private final Deque<WorkerProcess> idle = new ConcurrentLinkedDeque<>();
    private final Set<WorkerProcess> alive = ConcurrentHashMap.newKeySet();
    private final AtomicInteger deathsInARow = new AtomicInteger();
    private final Thread watch;
    private volatile boolean closed;

    /**
     * Prepares workers, which are started when they are needed.
     *
     * @param processes how many there are at most
     * @param memoryBytes the address space of each
     */
    public DecodingWorkers(int processes, long memoryBytes) {
        if (processes < 1) {
            throw new IllegalArgumentException(processes + " decoding processes");
        }
        this.processes = processes;
        permits = new Semaphore(processes, true);
        launch = new WorkerLaunch(memoryBytes, emptyFolder());
        watch = Thread.ofPlatform().daemon().name("decoding-watch").start(this::watch);
    }

    private static Path emptyFolder() {
        try {
            return Files.createTempDirectory("lumen-decoding-");
        } catch (IOException e) {
            throw new UncheckedIOException("no folder for decoding workers", e);
        }
    }

    /** Starts workers that have not been, so that the first files do not wait for them. */
    public void start() {
        for (int i = alive.size(); i < processes; i++) {
            Thread.ofPlatform().daemon().name("decoding-start").start(this::startOne);
        }
    }

    private void startOne() {
        if (permits.tryAcquire()) {
            try {
                idle.addFirst(launch());
            } catch (IsolationException e) {
                LOG.log(Level.ERROR, "decoding workers cannot be started", e);
            } finally {
                permits.release();
            }
        }
    }

    /** A clip that is decoded by one of the workers, as often as it is asked for. */
    public SampleSource clip(Path file) {
        Path absolute = file.toAbsolutePath();
        return (samplingRate, limits, consumer) ->
                decode(new Frame.Request(absolute, samplingRate, limits), consumer);
    }

    /** The numbers of the processes that run now. */
    public List<Long> processIds() {
        return alive.stream().map(WorkerProcess::processId).toList();
    }

    private AudioInformation decode(Frame.Request request, BlockConsumer consumer)
            throws AudioException {
        acquire();
        try {
            Continuation continuation = new Continuation(consumer);
            try {
                return attempt(request, continuation);
            } catch (WorkerDeathException e) {
                LOG.log(Level.WARNING, "decoding {0} again: {1}", request.file(), e.getMessage());
                continuation.startAgain();
            }
            try {
                return attempt(request, continuation);
            } catch (WorkerDeathException e) {
                throw new AudioException(
                        Reason.DECODER_DIED, "the decoder died twice while it read the file", e);
            }
        } finally {
            permits.release();
        }
    }

    private AudioInformation attempt(Frame.Request request, BlockConsumer consumer)
            throws AudioException, WorkerDeathException {
        WorkerProcess worker = take();
        try {
            AudioInformation information = worker.decode(request, consumer);
            deathsInARow.set(0);
            return information;
        } catch (WorkerDeathException e) {
            deathsInARow.incrementAndGet();
            throw e;
        } finally {
            if (worker.isUsable() && !closed) {
                idle.addFirst(worker);
            } else {
                end(worker);
            }
        }
    }

    private void acquire() {
        try {
            permits.acquire();
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static UncheckedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new UncheckedIOException(
                new InterruptedIOException("interrupted while waiting for a decoding worker"));
    }

    private WorkerProcess take() {
        WorkerProcess worker;
        while ((worker = idle.pollFirst()) != null) {
            if (worker.isUsable()) {
                return worker;
            }
            end(worker);
        }
        return launch();
    }

    private WorkerProcess launch() {
        for (int attempt = 1; ; attempt++) {
            pause();
            try {
                return launchOnce();
            } catch (WorkerDeathException | AudioException | IOException e) {
                deathsInARow.incrementAndGet();
                if (attempt == MOST_STARTS) {
                    throw new IsolationException("no decoding worker starts: " + e.getMessage(), e);
                }
            }
        }
    }

    private WorkerProcess launchOnce() throws IOException, WorkerDeathException, AudioException {
        // Workers may not write the files that this unpacks.
        AudioDecoder.load();
        WorkerProcess worker = new WorkerProcess(launch.start());
        alive.add(worker);
        if (closed) {
            end(worker);
        }
        try {
            worker.awaitReady(STARTING);
            return worker;
        } catch (WorkerDeathException | AudioException | RuntimeException e) {
            end(worker);
            throw e;
        }
    }

    /** Files that kill their workers one after the other must not keep a core busy with starts. */
    private void pause() {
        int deaths = deathsInARow.get() - DEATHS_WITHOUT_PAUSE;
        if (deaths > 0) {
            Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(deaths, 10));
            try {
                Thread.sleep(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
            } catch (InterruptedException e) {
                throw interrupted();
            }
        }
    }

    private void end(WorkerProcess worker) {
        alive.remove(worker);
        worker.kill();
    }

    private void watch() {
        try {
            while (!closed) {
                Thread.sleep(WATCH_INTERVAL);
                alive.forEach(WorkerProcess::killIfOverdue);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends every worker; files that are being decoded fail. */
    @Override
    public void close() {
        closed = true;
        watch.interrupt();
        alive.forEach(this::end);
        try {
            Files.deleteIfExists(launch.folder());
        } catch (IOException e) {
            LOG.log(Level.WARNING, "{0} is left behind: {1}", launch.folder(), e.getMessage());
        }
    }

    /** Gives a consumer what it has not had from an earlier worker: decoding is deterministic. */
    private static final class Continuation implements BlockConsumer {
        private final BlockConsumer consumer;
        private long given;
        private long toSkip;
        private float[] rest = new float[0];

        Continuation(BlockConsumer consumer) {
            this.consumer = consumer;
        }

        void startAgain() {
            toSkip = given;
        }

        @Override
        public void block(float[] samples, int length) {
            int skipped = (int) Math.min(toSkip, length);
            toSkip -= skipped;
            int count = length - skipped;
            if (count == 0) {
                return;
            }
            given += count;
            if (skipped == 0) {
                consumer.block(samples, count);
            } else {
                rest = rest.length < count ? new float[count] : rest;
                System.arraycopy(samples, skipped, rest, 0, count);
                consumer.block(rest, count);
            }
        }
    }
}
